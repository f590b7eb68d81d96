/*
 * Addresses: "tcp://[::1]:80", "127.0.0.1:0", "unix:///a.sock", "udg://@name", "fd://3", "systemd://web/1"
 *
 * Each scan_*() moves *at over what it recognised and returns NULL, or returns a text saying what is wrong.
 * Only unix addresses may hold NUL bytes and those are not matched by re2c, so NUL can serve as the end mark:
 * YYPEEK gives it at the end without reading there, and the rule $ fires.
 */
#include "scan.h"

#include <limits.h>
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

	digit   = [0-9];
	h16     = [0-9a-fA-F]{1,4};
	octet   = digit | [1-9] digit | "1" digit{2} | "2" [0-4] digit | "25" [0-5];
	ipv4    = octet "." octet "." octet "." octet;
	scope   = "%" [^\]/\x00-\x20\x7f]+;
	name    = [0-9A-Za-z._\-\x80-\xff]+;
	fdname  = [\x20-\x7e] \ [:/];
*/

static xs_slice slice(cursor from, cursor to)
{
	return (xs_slice) { (const char *) from, (size_t) (to - from) };
}

/* Digits alone up to the end, at most max. */
static bool scan_number(cursor p, cursor end, unsigned max, unsigned *out)
{
	unsigned value = 0;

	if (p == end) {
		return false;
	}
	for (; p < end; p++) {
		unsigned d = (unsigned) *p - '0';

		if (d > 9 || value > (max - d) / 10) {
			return false;
		}
		value = value * 10 + d;
	}
	*out = value;
	return true;
}

/* Groups of hexadecimal digits, one gap "::" at most, an IPv4 address in place of the last two. */
static bool scan_ipv6(cursor p, cursor end)
{
	enum { START, GROUP, COLON, GAP } before = START;
	unsigned groups = 0;
	bool gap = false;
	cursor mark = p;

	for (;;) {
		/*!re2c
			h16 {
				if (before == GROUP) {
					return false;
				}
				groups++;
				before = GROUP;
				continue;
			}
			ipv4 {
				if (before == GROUP || p < end) {
					return false;
				}
				groups += 2;
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
				if (gap || (before != START && before != GROUP)) {
					return false;
				}
				gap = true;
				before = GAP;
				continue;
			}
			* { return false; }
			$ { return before != COLON && (gap ? groups < 8 : groups == 8); }
		*/
	}
}

/* Behind "[". */
static const char *scan_bracketed(cursor *at, cursor end, xs_address *out)
{
	cursor p = *at, mark = p, from = p, to;

	/*!re2c
		[0-9a-fA-F:.]+ { to = p; goto address; }
		"]"            { return "empty host"; }
		*              { goto wrong; }
		$              { goto wrong; }
	*/
address:
	/*!re2c
		scope? "]" { goto done; }
		*          { goto wrong; }
		$          { goto wrong; }
	*/
done:
	if (scan_ipv6(from, to)) {
		out->host = slice(from, p - 1);
		out->ipv6 = true;
		*at = p;
		return NULL;
	}
wrong:
	return memchr(from, ']', (size_t) (end - from))
		? "no IPv6 address between the brackets" : "the bracket is not closed";
}

static const char empty_host[] = "empty host; * is all addresses of a server";

static const char *scan_host(cursor *at, cursor end, xs_address *out)
{
	cursor p = *at, mark = p, from = p;

	/*!re2c
		"["  { *at = p; return scan_bracketed(at, end, out); }
		"*"  { out->any_host = true; goto done; }
		name { goto done; }
		h16? ":" h16? ":" { return "an IPv6 address must stand in brackets"; }
		":"  { return empty_host; }
		$    { return empty_host; }
		*    { return "a character in the host that no host name has"; }
	*/
done:
	out->host = slice(from, p);
	*at = p;
	return NULL;
}

static const char no_port[] = "no port, it must be host:port";

/* Behind the host. */
static const char *scan_port(cursor p, cursor end, xs_address *out)
{
	cursor from;

	if (p < end && *p != ':') {
		return out->ipv6 ? "junk after the bracket" : "a character in the host that no host name has";
	}
	if (p == end || ++p == end) {
		return no_port;
	}
	from = p;

	/*!re2c
		digit{1,5} { goto digits; }
		digit{6,}  { return "port is not a decimal number from 0 to 65535"; }
		*          { return "port is not a decimal number from 0 to 65535"; }
		$          { return no_port; }
	*/
digits:
	if (!scan_number(from, p, 65535, &out->port)) {
		return "port is not a decimal number from 0 to 65535";
	}
	return p == end ? NULL : "junk after the port";
}

static const char *scan_inet(cursor p, cursor end, xs_address *out)
{
	const char *wrong = scan_host(&p, end, out);

	return wrong ? wrong : scan_port(p, end, out);
}

static const char *scan_unix(cursor p, cursor end, xs_address *out)
{
	if (p == end) {
		return "empty path";
	}
	if (*p == '\0' || *p == '@') {
		out->abstract = true;
		p++;
	} else if (memchr(p, 0, (size_t) (end - p))) {
		return "NUL byte in the path";
	}
	out->path = slice(p, end);
	return NULL;
}

static const char *scan_fd(cursor p, cursor end, xs_address *out)
{
	return scan_number(p, end, INT_MAX, &out->number) ? NULL : "descriptor is not a plain decimal number";
}

static const char *scan_systemd(cursor p, cursor end, xs_address *out)
{
	cursor from = p;

	/*!re2c
		fdname+ { goto done; }
		"/"     { return "empty socket name"; }
		$       { return "empty socket name"; }
		*       { return "a character in the socket name that systemd does not allow"; }
	*/
done:
	out->name = slice(from, p);
	if (p == end) {
		return NULL;
	}
	if (*p != '/') {
		return "a character in the socket name that systemd does not allow";
	}
	return scan_number(p + 1, end, INT_MAX, &out->number)
		? NULL : "index behind the socket name is not a plain decimal number";
}

static const char unknown_scheme[] = "unknown scheme, not one of tcp, tls, udp, unix, udg, systemd, fd";

/* *at moves behind "scheme://", or stays where there is none. */
static const char *scan_scheme(cursor *at, cursor end, xs_address *out)
{
	cursor p = *at, mark = p, from = p;

	/*!re2c
		"x"? ("tcp" | "udp" | "tls" | "ssl") "://" { out->kind = XS_ADDR_INET; goto done; }
		"x"? ("unix" | "udg") "://"                { out->kind = XS_ADDR_UNIX; goto done; }
		"fd://"                                    { out->kind = XS_ADDR_FD; goto done; }
		"systemd://"                               { out->kind = XS_ADDR_SYSTEMD; goto done; }
		[^:\x00]* "://"                            { return unknown_scheme; }
		*                                          { return NULL; }
		$                                          { return NULL; }
	*/
done:
	out->scheme = slice(from, p - 3);
	*at = p;
	return NULL;
}

static const char *scan_rest(cursor p, cursor end, xs_address *out)
{
	if (out->kind == XS_ADDR_UNIX) {
		return scan_unix(p, end, out);
	}
	if (p < end && memchr(p, 0, (size_t) (end - p))) {
		return "NUL byte in the address";
	}
	switch (out->kind) {
		case XS_ADDR_FD:
			return scan_fd(p, end, out);
		case XS_ADDR_SYSTEMD:
			return scan_systemd(p, end, out);
		default:
			return scan_inet(p, end, out);
	}
}

/* "unix:/run/a.sock": a scheme without its slashes looks like a host. */
static const char *slashes_missing(const char *wrong, const xs_address *out)
{
	static const char *const schemes[] = { "tcp", "udp", "tls", "ssl", "unix", "udg", "fd", "systemd" };

	for (size_t i = 0; out->kind == XS_ADDR_INET && i < sizeof(schemes) / sizeof(*schemes); i++) {
		if (out->host.n == strlen(schemes[i]) && memcmp(out->host.p, schemes[i], out->host.n) == 0) {
			return "no :// behind the scheme";
		}
	}
	return wrong;
}

static const char *finish(const char *wrong, xs_address *out)
{
	if (wrong) {
		memset(out, 0, sizeof(*out));
	}
	return wrong;
}

const char *xs_address_scan_rest(xs_addr_kind kind, const char *s, size_t n, xs_address *out)
{
	cursor p = (cursor) s;

	memset(out, 0, sizeof(*out));
	out->kind = kind;
	return finish(scan_rest(p, p + n, out), out);
}

const char *xs_address_scan(const char *s, size_t n, xs_address *out)
{
	cursor p = (cursor) s, end = p + n;
	const char *wrong;

	memset(out, 0, sizeof(*out));
	wrong = scan_scheme(&p, end, out);
	if (!wrong) {
		wrong = scan_rest(p, end, out);
		if (wrong && out->scheme.n == 0) {
			wrong = slashes_missing(wrong, out);
		}
	}
	return finish(wrong, out);
}
