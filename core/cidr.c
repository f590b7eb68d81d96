#include "cidr.h"

#include "../os/net.h"
#include "../scan/ip.h"

#include <string.h>

#define BITS "the prefix length is not a number from 0 to "

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static bool is_word(const char *s, size_t n, const char *word)
{
	return n == strlen(word) && memcmp(s, word, n) == 0;
}

/* A decimal number of one to three digits, no leading zero, at most max. */
static bool parse_bits(const char *s, size_t n, unsigned max, unsigned *out)
{
	unsigned value = 0;

	if (n < 1 || n > 3 || (n > 1 && s[0] == '0')) {
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9') {
			return false;
		}
		value = value * 10 + (unsigned) (s[i] - '0');
	}
	*out = value;
	return value <= max;
}

/* The bits of the last byte that belong to a prefix. */
static unsigned char last_byte_mask(unsigned bits)
{
	return (unsigned char) (0xff00 >> bits % 8);
}

static void unmap(xs_cidr *cidr)
{
	if (cidr->kind == XS_CIDR_IPV6 && cidr->bits >= 96 && memcmp(cidr->network, mapped, 12) == 0) {
		cidr->kind = XS_CIDR_IPV4;
		cidr->bits -= 96;
		memmove(cidr->network, cidr->network + 12, 4);
		memset(cidr->network + 4, 0, 12);
	}
}

static void clear_behind_prefix(xs_cidr *cidr)
{
	size_t whole = cidr->bits / 8;

	if (whole < sizeof(cidr->network)) {
		cidr->network[whole] &= last_byte_mask(cidr->bits);
		memset(cidr->network + whole + 1, 0, sizeof(cidr->network) - whole - 1);
	}
}

static const char *parse_network(const char *s, size_t n, xs_cidr *out)
{
	const char *slash = n ? memchr(s, '/', n) : NULL;
	size_t address = slash ? (size_t) (slash - s) : n;
	unsigned max;

	if (xs_ipv4_scan(s, address, out->network)) {
		out->kind = XS_CIDR_IPV4;
		max = 32;
	} else if (xs_ipv6_scan(s, address, out->network)) {
		out->kind = XS_CIDR_IPV6;
		max = 128;
	} else {
		return "not an IP address, a network like 192.0.2.0/24, \"*\" or \"unix\"";
	}
	out->bits = max;
	if (slash && !parse_bits(slash + 1, n - address - 1, max, &out->bits)) {
		return max == 32 ? BITS "32" : BITS "128";
	}
	unmap(out);
	clear_behind_prefix(out);
	return NULL;
}

const char *xs_cidr_parse(const char *s, size_t n, xs_cidr *out)
{
	const char *wrong = NULL;

	memset(out, 0, sizeof(*out));
	if (is_word(s, n, "*")) {
		out->kind = XS_CIDR_ALL;
	} else if (is_word(s, n, "unix")) {
		out->kind = XS_CIDR_UNIX;
	} else {
		wrong = parse_network(s, n, out);
	}
	if (wrong) {
		memset(out, 0, sizeof(*out));
	}
	return wrong;
}

static bool same_prefix(const xs_cidr *cidr, const unsigned char *address)
{
	size_t whole = cidr->bits / 8;

	return memcmp(cidr->network, address, whole) == 0
		&& (cidr->bits % 8 == 0 || cidr->network[whole] == (address[whole] & last_byte_mask(cidr->bits)));
}

static bool match_ipv6(const xs_cidr *cidr, const unsigned char *address)
{
	if (memcmp(address, mapped, sizeof(mapped)) == 0) {
		return cidr->kind == XS_CIDR_IPV4 && same_prefix(cidr, address + sizeof(mapped));
	}
	return cidr->kind == XS_CIDR_IPV6 && same_prefix(cidr, address);
}

bool xs_cidr_match(const xs_cidr *cidr, const struct sockaddr *sa)
{
	if (cidr->kind == XS_CIDR_ALL) {
		return true;
	}
	switch (sa->sa_family) {
		case AF_UNIX:
			return cidr->kind == XS_CIDR_UNIX;
		case AF_INET:
			return cidr->kind == XS_CIDR_IPV4
				&& same_prefix(cidr, (const unsigned char *) &((const struct sockaddr_in *) sa)->sin_addr);
		case AF_INET6:
			return match_ipv6(cidr, ((const struct sockaddr_in6 *) sa)->sin6_addr.s6_addr);
		default:
			return false;
	}
}
