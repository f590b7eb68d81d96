/* "192.0.2.1" and "2001:db8::192.0.2.1" to bytes. See address.re for how NUL serves as the end mark. */
#include "ip.h"

#include <string.h>

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

	digit = [0-9];
	h16   = [0-9a-fA-F]{1,4};
	octet = digit | [1-9] digit | "1" digit{2} | "2" [0-4] digit | "25" [0-5];
	ipv4  = octet "." octet "." octet "." octet;
*/

/* What the rules ipv4 and h16 matched, so nothing is checked again. */
static void put_ipv4(cursor p, cursor end, unsigned char *out)
{
	unsigned value = 0;

	for (; p < end; p++) {
		if (*p == '.') {
			*out++ = (unsigned char) value;
			value = 0;
		} else {
			value = value * 10 + *p - '0';
		}
	}
	*out = (unsigned char) value;
}

static void put_h16(cursor p, cursor end, unsigned char *out)
{
	unsigned value = 0;

	for (; p < end; p++) {
		value = value * 16 + (*p <= '9' ? *p - '0' : (*p | 0x20) - 'a' + 10);
	}
	out[0] = (unsigned char) (value >> 8);
	out[1] = (unsigned char) value;
}

bool xs_ipv4_scan(const char *s, size_t n, unsigned char out[4])
{
	cursor p = (cursor) s, end = p + n, from = p, mark = p;

	/*!re2c
		ipv4 { goto done; }
		*    { return false; }
		$    { return false; }
	*/
done:
	if (p < end) {
		return false;
	}
	put_ipv4(from, p, out);
	return true;
}

/* Groups of hexadecimal digits, one gap "::" at most, an IPv4 address in place of the last two. */
bool xs_ipv6_scan(const char *s, size_t n, unsigned char out[16])
{
	enum { START, GROUP, COLON, GAP } before = START;
	cursor p = (cursor) s, end = p + n, mark = p, from;
	unsigned char bytes[16] = { 0 };
	size_t at = 0, gap = sizeof(bytes); /* gap: bytes in front of "::" */

	for (;;) {
		from = p;
		/*!re2c
			h16 {
				if (before == GROUP || at == sizeof(bytes)) {
					return false;
				}
				put_h16(from, p, bytes + at);
				at += 2;
				before = GROUP;
				continue;
			}
			ipv4 {
				if (before == GROUP || p < end || at > sizeof(bytes) - 4) {
					return false;
				}
				put_ipv4(from, p, bytes + at);
				at += 4;
				before = GROUP;
				continue;
			}
			":" {
				if (before != GROUP) {
					return false;
				}
				before = COLON;
				continue;
			}
			"::" {
				if (gap < sizeof(bytes) || at == sizeof(bytes) || (before != START && before != GROUP)) {
					return false;
				}
				gap = at;
				before = GAP;
				continue;
			}
			* { return false; }
			$ { goto done; }
		*/
	}
done:
	if (before == COLON || (gap < sizeof(bytes)) == (at == sizeof(bytes))) {
		return false;
	}
	if (gap < at) {
		memmove(bytes + sizeof(bytes) - (at - gap), bytes + gap, at - gap);
		memset(bytes + gap, 0, sizeof(bytes) - at);
	}
	memcpy(out, bytes, sizeof(bytes));
	return true;
}
