/*
 * Tables of durations, good and bad, as PHP 8.6 takes them. With a folder as argument the texts are written
 * there as files: the fuzzer's corpus.
 */
#include "duration_property.h"
#include "table.h"

#include <stdio.h>

/* clang-format off */
static const struct row {
	const char *s;
	size_t n;
	xs_duration_scanned said;
	uint64_t seconds;
} rows[] = {
#define ROW(s, seconds) { s, sizeof(s) - 1, XS_DURATION_OK, seconds },
#define BAD(s, what) { s, sizeof(s) - 1, XS_DURATION_##what, 0 },
	ROW("PT1S", 1) ROW("PT0S", 0) ROW("PT1H2M3S", 3723) ROW("PT90M", 5400) ROW("PT1H1S", 3601)
	ROW("PT36H", 129600)
	ROW("PT000000000001S", 1)
	ROW("PT999999999999H999999999999M999999999999S", UINT64_C(3661) * 999999999999u)
	ROW("P0D", 0) ROW("P0Y", 0) ROW("P0M", 0) ROW("P0W0D", 0) ROW("P0Y0M0W0DT1S", 1) ROW("P0WT1S", 1)
	ROW("P00000000DT2M", 120)
	ROW("P0000-00-00T01:02:03", 3723) ROW("P0000-00-00T24:00:00", 86400)
	ROW(" PT1S", 1) ROW("\tPT1S\r\n", 1) ROW("PT1S,", 1) ROW("PT1S\0", 1) ROW("PT1S/PT2S", 2)
	ROW("P0D PT1S", 1)
	BAD("", BAD) BAD("x", BAD) BAD("P", BAD) BAD("PT", BAD) BAD("P0DT", BAD) BAD("T1H", BAD)
	BAD("pt1s", BAD)
	BAD("PT1.5S", BAD) BAD("PT1,5S", BAD) BAD("PT.5S", BAD) BAD("PT5.S", BAD) BAD("-PT1S", BAD)
	BAD("+PT1S", BAD) BAD("PT-1S", BAD)
	BAD("PT1M1H", BAD) BAD("PT1H 1M", BAD) BAD("PT1H1H", BAD) BAD("PT1W", BAD) BAD("PT1S2M", BAD)
	BAD("P0D0W", BAD) BAD("PT1S;", BAD)
	BAD("PT0000000000001S", BAD) BAD("PT1S\nx", BAD) BAD("P0000-13-00T00:00:00", BAD)
	BAD("P0000-00-00T1:02:03", BAD) BAD("P0000-00-00T25:00:00", BAD)
	BAD("P1D", HAS_DATE) BAD("P1W", HAS_DATE) BAD("P1Y2M", HAS_DATE) BAD("P2DT3S", HAS_DATE)
	BAD("P0001-00-00T01:02:03", HAS_DATE)
	BAD("R5/PT1S", NOT_ONLY) BAD("P0D R5", NOT_ONLY) BAD("20080101T000000Z PT1S", NOT_ONLY)
	BAD("2008-01-01T00:00:00Z/PT1S", NOT_ONLY)
	BAD("R5", NOT_THERE) BAD("   ", NOT_THERE) BAD("20080101T000000Z", NOT_THERE)
};
/* clang-format on */

static size_t failed;

static void check_row(const struct row *row)
{
	uint64_t seconds = 0;
	xs_duration_scanned said = scan_exactly(row->s, row->n, &seconds);

	if (said != row->said || (said == XS_DURATION_OK && seconds != row->seconds)) {
		printf("not ok: \"%s\": said %d, %llu seconds\n", row->s, said, (unsigned long long) seconds);
		failed++;
	}
	check_property(row->s, row->n);
}

int main(int argc, char **argv)
{
	size_t count = sizeof(rows) / sizeof(rows[0]), mutations = 0;

	for (size_t i = 0; i < count; i++) {
		check_row(&rows[i]);
		mutations += try_mutations(rows[i].s, rows[i].n, "0123456789PTRHMSDWYZ-:/, ", check_property);
		if (argc > 1) {
			write_row(argv[1], i, rows[i].s, rows[i].n);
		}
	}
	printf("durations: %zu rows, %zu mutations, %zu failed\n", count, mutations, failed);
	return failed != 0;
}
