/*
 * Table of PROXY headers and what the scanner says about each: the header in words, the reason why it is
 * none, or "more". Every row is fed byte by byte, followed by a client's bytes, and mutated; the properties
 * of proxy_property.h must hold throughout. With a folder as argument the rows are written there as files:
 * the fuzzer's corpus.
 */
#include "proxy_property.h"
#include "table.h"

/* clang-format off */
#define V2 "\r\n\r\n\x00\r\nQUIT\n"
#define NONE "not a PROXY header"
#define SRC4 "PROXY v1: bad IPv4 source address"
#define DST4 "PROXY v1: bad IPv4 destination address"
#define SRC6 "PROXY v1: bad IPv6 source address"
#define DST6 "PROXY v1: bad IPv6 destination address"
#define SPORT "PROXY v1: bad source port"
#define DPORT "PROXY v1: bad destination port"
#define PROTO "PROXY v1: the protocol is not TCP4, TCP6 or UNKNOWN"
#define JUNK "PROXY v1: junk after UNKNOWN"
#define FAMILY "PROXY v2: unknown address family or protocol"
#define COMMAND "PROXY v2: the command is not LOCAL or PROXY"
#define SHORT "PROXY v2: too short for its addresses"
#define OVER "PROXY v2: an extension runs over the end of the header"
#define OVER_SSL "PROXY v2: a part of the SSL extension runs over its end"
#define TWICE "PROXY v2: an extension stands there twice"

#define IP4 "\xc0\x00\x02\x01\xc6\x33\x64\x02\xdc\x04\x01\xbb"
#define SAID4 " 192.0.2.1 56324 198.51.100.2 443"
#define DB8 "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0"
#define IP6 DB8 "\x01" DB8 "\x02\xff\xff\x00\x00"
#define SAID6 " 2001:db8::1 65535 2001:db8::2 0"
#define F128 "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
#define Z "\0\0\0\0\0\0\0\0\0\0\0\0"
#define X "xxxxxxxxxxxx"
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct row {
	const char *s;
	size_t n;
	const char *said;
} rows[] = {
#define ROW(s, said) { s, sizeof(s) - 1, said },

	/* as haproxy 2.6 sends them */
	ROW("PROXY TCP4 127.0.0.1 127.0.0.1 46046 53541\r\n", "v1 TCP4 127.0.0.1 46046 127.0.0.1 53541")
	ROW("PROXY TCP6 ::1 ::1 57982 36465\r\n", "v1 TCP6 ::1 57982 ::1 36465")
	ROW("PROXY UNKNOWN\r\n", "v1 UNKNOWN")
	ROW(V2 "\x20\x00\x00\x07\x03\x00\x04\xa9\xb8~\x8f", "v2 LOCAL crc")
	ROW(V2 "!\x11\x00\x0c\x7f\x00\x00\x01\x7f\x00\x00\x01\xb9\xb0\xc7\x11",
		"v2 TCP4 127.0.0.1 47536 127.0.0.1 50961")
	ROW(V2 "!!\x00X\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x99V\xd6\xa1"
		"\x03\x00\x04)(Oj\x05\x00*00000000000000000000000000000001_2B25_id-1",
		"v2 TCP6 ::1 39254 ::1 54945 id=00000000000000000000000000000001_2B25_id-1 crc")
	ROW(V2
		"!\x11\x00\x8e\x7f\x00\x00\x01\x7f\x00\x00\x01\x91\xa0\xb4\x95\x03\x00\x04\xeb;Z\xe9\x01\x00\x02h2"
		"\x02\x00\x0b" "app.example\x05\x00\x12"
		"7F000001_2B25_id-1 \x00P\x07\x00\x00\x00\x00!\x00\x07TLSv1.3" "\"\x00\x0e"
		"client.example%\x00\x07RSA2048$\x00\nRSA-SHA256#\x00\x16TLS_AES_256_GCM_SHA384",
		"v2 TCP4 127.0.0.1 37280 127.0.0.1 46229 alpn=h2 authority=app.example id=7F000001_2B25_id-1 crc"
		" ssl=7/0 version=TLSv1.3 cn=client.example cipher=TLS_AES_256_GCM_SHA384 sig=RSA-SHA256 key=RSA2048")

	/* version 1 */
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n", "v1 TCP4" SAID4)
	ROW("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n",
		"v1 TCP4 255.255.255.255 65535 255.255.255.255 65535")
	ROW("PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n", "v1 TCP4 0.0.0.0 0 0.0.0.0 0")
	ROW("PROXY TCP6 2001:db8::1 2001:DB8::2 65535 0\r\n", "v1 TCP6" SAID6)
	ROW("PROXY TCP6 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:: 1 2\r\n", "v1 TCP6 1:2:3:4:5:6:7:8 1 1:2:3:4:5:6:7:0 2")
	ROW("PROXY TCP6 ::ffff:192.0.2.1 :: 1 2\r\n", "v1 TCP6 ::ffff:192.0.2.1 1 :: 2")
	ROW("PROXY TCP6 " F128 " " F128 " 65535 65535\r\n", "v1 TCP6 " F128 " 65535 " F128 " 65535")
	ROW("PROXY UNKNOWN \r\n", "v1 UNKNOWN")
	ROW("PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n", "v1 UNKNOWN")
	ROW("PROXY UNKNOWN any\x00thing  \xff\r\n", "v1 UNKNOWN")
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r", "more")
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\n", DPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\r\n", DPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 \r\n", DPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 1\r\n", DPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 65536\r\n", DPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324 \r\n", DPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 56324\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 70000 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 100000 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 056324 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 00 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 -1 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 +1 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2 0x1 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1 198.51.100.2  1 443\r\n", SPORT)
	ROW("PROXY TCP4 192.0.2.1  198.51.100.2 1 443\r\n", DST4)
	ROW("PROXY TCP4 192.0.2.1\t198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4 192.0.2.1 198.51.100 1 443\r\n", DST4)
	ROW("PROXY TCP4 192.0.2.1 ::1 1 443\r\n", DST4)
	ROW("PROXY TCP4 192.0.2.256 198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4 192.0.02.1 198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4 192.0.2.1. 198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4 192.0.2.1\x00 198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4 host 198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4 ::ffff:1.2.3.4 198.51.100.2 1 443\r\n", SRC4)
	ROW("PROXY TCP4\r\n", PROTO)
	ROW("PROXY TCP4  1.2.3.4 1.2.3.4 1 2\r\n", SRC4)
	ROW("PROXY TCP4 \r\n", SRC4)
	ROW("PROXY TCP6 192.0.2.1 ::1 1 2\r\n", SRC6)
	ROW("PROXY TCP6 ::1 192.0.2.1 1 2\r\n", DST6)
	ROW("PROXY TCP6 [::1] ::1 1 2\r\n", SRC6)
	ROW("PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n", SRC6)
	ROW("PROXY TCP6 1::2::3 ::1 1 2\r\n", SRC6)
	ROW("PROXY TCP6 1:2:3:4:5:6:7:8:9 ::1 1 2\r\n", SRC6)
	ROW("PROXY TCP6 ::1 ::12345 1 2\r\n", DST6)
	ROW("PROXY TCP6 ::1  ::1 1 2\r\n", DST6)
	ROW("PROXY TCP6 ::1 ::1 1 99999\r\n", DPORT)
	ROW("PROXY TCP6 " A64 A64 " ::1 1 2\r\n", "PROXY v1: no CRLF in the first 107 bytes")
	ROW("PROXY UNKNOWNX\r\n", JUNK)
	ROW("PROXY UNKNOWN\n", JUNK)
	ROW("PROXY UNKNOWN a\rb\r\n", JUNK)
	ROW("PROXY UNKNOWN a\nb\r\n", JUNK)
	ROW("PROXY UNKNOWN " A64 A64 "\r\n", "PROXY v1: no CRLF in the first 107 bytes")
	ROW("PROXY UDP4 192.0.2.1 198.51.100.2 1 443\r\n", PROTO)
	ROW("PROXY tcp4 192.0.2.1 198.51.100.2 1 443\r\n", PROTO)
	ROW("PROXY  TCP4 192.0.2.1 198.51.100.2 1 443\r\n", PROTO)
	ROW("PROXY \r\n", PROTO)

	/* neither version */
	ROW("", "more")
	ROW("P", "more")
	ROW("PROXY", "more")
	ROW("PROXY\r\n", NONE)
	ROW("PROXZ", NONE)
	ROW("POST / HTTP/1.1\r\n", NONE)
	ROW("G", NONE)
	ROW("proxy TCP4", NONE)
	ROW(" PROXY TCP4", NONE)
	ROW("\0", NONE)
	ROW("\x16\x03\x01", NONE)
	ROW("\r", "more")
	ROW("\r\nGET", NONE)
	ROW("\r\n\r\n\x00\r\nQUIT\r", NONE)
	ROW("\r\n\r\n\x01", NONE)

	/* version 2: the fixed part */
	ROW(V2, "more")
	ROW(V2 "\x21\x11\x00", "more")
	ROW(V2 "\x21\x11\x00\x0c\xc0\x00", "more")
	ROW(V2 "\x11", "PROXY v2: the version is not 2")
	ROW(V2 "\x31\x11", "PROXY v2: the version is not 2")
	ROW(V2 "\x22", COMMAND)
	ROW(V2 "\x2f", COMMAND)
	ROW(V2 "\x21\x41", FAMILY)
	ROW(V2 "\x21\xf0", FAMILY)
	ROW(V2 "\x21\x13", FAMILY)
	ROW(V2 "\x21\x0f", FAMILY)
	ROW(V2 "\x21\x11\x10\x01", "PROXY v2: a header of more than 4112 bytes, the most that is taken")
	ROW(V2 "\x20\x00\xff\xff", "PROXY v2: a header of more than 4112 bytes, the most that is taken")
	ROW(V2 "\x21\x11\x00\x0b\xc0", SHORT)
	ROW(V2 "\x21\x12\x00\x00", SHORT)
	ROW(V2 "\x21\x21\x00\x23", SHORT)
	ROW(V2 "\x21\x31\x00\xd7", SHORT)

	/* version 2: addresses */
	ROW(V2 "\x21\x11\x00\x0c" IP4, "v2 TCP4" SAID4)
	ROW(V2 "\x21\x12\x00\x0c" IP4, "v2 UDP4" SAID4)
	ROW(V2 "\x21\x21\x00\x24" IP6, "v2 TCP6" SAID6)
	ROW(V2 "\x21\x22\x00\x24" IP6, "v2 UDP6" SAID6)
	ROW(V2 "\x21\x31\x00\xd8/run/a.sock\0" Z Z Z Z Z Z Z Z X X X X X X X X X, "v2 UNIX from=/run/a.sock to="
		X X X X X X X X X)
	ROW(V2 "\x21\x32\x00\xdc\0abstract\0\0\0" Z Z Z Z Z Z Z Z "b\0c" "\0\0\0\0\0\0\0\0\0" Z Z Z Z Z Z Z Z
		"\x04\x00\x01-", "v2 UNIX from= to=b")
	ROW(V2 "\x20\x00\x00\x00", "v2 LOCAL")
	ROW(V2 "\x20\x11\x00\x0c" IP4, "v2 LOCAL")
	ROW(V2 "\x20\x11\x00\x05\xff\xff\xff\xff\xff", "v2 LOCAL")
	ROW(V2 "\x20\x99\x00\x05\xff\xff\xff\xff\xff", "v2 LOCAL")
	ROW(V2 "\x20\x00\x00\x07\x05\x00\x01i\xff\xff\xff", "v2 LOCAL")
	ROW(V2 "\x20\x00\x00\x04\x05\x00\x01i", "v2 LOCAL id=i")
	ROW(V2 "\x20\x00\x00\x07\x03\x00\x04\xa9\xb8~\x90", "PROXY v2: the checksum is wrong")
	ROW(V2 "\x21\x00\x00\x00", "v2 UNKNOWN")
	ROW(V2 "\x21\x00\x00\x05\x01\x00\x02h2", "v2 UNKNOWN alpn=h2")
	ROW(V2 "\x21\x00\x00\x05\x01\x00\x03h2", "v2 UNKNOWN")
	ROW(V2 "\x21\x10\x00\x0c" IP4, "v2 UNKNOWN")
	ROW(V2 "\x21\x20\x00\x29" IP6 "\x01\x00\x02h2", "v2 UNKNOWN alpn=h2")
	ROW(V2 "\x21\x01\x00\x01\xff", "v2 UNKNOWN")

	/* version 2: extensions */
	ROW(V2 "\x21\x11\x00\x11" IP4 "\x01\x00\x02h2", "v2 TCP4" SAID4 " alpn=h2")
	ROW(V2 "\x21\x11\x00\x0f" IP4 "\x02\x00\x00", "v2 TCP4" SAID4 " authority=")
	ROW(V2 "\x21\x11\x00\x15" IP4 "\x30\x00\x02ns\xea\x00\x01?", "v2 TCP4" SAID4 " netns=ns")
	ROW(V2 "\x21\x11\x00\x15" IP4 "\x04\x00\x00\x04\x00\x00\x04\x00\x00", "v2 TCP4" SAID4)
	ROW(V2 "\x21\x11\x00\x14" IP4 "\x21\x00\x01v\xff\x00\x01?", "v2 TCP4" SAID4)
	ROW(V2 "\x21\x11\x00\x15" IP4 "\x05\x00\x06" "a\0\n\xff\"b", "v2 TCP4" SAID4 " id=a\\x00\\x0a\\xff\"b")
	ROW(V2 "\x21\x11\x00\x8f" IP4 "\x05\x00\x80" A64 A64, "v2 TCP4" SAID4 " id=" A64 A64)
	ROW(V2 "\x21\x11\x00\x90" IP4 "\x05\x00\x81" A64 A64 "a",
		"PROXY v2: the unique id is longer than 128 bytes")
	ROW(V2 "\x21\x11\x00\x14" IP4 "\x20\x00\x05\x01\xff\xff\xff\xff", "v2 TCP4" SAID4 " ssl=1/4294967295")
	ROW(V2 "\x21\x11\x00\x20" IP4 "\x20\x00\x0d\x03\x00\x00\x00\x01\x21\x00\x01v\x77\x00\x01?\x04\x00\x01-",
		"v2 TCP4" SAID4 " ssl=3/1 version=v")
	ROW(V2 "\x21\x11\x00\x0d" IP4 "\x04", OVER)
	ROW(V2 "\x21\x11\x00\x0e" IP4 "\x04\x00", OVER)
	ROW(V2 "\x21\x11\x00\x0f" IP4 "\x04\x00\x01", OVER)
	ROW(V2 "\x21\x11\x00\x10" IP4 "\x04\xff\xff-", OVER)
	ROW(V2 "\x21\x11\x00\x12" IP4 "\x01\x00\x02h2-", OVER)
	ROW(V2 "\x21\x11\x00\x16" IP4 "\x01\x00\x02h2\x01\x00\x02h2", TWICE)
	ROW(V2 "\x21\x11\x00\x13" IP4 "\x20\x00\x04\x01\x00\x00\x00", "PROXY v2: the SSL extension is too short")
	ROW(V2 "\x21\x11\x00\x16" IP4 "\x20\x00\x07\x01\x00\x00\x00\x00\x21\x00", OVER_SSL)
	ROW(V2 "\x21\x11\x00\x1c" IP4 "\x20\x00\x09\x01\x00\x00\x00\x00\x21\x00\x02v\x04\x00\x01-", OVER_SSL)
	ROW(V2 "\x21\x11\x00\x1c" IP4 "\x20\x00\x0d\x01\x00\x00\x00\x00\x21\x00\x01v\x21\x00\x01v", TWICE)
	ROW(V2 "\x21\x11\x00\x1c" IP4 "\x20\x00\x05\x01\x00\x00\x00\x00\x20\x00\x05\x01\x00\x00\x00\x00", TWICE)
	ROW(V2 "\x21\x11\x00\x13" IP4 "\x03\x00\x04\x00\x00\x00\x00", "PROXY v2: the checksum is wrong")
	ROW(V2 "\x21\x11\x00\x12" IP4 "\x03\x00\x03\x00\x00\x00", "PROXY v2: the checksum is not 4 bytes long")
	ROW(V2 "\x21\x11\x00\x1a" IP4 "\x03\x00\x04\x00\x00\x00\x00\x03\x00\x04\x00\x00\x00\x00", TWICE)
};
/* clang-format on */

static size_t failed;

static void expect(const char *s, size_t n, const char *expected, const words *said)
{
	if (strcmp(said->s, expected) != 0) {
		words input = { .n = 0 };

		say(&input, s, n > 300 ? 300 : n);
		input.s[input.n] = '\0';
		printf("not ok: \"%s\": said \"%s\", expected \"%s\"\n", input.s, said->s, expected);
		failed++;
	}
}

/* The row alone and with what a client sends behind it. */
static void check_row(const struct row *row)
{
	static const char *const behind[] = { "", "\r", "GET / HTTP/1.1\r\n\r\n", V2 "\x21\x11", "PROXY TCP4 " };
	static words said;
	char text[1024];
	bool open = strcmp(row->said, "more") == 0;

	for (size_t i = 0; i < (open ? 1 : sizeof(behind) / sizeof(behind[0])); i++) {
		size_t n = row->n + strlen(behind[i]);
		int result;

		memcpy(text, row->s, row->n);
		memcpy(text + row->n, behind[i], strlen(behind[i]));
		result = check_proxy(text, n, &said);
		expect(text, n, row->said, &said);
		if (result > 0 && (size_t) result != row->n) {
			printf("not ok: \"%s\": %d bytes taken, expected %zu\n", row->said, result, row->n);
			failed++;
		}
	}
}

/* Any one bit wrong in a header with a checksum: it is refused, or the checksum is no longer seen. */
static void check_flips(const struct row *row)
{
	char s[1024];
	size_t n = row->n;

	if (!strstr(row->said, " crc")) {
		return;
	}
	memcpy(s, row->s, n);
	for (size_t bit = 0; bit < n * 8; bit++) {
		xs_proxy_header h;
		const char *why;

		s[bit / 8] ^= (char) (1 << bit % 8);
		MUST(check_one(s, n, &h, &why) <= 0 || !h.crc_present);
		s[bit / 8] ^= (char) (1 << bit % 8);
	}
}

/* Some bytes replaced, some cut, the same every time. */
static size_t check_mutations(const struct row *row, unsigned rounds)
{
	static const unsigned char likely[] = "\r\n \x00\x03:.0";
	static uint32_t random = 1;
	static words said;
	char s[1024];

	for (unsigned round = 0; round < rounds && row->n; round++) {
		memcpy(s, row->s, row->n);
		for (unsigned change = 0; change <= round % 3; change++) {
			random = random * 1664525 + 1013904223;
			s[(random >> 8) % row->n] = (char) (random >> 31 ? random >> 23 : likely[random >> 28]);
		}
		check_proxy(s, row->n - (round % 7 == 0 ? (random >> 16) % row->n : 0), &said);
	}
	return row->n ? rounds : 0;
}

/* The longest headers. */
static void check_limits(void)
{
	static char s[XS_PROXY_MAX + 1];
	static words said;

	memcpy(s, V2 "\x21\x11\x10\x00" IP4 "\x04\x0f\xf1", 31);
	check_proxy(s, XS_PROXY_MAX - 1, &said);
	expect(s, XS_PROXY_MAX - 1, "more", &said);
	if (check_proxy(s, sizeof(s), &said) != XS_PROXY_MAX) {
		printf("not ok: the longest header of version 2\n");
		failed++;
	}
	expect(s, sizeof(s), "v2 TCP4" SAID4, &said);

	memset(s, '-', sizeof(s));
	memcpy(s, "PROXY UNKNOWN ", 14);
	memcpy(s + XS_PROXY_V1_MAX - 2, "\r\n", 2);
	if (check_proxy(s, sizeof(s), &said) != XS_PROXY_V1_MAX) {
		printf("not ok: the longest header of version 1\n");
		failed++;
	}
	memcpy(s + XS_PROXY_V1_MAX - 2, "-\r\n", 3);
	check_proxy(s, XS_PROXY_V1_MAX - 1, &said);
	expect(s, XS_PROXY_V1_MAX - 1, "more", &said);
	check_proxy(s, XS_PROXY_V1_MAX + 1, &said);
	expect(s, XS_PROXY_V1_MAX + 1, "PROXY v1: no CRLF in the first 107 bytes", &said);
}

/* The checksum's own reference against the value its standard gives. */
static void check_reference(void)
{
	const char *s = "123456789";
	size_t n = strlen(s);

	MUST(crc_by_the_book((const unsigned char *) s, n) == 0xe3069283);
}

int main(int argc, char **argv)
{
	size_t count = sizeof(rows) / sizeof(rows[0]), mutations = 0;

	check_reference();
	for (size_t i = 0; i < count; i++) {
		check_row(&rows[i]);
		check_flips(&rows[i]);
		mutations += check_mutations(&rows[i], 300);
		if (argc > 1) {
			write_row(argv[1], i, rows[i].s, rows[i].n);
		}
	}
	check_limits();
	printf("PROXY headers: %zu rows, %zu mutations, %zu failed\n", count, mutations, failed);
	return failed != 0;
}
