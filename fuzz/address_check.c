/*
 * Table of addresses and what the scanner says about each. Every prefix of every row is scanned too and must
 * keep the properties of address_property.h. With a folder as argument the rows are written there as files:
 * the fuzzer's corpus.
 */
#include "address_property.h"
#include "table.h"

#define GOOD NULL
#define PORT "port is not a decimal number from 0 to 65535"
#define BRACKET "no IPv6 address between the brackets"
#define HOST "a character in the host that no host name has"
#define FDNUM "descriptor is not a plain decimal number"
#define INDEX "index behind the socket name is not a plain decimal number"

/* text: host, path or name; number: port, descriptor or index */
static const struct row {
	const char *s;
	size_t n;
	const char *wrong;
	xs_addr_kind kind;
	const char *text;
	unsigned number;
} rows[] = {
/* clang-format off */
#define ROW(s, wrong, kind, text, number) { s, sizeof(s) - 1, wrong, XS_ADDR_##kind, text, number },
#define UNKNOWN_SCHEME "unknown scheme, not one of tcp, tls, udp, unix, udg, systemd, fd"
#define BAD(s, wrong) { s, sizeof(s) - 1, wrong, XS_ADDR_INET, "", 0 },
	ROW("tcp://127.0.0.1:80",       GOOD, INET, "127.0.0.1", 80)
	ROW("127.0.0.1:80",             GOOD, INET, "127.0.0.1", 80)
	ROW("tcp://0.0.0.0:0",          GOOD, INET, "0.0.0.0", 0)
	ROW("xtcp://localhost:65535",   GOOD, INET, "localhost", 65535)
	ROW("udp://a-b.example_1.x:53", GOOD, INET, "a-b.example_1.x", 53)
	ROW("xudp://*:53",              GOOD, INET, "*", 53)
	ROW("tls://h:443",              GOOD, INET, "h", 443)
	ROW("xtls://h:443",             GOOD, INET, "h", 443)
	ROW("ssl://h:00080",            GOOD, INET, "h", 80)
	ROW("xssl://h:443",             GOOD, INET, "h", 443)
	ROW("*:80",                     GOOD, INET, "*", 80)
	ROW("m\xc3\xbcll.example:1",    GOOD, INET, "m\xc3\xbcll.example", 1)
	ROW("tcp://[::1]:80",           GOOD, INET, "::1", 80)
	ROW("tcp://[::]:80",            GOOD, INET, "::", 80)
	ROW("[fe80::1%eth0]:80",        GOOD, INET, "fe80::1%eth0", 80)
	ROW("[1:2:3:4:5:6:7:8]:1",      GOOD, INET, "1:2:3:4:5:6:7:8", 1)
	ROW("[1:2:3:4:5:6:7::]:1",      GOOD, INET, "1:2:3:4:5:6:7::", 1)
	ROW("[::ffff:192.0.2.1]:1",     GOOD, INET, "::ffff:192.0.2.1", 1)
	ROW("unix:///run/a.sock",       GOOD, UNIX, "/run/a.sock", 0)
	ROW("xunix://relative",         GOOD, UNIX, "relative", 0)
	ROW("udg:///a b:[c]",           GOOD, UNIX, "/a b:[c]", 0)
	ROW("xudg://@name",             GOOD, UNIX, "name", 0)
	ROW("unix://@",                 GOOD, UNIX, "", 0)
	ROW("unix://\0",                GOOD, UNIX, "", 0)
	ROW("unix://\0name",            GOOD, UNIX, "name", 0)
	ROW("fd://0",                   GOOD, FD, "", 0)
	ROW("fd://2147483647",          GOOD, FD, "", 2147483647)
	ROW("systemd://web",            GOOD, SYSTEMD, "web", 0)
	ROW("systemd://web.socket/12",  GOOD, SYSTEMD, "web.socket", 12)

	BAD("",                     "empty host; * is all addresses of a server")
	BAD("tcp://",               "empty host; * is all addresses of a server")
	BAD("tcp://:80",            "empty host; * is all addresses of a server")
	BAD("tcp://[]:80",          "empty host")
	BAD("tcp://127.0.0.1",      "no port, it must be host:port")
	BAD("127.0.0.1:",           "no port, it must be host:port")
	BAD("tcp://[::1]",          "no port, it must be host:port")
	BAD("tcp://[::1]:",         "no port, it must be host:port")
	BAD("tcp://h:80800",        PORT)
	BAD("tcp://h:65536",        PORT)
	BAD("tcp://h:99999",        PORT)
	BAD("tcp://h:000080",       PORT)
	BAD("tcp://h:4294967376",   PORT)
	BAD("tcp://h:-1",           PORT)
	BAD("tcp://h:+80",          PORT)
	BAD("tcp://h: 80",          PORT)
	BAD("tcp://h:0x50",         "junk after the port")
	BAD("tcp://h:http",         PORT)
	BAD("tcp://h:12abc",        "junk after the port")
	BAD("tcp://h:80 ",          "junk after the port")
	BAD("tcp://h:80/",          "junk after the port")
	BAD("tcp://h:80:90",        "junk after the port")
	BAD("tcp://::1:80",         "an IPv6 address must stand in brackets")
	BAD("fe80::1:80",           "an IPv6 address must stand in brackets")
	BAD("tcp://[::1:80",        "the bracket is not closed")
	BAD("tcp://[",              "the bracket is not closed")
	BAD("tcp://[::1]80",        "junk after the bracket")
	BAD("tcp://[::1]x:80",      "junk after the bracket")
	BAD("tcp://[localhost]:80", BRACKET)
	BAD("tcp://[127.0.0.1]:80", BRACKET)
	BAD("tcp://[*]:80",         BRACKET)
	BAD("tcp://[:::]:80",       BRACKET)
	BAD("tcp://[1::2::3]:80",   BRACKET)
	BAD("tcp://[12345::]:80",   BRACKET)
	BAD("tcp://[1:2]:80",       BRACKET)
	BAD("tcp://[1:2:3:4:5:6:7:8:9]:80", BRACKET)
	BAD("tcp://[1:2:3:4:5:6:7:8::]:80", BRACKET)
	BAD("tcp://[::1%]:80",      BRACKET)
	BAD("tcp://[::1% x]:80",    BRACKET)
	BAD("tcp://[::256.0.0.1]:80", BRACKET)
	BAD("tcp://a b:80",         HOST)
	BAD("tcp://*x:80",          HOST)
	BAD("tcp://u@h:80",         HOST)
	BAD("/run/a.sock",          HOST)
	BAD("tcp://h\0:80",         "NUL byte in the address")
	BAD("tcp://h:80\0",         "NUL byte in the address")
	BAD("http://h:80",          UNKNOWN_SCHEME)
	BAD("TCP://h:80",           UNKNOWN_SCHEME)
	BAD("xfd://3",              UNKNOWN_SCHEME)
	BAD("://h:80",              UNKNOWN_SCHEME)
	BAD("unix://",              "empty path")
	BAD("udg://",               "empty path")
	BAD("unix:///a\0b",         "NUL byte in the path")
	BAD("unix:///a\0",          "NUL byte in the path")
	BAD("fd://",                FDNUM)
	BAD("fd://-1",              FDNUM)
	BAD("fd://3x",              FDNUM)
	BAD("fd://2147483648",      FDNUM)
	BAD("fd://99999999999999999999", FDNUM)
	BAD("fd://3\0",             "NUL byte in the address")
	BAD("systemd://",           "empty socket name")
	BAD("systemd:///1",         "empty socket name")
	BAD("systemd://web/",       INDEX)
	BAD("systemd://web/x",      INDEX)
	BAD("systemd://web/-1",     INDEX)
	BAD("systemd://a:b",        "a character in the socket name that systemd does not allow")
	BAD("systemd://\t",         "a character in the socket name that systemd does not allow")
	/* clang-format on */
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool row_holds(const struct row *row)
{
	xs_address a;
	char *block;
	const char *wrong = check_address(row->s, row->n, &a, &block);
	xs_slice text = a.kind == XS_ADDR_INET ? a.host : a.kind == XS_ADDR_UNIX ? a.path : a.name;
	unsigned number = a.kind == XS_ADDR_INET ? a.port : a.number;
	bool holds = same_text(wrong, row->wrong);

	if (holds && !wrong) {
		holds = a.kind == row->kind && number == row->number && text.n == strlen(row->text)
			&& memcmp(text.p ? text.p : "", row->text, text.n) == 0;
	}
	if (!holds) {
		printf("not ok: \"%s\": said \"%s\", expected \"%s\"\n", row->s, wrong ? wrong : "good",
			row->wrong ? row->wrong : "good");
	}
	free(block);
	return holds;
}

int main(int argc, char **argv)
{
	size_t count = sizeof(rows) / sizeof(rows[0]), failed = 0, prefixes = 0;

	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < rows[i].n; n++, prefixes++) {
			xs_address a;
			char *block;

			check_address(rows[i].s, n, &a, &block);
			free(block);
		}
		failed += !row_holds(&rows[i]);
		if (argc > 1) {
			write_row(argv[1], i, rows[i].s, rows[i].n);
		}
	}
	printf("addresses: %zu rows, %zu prefixes, %zu failed\n", count, prefixes, failed);
	return failed != 0;
}
