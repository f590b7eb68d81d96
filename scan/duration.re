/* ISO 8601 durations. See address.re for how NUL serves as the end mark. */
#include "duration.h"

#include <stdbool.h>

typedef const unsigned char *cursor;

/*!re2c
	re2c:yyfill:enable = 0;
	re2c:api = custom;
	re2c:api:style = free-form;
	re2c:eof = 0;
	re2c:define:YYCTYPE    = "unsigned char";
	re2c:define:YYPEEK     = "p < end ? *p : 0";
	re2c:define:YYSKIP     = "++p;";
	re2c:define:YYBACKUP   = "mark = p;";
	re2c:define:YYRESTORE  = "p = mark;";
	re2c:define:YYLESSTHAN = "p >= end";

	digit  = [0-9];
	number = digit{1,12};
	date   = (number "Y")? (number "M")? (number "W")? (number "D")?;
	time   = "T" ((number "H")? (number "M")? number "S" | (number "H")? number "M" | number "H");
	clock  = ([01] digit | "2" [0-4]) ":" [0-5] digit ":" [0-5] digit;
	day    = digit{4} "-" ("0" digit | "1" [0-2]) "-" ([0-2] digit | "3" [01]);
	moment = digit{8} "T" digit{6} "Z" | digit{4} "-" digit{2} "-" digit{2} "T" clock "Z";
	blank  = [ \t\r\n,/\000];
*/

/* Sums up what the rules matched: numbers, each with its unit behind it. Is there a date that is not 0? */
static bool sum_units(cursor p, cursor end, uint64_t *seconds)
{
	bool date = true, has_date = false;
	uint64_t number = 0;

	*seconds = 0;
	for (; p < end; p++) {
		if (*p >= '0' && *p <= '9') {
			number = number * 10 + (uint64_t) (*p - '0');
		} else if (*p == 'T') {
			date = false;
		} else {
			has_date = has_date || (date && number != 0);
			*seconds += date ? 0 : number * (*p == 'H' ? 3600 : *p == 'M' ? 60 : 1);
			number = 0;
		}
	}
	return has_date;
}

/* The same for yyyy-mm-ddThh:mm:ss, where places are fixed. */
static bool sum_places(cursor p, uint64_t *seconds)
{
	static const unsigned weights[] = { 36000, 3600, 0, 600, 60, 0, 10, 1 };
	bool has_date = false;

	for (int i = 0; i < 10; i++) {
		has_date = has_date || (p[i] != '0' && p[i] != '-');
	}
	*seconds = 0;
	for (int i = 0; i < 8; i++) {
		*seconds += weights[i] * (uint64_t) (p[11 + i] - '0');
	}
	return has_date;
}

xs_duration_scanned xs_duration_scan(const char *s, size_t n, uint64_t *seconds)
{
	cursor p = (cursor) s, end = p + n, from, mark = p;
	bool found = false, has_date = false, others = false;

	if (n == 0) {
		return XS_DURATION_BAD;
	}
	while (p < end) {
		from = p;
		/*!re2c
			blank+        { continue; }
			"P" date time { found = true; has_date = sum_units(from + 1, p, seconds); goto next; }
			"P" date      { if (p - from == 1) { return XS_DURATION_BAD; }
			                found = true; has_date = sum_units(from + 1, p, seconds); goto next; }
			"P" day "T" clock { found = true; has_date = sum_places(from + 1, seconds); goto next; }
			"R" number    { others = true; goto next; }
			moment        { others = true; goto next; }
			*             { return XS_DURATION_BAD; }
			$             { break; }
		*/
	next:
		/* What follows directly belongs to it, and made it something else. */
		if (p < end && (*p >= '0' || *p == '-' || *p == '+' || *p == '.')) {
			return XS_DURATION_BAD;
		}
	}
	return !found ? XS_DURATION_NOT_THERE
		: others  ? XS_DURATION_NOT_ONLY
		: has_date ? XS_DURATION_HAS_DATE
		           : XS_DURATION_OK;
}
