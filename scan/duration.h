/* ISO 8601 durations as Time\Duration takes them. */
#ifndef XS_SCAN_DURATION_H
#define XS_SCAN_DURATION_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
	XS_DURATION_OK,
	XS_DURATION_BAD,
	XS_DURATION_HAS_DATE,  /* years, months, weeks or days that are not 0 */
	XS_DURATION_NOT_ONLY,  /* a repetition or a moment stands beside it */
	XS_DURATION_NOT_THERE, /* nothing but blanks, or only a repetition or a moment */
} xs_duration_scanned;

/* "PT1H30M", "P0DT90S", "P0000-00-00T01:30:00": hours, minutes and seconds as seconds, at most 12 digits
 * each. Several of them may stand behind each other, the last one counts. */
xs_duration_scanned xs_duration_scan(const char *s, size_t n, uint64_t *seconds);

#endif
