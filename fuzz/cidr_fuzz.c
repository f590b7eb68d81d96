/* libFuzzer target for scan/ip.re and core/cidr.c; run by fuzz/check.sh. */
#include "cidr_property.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	xs_cidr cidr;

	check_cidr((const char *) data, n, &cidr);
	return 0;
}
