/* libFuzzer target for scan/duration.re; run by fuzz/check.sh. */
#include "duration_property.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	check_property((const char *) data, n);
	return 0;
}
