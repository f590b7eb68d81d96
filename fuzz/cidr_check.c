/*
 * Tables of peer sets, good and bad, and of who is in them. With a folder as argument the texts are written
 * there as files: the fuzzer's corpus.
 */
#include "cidr_property.h"
#include "table.h"

#define WHAT "not an IP address, a network like 192.0.2.0/24, \"*\" or \"unix\""
#define BITS4 "the prefix length is not a number from 0 to 32"
#define BITS6 "the prefix length is not a number from 0 to 128"

/* wrong: why the text is refused; else what it becomes and, between blanks, peers in it and not in it */
/* clang-format off */
static const struct row {
	const char *s;
	size_t n;
	const char *wrong;
	xs_cidr_kind kind;
	unsigned bits;
	const char *in, *out;
} rows[] = {
#define ROW(s, kind, bits, in, out) { s, sizeof(s) - 1, NULL, XS_CIDR_##kind, bits, in, out },
#define BAD(s, wrong) { s, sizeof(s) - 1, wrong, XS_CIDR_ALL, 0, "", "" },
	ROW("*", ALL, 0, "unix 192.0.2.1 ::1 ::ffff:192.0.2.1", "")
	ROW("unix", UNIX, 0, "unix", "192.0.2.1 ::1 0.0.0.0 ::")
	ROW("192.0.2.0/24", IPV4, 24, "192.0.2.0 192.0.2.255 ::ffff:192.0.2.7",
		"192.0.3.0 192.0.1.255 ::c000:201")
	ROW("192.0.2.1", IPV4, 32, "192.0.2.1 ::ffff:192.0.2.1", "192.0.2.0 192.0.2.2 ::c000:201 unix")
	ROW("192.0.2.1/32", IPV4, 32, "192.0.2.1", "192.0.2.0 192.0.2.3")
	ROW("192.0.2.4/31", IPV4, 31, "192.0.2.4 192.0.2.5", "192.0.2.3 192.0.2.6")
	ROW("10.0.0.0/9", IPV4, 9, "10.0.0.0 10.127.255.255", "10.128.0.0 11.0.0.0")
	ROW("127.0.0.1/8", IPV4, 8, "127.0.0.0 127.255.255.255", "126.255.255.255 128.0.0.0 ::1")
	ROW("0.0.0.0/0", IPV4, 0, "0.0.0.0 255.255.255.255 ::ffff:1.2.3.4", ":: ::1 unix")
	ROW("255.255.255.255/1", IPV4, 1, "128.0.0.0", "127.255.255.255")
	ROW("::1", IPV6, 128, "::1", ":: ::2 ::ffff:0.0.0.1 0.0.0.1 unix")
	ROW("::/0", IPV6, 0, ":: ffff:: 2001:db8::1", "192.0.2.1 ::ffff:192.0.2.1 unix")
	ROW("2001:db8::/32", IPV6, 32, "2001:db8:: 2001:db8:ffff::1", "2001:db9:: 2001:db7:ffff:: 32.1.13.184")
	ROW("2001:DB8::5/125", IPV6, 125, "2001:db8:: 2001:db8::7", "2001:db8::8")
	ROW("fe80::/10", IPV6, 10, "fe80:: febf::1", "fec0:: fe7f::")
	ROW("1:2:3:4:5:6:7:8/128", IPV6, 128, "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:9")
	ROW("::ffff:192.0.2.0/120", IPV4, 24, "192.0.2.9 ::ffff:192.0.2.9", "192.0.3.0 ::192.0.2.9")
	ROW("::ffff:192.0.2.1", IPV4, 32, "192.0.2.1", "192.0.2.2")
	ROW("::ffff:0:0/96", IPV4, 0, "192.0.2.1 ::ffff:0.0.0.0", ":: ::1")
	ROW("::ffff:0:0/95", IPV6, 95, "::fffe:0:1", "::ffff:1.2.3.4 1.2.3.4 ::1")
	BAD("", WHAT)
	BAD("/", WHAT)
	BAD("/8", WHAT)
	BAD("**", WHAT)
	BAD("* ", WHAT)
	BAD("*/0", WHAT)
	BAD("Unix", WHAT)
	BAD("unix\0", WHAT)
	BAD("unix:", WHAT)
	BAD("all", WHAT)
	BAD("localhost", WHAT)
	BAD(" 192.0.2.1", WHAT)
	BAD("192.0.2.1 ", WHAT)
	BAD("192.0.2.1\0", WHAT)
	BAD("192.0.2", WHAT)
	BAD("192.0.2/24", WHAT)
	BAD("192.0.2.0.0", WHAT)
	BAD("192.0.2.256", WHAT)
	BAD("192.0.2.01", WHAT)
	BAD("192.0.2.*", WHAT)
	BAD("0xc0000201", WHAT)
	BAD("192.0.2.1:80", WHAT)
	BAD("192.0.2.0-192.0.2.9", WHAT)
	BAD("192.0.2.0,192.0.2.9", WHAT)
	BAD("[::1]", WHAT)
	BAD("::1%lo", WHAT)
	BAD("fe80::1%eth0/64", WHAT)
	BAD(":::", WHAT)
	BAD("1::2::3", WHAT)
	BAD("1:2:3:4:5:6:7", WHAT)
	BAD("1:2:3:4:5:6:7:8:9", WHAT)
	BAD("1:2:3:4:5:6:7:8::", WHAT)
	BAD("1:2:3:4:5:6:7:1.2.3.4", WHAT)
	BAD("::1.2.3.4:5", WHAT)
	BAD("::12345", WHAT)
	BAD("::g", WHAT)
	BAD("1:", WHAT)
	BAD(":1", WHAT)
	BAD("192.0.2.0/", BITS4)
	BAD("192.0.2.0/33", BITS4)
	BAD("192.0.2.0/-1", BITS4)
	BAD("192.0.2.0/+8", BITS4)
	BAD("192.0.2.0/ 8", BITS4)
	BAD("192.0.2.0/8 ", BITS4)
	BAD("192.0.2.0/08", BITS4)
	BAD("192.0.2.0/024", BITS4)
	BAD("192.0.2.0/24/24", BITS4)
	BAD("192.0.2.0/255.255.255.0", BITS4)
	BAD("192.0.2.0/4294967304", BITS4)
	BAD("192.0.2.0/8\0", BITS4)
	BAD("::/129", BITS6)
	BAD("::/", BITS6)
	BAD("::/0128", BITS6)
	BAD("::/1e1", BITS6)
	BAD("::ffff:192.0.2.0/129", BITS6)
};
/* clang-format on */

static size_t failed;

static void expect_peers(const xs_cidr *cidr, const struct row *row, const char *peers, bool inside)
{
	char list[256], *peer;

	snprintf(list, sizeof(list), "%s", peers);
	for (peer = strtok(list, " "); peer; peer = strtok(NULL, " ")) {
		any_sockaddr a = sockaddr_of(peer);

		if (xs_cidr_match(cidr, &a.sa) != inside) {
			printf("not ok: %s %s in \"%s\"\n", peer, inside ? "is not" : "is", row->s);
			failed++;
		}
	}
}

static void check_row(const struct row *row)
{
	xs_cidr cidr;
	const char *wrong = check_cidr(row->s, row->n, &cidr);

	if (wrong != row->wrong && (!wrong || !row->wrong || strcmp(wrong, row->wrong) != 0)) {
		printf("not ok: \"%s\": said \"%s\", expected \"%s\"\n", row->s, wrong ? wrong : "good",
			row->wrong ? row->wrong : "good");
		failed++;
	} else if (!wrong) {
		if (cidr.kind != row->kind || cidr.bits != row->bits) {
			printf("not ok: \"%s\": kind %d, %u bits\n", row->s, cidr.kind, cidr.bits);
			failed++;
		}
		expect_peers(&cidr, row, row->in, true);
		expect_peers(&cidr, row, row->out, false);
	}
}

static void check_text(const char *s, size_t n)
{
	xs_cidr cidr;
	check_cidr(s, n, &cidr);
}

int main(int argc, char **argv)
{
	size_t count = sizeof(rows) / sizeof(rows[0]), mutations = 0;

	for (size_t i = 0; i < count; i++) {
		check_row(&rows[i]);
		mutations += try_mutations(rows[i].s, rows[i].n, "0123456789abcfF:::::..../*", check_text);
		if (argc > 1) {
			write_row(argv[1], i, rows[i].s, rows[i].n);
		}
	}
	printf("peer sets: %zu rows, %zu mutations, %zu failed\n", count, mutations, failed);
	return failed != 0;
}
