/* What holds for every text that is scanned as an ISO 8601 duration. */
#ifndef DURATION_PROPERTY_H
#define DURATION_PROPERTY_H

#include "../scan/duration.h"

#include <stdlib.h>
#include <string.h>

/* Scans a copy that ends where the text ends, so that reading on is noticed. */
static xs_duration_scanned scan_exactly(const char *s, size_t n, uint64_t *seconds)
{
	char *copy = malloc(n ? n : 1);
	if (n) {
		memcpy(copy, s, n);
	}
	xs_duration_scanned r = xs_duration_scan(copy, n, seconds);
	free(copy);
	return r;
}

/* Blanks around it change nothing; what is good is at most three numbers of twelve digits; twice is once. */
static void check_property(const char *s, size_t n)
{
	uint64_t seconds = 0, again = 0;
	xs_duration_scanned r = scan_exactly(s, n, &seconds);
	if (n == 0 || n > 1000) {
		return;
	}
	if (r == XS_DURATION_OK && seconds > UINT64_C(3661) * 999999999999u) {
		abort();
	}
	char text[2010];
	text[0] = ' ';
	memcpy(text + 1, s, n);
	text[n + 1] = '\n';
	if (scan_exactly(text, n + 2, &again) != r || (r == XS_DURATION_OK && again != seconds)) {
		abort();
	}
	memcpy(text + n + 2, s, n);
	if (scan_exactly(text, 2 * n + 2, &again) != r || (r == XS_DURATION_OK && again != seconds)) {
		abort();
	}
}

#endif
