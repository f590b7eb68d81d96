/*
 * PROXY protocol headers. The line of version 1 and both signatures are matched by re2c; the rest of version
 * 2 is fixed fields and type-length-value extensions.
 *
 * Text comes in pieces, so every function that fails has either seen the end of the text where the grammar
 * would have gone on (in->more) or something that no further bytes repair (in->why).
 */
#include "proxy.h"
#include "ip.h"

#include <string.h>

typedef const unsigned char *cursor;

typedef struct {
	cursor p, end;
	cursor mark;     /* re2c's place to go back to */
	bool more;
	const char *why;
} input;

/* Behind the text there is a NUL that no rule matches; in->more tells it from a NUL of the text. */
static unsigned char peek(input *in)
{
	in->more = in->p >= in->end;
	return in->more ? 0 : *in->p;
}

static bool wrong(input *in, const char *why)
{
	if (!in->more) {
		in->why = why;
	}
	return false;
}

/*!re2c
	re2c:yyfill:enable = 0;
	re2c:api = custom;
	re2c:api:style = free-form;
	re2c:eof = 0;
	re2c:define:YYCTYPE    = "unsigned char";
	re2c:define:YYPEEK     = "peek(in)";
	re2c:define:YYSKIP     = "++in->p;";
	re2c:define:YYBACKUP   = "in->mark = in->p;";
	re2c:define:YYRESTORE  = "in->p = in->mark;";
	re2c:define:YYLESSTHAN = "in->more";

	digit = [0-9];
	crlf  = "\r\n";
	octet = digit | [1-9] digit | "1" digit{2} | "2" [0-4] digit | "25" [0-5];
	ipv4  = octet "." octet "." octet "." octet;
	port  = digit | [1-9] digit{1,3} | [1-5] digit{4} | "6" [0-4] digit{3} | "65" [0-4] digit{2}
	      | "655" [0-2] digit | "6553" [0-5];
*/

/* Version 1: "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n" */

static bool scan_ipv4(input *in, unsigned char *out, const char *why)
{
	cursor from = in->p;

	/*!re2c
		ipv4 " " { (void) xs_ipv4_scan((const char *) from, (size_t) (in->p - from) - 1, out); return true; }
		*        { return wrong(in, why); }
		$        { return wrong(in, why); }
	*/
}

static bool scan_ipv6(input *in, unsigned char *out, const char *why)
{
	cursor from = in->p;

	/*!re2c
		[0-9a-fA-F:.]+ " " { goto done; }
		*                  { return wrong(in, why); }
		$                  { return wrong(in, why); }
	*/
done:
	return xs_ipv6_scan((const char *) from, (size_t) (in->p - from) - 1, out) || wrong(in, why);
}

static bool scan_port(input *in, bool last, unsigned *out, const char *why)
{
	cursor from = in->p;

	/*!re2c
		port " "  { if (last) { return wrong(in, why); } goto done; }
		port crlf { if (!last) { return wrong(in, why); } goto done; }
		*         { return wrong(in, why); }
		$         { return wrong(in, why); }
	*/
done:
	for (*out = 0; *from >= '0'; from++) {
		*out = *out * 10 + *from - '0';
	}
	return true;
}

static bool scan_ports(input *in, xs_proxy_header *out)
{
	return scan_port(in, false, &out->source_port, "PROXY v1: bad source port")
		&& scan_port(in, true, &out->destination_port, "PROXY v1: bad destination port");
}

/* Behind "PROXY ". */
static bool scan_v1(input *in, xs_proxy_header *out)
{
	out->version = 1;

	/*!re2c
		"TCP4 "   { out->kind = XS_PROXY_TCP4; goto tcp4; }
		"TCP6 "   { out->kind = XS_PROXY_TCP6; goto tcp6; }
		"UNKNOWN" { out->kind = XS_PROXY_UNKNOWN; goto unknown; }
		*         { return wrong(in, "PROXY v1: the protocol is not TCP4, TCP6 or UNKNOWN"); }
		$         { return wrong(in, "PROXY v1: the protocol is not TCP4, TCP6 or UNKNOWN"); }
	*/
tcp4:
	return scan_ipv4(in, out->source, "PROXY v1: bad IPv4 source address")
		&& scan_ipv4(in, out->destination, "PROXY v1: bad IPv4 destination address") && scan_ports(in, out);
tcp6:
	return scan_ipv6(in, out->source, "PROXY v1: bad IPv6 source address")
		&& scan_ipv6(in, out->destination, "PROXY v1: bad IPv6 destination address") && scan_ports(in, out);
unknown:
	/*!re2c
		(" " [^\r\n]*)? crlf { return true; }
		*                    { return wrong(in, "PROXY v1: junk after UNKNOWN"); }
		$                    { return wrong(in, "PROXY v1: junk after UNKNOWN"); }
	*/
}

/* Version 2 */

#define FIXED 16 /* signature, version and command, family and protocol, length of the rest */

static unsigned read_u16(cursor p)
{
	return (unsigned) p[0] << 8 | p[1];
}

static uint32_t read_u32(cursor p)
{
	return (uint32_t) read_u16(p) << 16 | read_u16(p + 2);
}

static uint32_t crc32c(uint32_t crc, cursor p, cursor end)
{
	for (; p < end; p++) {
		crc ^= *p;
		for (int bit = 0; bit < 8; bit++) {
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
		}
	}
	return crc;
}

/* Of the whole header, its own field counted as zero. */
static bool checksum_is_right(cursor from, cursor end, cursor field)
{
	static const unsigned char zero[4];
	uint32_t crc = crc32c(0xffffffff, from, field);

	crc = crc32c(crc32c(crc, zero, zero + sizeof(zero)), field + sizeof(zero), end);
	return (crc ^ 0xffffffff) == read_u32(field);
}

/* Cuts one type-length-value off; false when it runs over the end. */
static bool next_extension(cursor *at, cursor end, unsigned *type, xs_slice *value)
{
	size_t left = (size_t) (end - *at), n;

	if (left < 3 || (n = read_u16(*at + 1)) > left - 3) {
		return false;
	}
	*type = **at;
	*value = (xs_slice) { (const char *) *at + 3, n };
	*at += 3 + n;
	return true;
}

static xs_slice *ssl_field(xs_proxy_header *out, unsigned type)
{
	switch (type) {
		case 0x21: return &out->ssl_version;
		case 0x22: return &out->ssl_cn;
		case 0x23: return &out->ssl_cipher;
		case 0x24: return &out->ssl_sig_alg;
		case 0x25: return &out->ssl_key_alg;
		default: return NULL;
	}
}

static const char *take_ssl(xs_slice value, xs_proxy_header *out)
{
	cursor p = (cursor) value.p, end = p + value.n;

	if (out->ssl) {
		return "PROXY v2: an extension stands there twice";
	}
	if (value.n < 5) {
		return "PROXY v2: the SSL extension is too short";
	}
	out->ssl = true;
	out->ssl_client_flags = p[0];
	out->ssl_verify = read_u32(p + 1);
	for (p += 5; p < end;) {
		unsigned type;
		xs_slice *field;

		if (!next_extension(&p, end, &type, &value)) {
			return "PROXY v2: a part of the SSL extension runs over its end";
		}
		field = ssl_field(out, type);
		if (field && field->p) {
			return "PROXY v2: an extension stands there twice";
		}
		if (field) {
			*field = value;
		}
	}
	return NULL;
}

static const char *take_checksum(xs_slice value, xs_proxy_header *out, cursor *checksum)
{
	if (out->crc_present) {
		return "PROXY v2: an extension stands there twice";
	}
	if (value.n != 4) {
		return "PROXY v2: the checksum is not 4 bytes long";
	}
	out->crc_present = true;
	*checksum = (cursor) value.p;
	return NULL;
}

static const char *take_text(xs_slice value, xs_slice *field)
{
	if (field->p) {
		return "PROXY v2: an extension stands there twice";
	}
	*field = value;
	return NULL;
}

/* Types that are not named here, 0x04 (padding) among them, are skipped. */
static const char *take_extensions(cursor p, cursor end, xs_proxy_header *out, cursor *checksum)
{
	const char *why = NULL;

	while (p < end && !why) {
		unsigned type;
		xs_slice value;

		if (!next_extension(&p, end, &type, &value)) {
			return "PROXY v2: an extension runs over the end of the header";
		}
		switch (type) {
			case 0x01: why = take_text(value, &out->alpn); break;
			case 0x02: why = take_text(value, &out->authority); break;
			case 0x03: why = take_checksum(value, out, checksum); break;
			case 0x05:
				why = value.n > 128 ? "PROXY v2: the unique id is longer than 128 bytes"
					: take_text(value, &out->unique_id);
				break;
			case 0x20: why = take_ssl(value, out); break;
			case 0x30: why = take_text(value, &out->netns); break;
		}
	}
	return why;
}

/* Bytes of the address block of each family: none, IPv4, IPv6, unix. */
static const size_t address_sizes[] = { 0, 2 * 4 + 4, 2 * 16 + 4, 2 * 108 };

static xs_proxy_kind kind_of(unsigned family_and_protocol)
{
	switch (family_and_protocol) {
		case 0x11: return XS_PROXY_TCP4;
		case 0x12: return XS_PROXY_UDP4;
		case 0x21: return XS_PROXY_TCP6;
		case 0x22: return XS_PROXY_UDP6;
		case 0x31: case 0x32: return XS_PROXY_UNIX;
		default: return XS_PROXY_UNKNOWN;
	}
}

static xs_slice path_at(cursor p)
{
	cursor nul = memchr(p, 0, 108);

	return (xs_slice) { (const char *) p, nul ? (size_t) (nul - p) : 108 };
}

static void take_addresses(cursor p, xs_proxy_header *out)
{
	size_t n = out->kind == XS_PROXY_TCP4 || out->kind == XS_PROXY_UDP4 ? 4 : 16;

	if (out->kind == XS_PROXY_UNIX) {
		out->source_path = path_at(p);
		out->destination_path = path_at(p + 108);
		return;
	}
	memcpy(out->source, p, n);
	memcpy(out->destination, p + n, n);
	out->source_port = read_u16(p + 2 * n);
	out->destination_port = read_u16(p + 2 * n + 2);
}

/* The header is whole and from p on there is what the fixed part did not say. */
static const char *take_rest(cursor from, cursor p, cursor end, size_t addresses, xs_proxy_header *out)
{
	bool may_be_junk = out->kind == XS_PROXY_LOCAL || out->kind == XS_PROXY_UNKNOWN;
	xs_proxy_header without;
	cursor checksum = NULL;
	const char *why = NULL;

	if (!may_be_junk) {
		take_addresses(p, out);
	}
	without = *out;
	if ((size_t) (end - p) >= addresses) {
		why = take_extensions(p + addresses, end, out, &checksum);
	}
	if (why && may_be_junk) {
		*out = without;
		why = NULL;
	}
	if (!why && out->crc_present) {
		out->crc_ok = checksum_is_right(from, end, checksum);
		why = out->crc_ok ? NULL : "PROXY v2: the checksum is wrong";
	}
	return why;
}

/* The signature is there; in->p moves from the start of the header to its end. */
static bool scan_v2(input *in, xs_proxy_header *out)
{
	cursor from = in->p;
	size_t n = (size_t) (in->end - from), length, addresses;

	out->version = 2;
	if (n > 12 && from[12] != 0x20 && from[12] != 0x21) {
		return wrong(in, from[12] >> 4 == 2 ? "PROXY v2: the command is not LOCAL or PROXY"
			: "PROXY v2: the version is not 2");
	}
	if (n > 13 && from[12] == 0x21 && (from[13] >> 4 > 3 || (from[13] & 15) > 2)) {
		return wrong(in, "PROXY v2: unknown address family or protocol");
	}
	if (n < FIXED) {
		in->more = true;
		return false;
	}
	out->kind = from[12] == 0x20 ? XS_PROXY_LOCAL : kind_of(from[13]);
	length = read_u16(from + 14);
	addresses = from[13] >> 4 > 3 ? 0 : address_sizes[from[13] >> 4];
	if (length > XS_PROXY_MAX - FIXED) {
		return wrong(in, "PROXY v2: a header of more than 4112 bytes, the most that is taken");
	}
	if (out->kind > XS_PROXY_UNKNOWN && length < addresses) {
		return wrong(in, "PROXY v2: too short for its addresses");
	}
	if (n < FIXED + length) {
		in->more = true;
		return false;
	}
	in->p = from + FIXED + length;
	in->why = take_rest(from, from + FIXED, in->p, addresses, out);
	return !in->why;
}

static bool scan_header(input *in, xs_proxy_header *out)
{
	cursor from = in->p;

	/*!re2c
		"PROXY "                       { goto v1; }
		"\r\n\r\n\x00\r\nQUIT\n"       { goto v2; }
		*                              { return wrong(in, "not a PROXY header"); }
		$                              { return wrong(in, "not a PROXY header"); }
	*/
v1:
	if (in->end - from < XS_PROXY_V1_MAX) {
		return scan_v1(in, out);
	}
	in->end = from + XS_PROXY_V1_MAX;
	if (!scan_v1(in, out) && in->more) {
		in->more = false;
		in->why = "PROXY v1: no CRLF in the first 107 bytes";
	}
	return !in->why;
v2:
	in->p = from;
	return scan_v2(in, out);
}

int xs_proxy_scan(const char *s, size_t n, xs_proxy_header *out, const char **why)
{
	input in = { (cursor) s, (cursor) s + n, NULL, false, NULL };

	memset(out, 0, sizeof(*out));
	*why = NULL;
	if (scan_header(&in, out)) {
		return (int) (in.p - (cursor) s);
	}
	memset(out, 0, sizeof(*out));
	*why = in.why;
	return in.more ? 0 : -1;
}
