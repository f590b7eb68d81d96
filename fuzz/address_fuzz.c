/* libFuzzer target for scan/address.re; run by fuzz/check.sh. */
#include "address_property.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	xs_address a;
	char *block;

	check_address((const char *) data, n, &a, &block);
	free(block);
	return 0;
}
