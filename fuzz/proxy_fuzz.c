/*
 * libFuzzer target for scan/proxy.re; run by fuzz/check.sh. The input is scanned as it is, and once more as
 * command, family and rest of a version 2 header whose signature and length are right.
 */
#include "proxy_property.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static words said;
	static char header[XS_PROXY_MAX];

	check_proxy((const char *) data, n, &said);
	if (n >= 2 && n - 2 <= sizeof(header) - 16) {
		memcpy(header, "\r\n\r\n\0\r\nQUIT\n", 12);
		header[12] = (char) (0x20 | (data[0] & 1));
		header[13] = (char) data[1];
		header[14] = (char) ((n - 2) >> 8);
		header[15] = (char) (n - 2);
		memcpy(header + 16, data + 2, n - 2);
		check_proxy(header, n + 14, &said);
	}
	return 0;
}
