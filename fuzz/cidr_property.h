/* What holds for every text given to the scanners of addresses and peer sets, in the check and the fuzzer. */
#ifndef XS_CIDR_PROPERTY_H
#define XS_CIDR_PROPERTY_H

#include "../core/cidr.h"
#include "../scan/ip.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#define MUST(what) ((what) ? (void) 0 : must_failed(#what, __LINE__, s, n))

static void must_failed(const char *what, int line, const char *s, size_t n)
{
	fprintf(stderr, "line %d: not true: %s; input \"%.*s\"\n", line, what, (int) n, s);
	abort();
}

typedef union {
	struct sockaddr sa;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	struct sockaddr_un un;
} any_sockaddr;

/* A sockaddr of the address in text form; anything that is none gives a unix one. */
static any_sockaddr sockaddr_of(const char *text)
{
	any_sockaddr a;

	memset(&a, 0, sizeof(a));
	if (inet_pton(AF_INET, text, &a.in.sin_addr) == 1) {
		a.sa.sa_family = AF_INET;
	} else if (inet_pton(AF_INET6, text, &a.in6.sin6_addr) == 1) {
		a.sa.sa_family = AF_INET6;
	} else {
		a.sa.sa_family = AF_UNIX;
	}
	return a;
}

/* Our addresses are libc's. */
static void check_ip(const char *s, size_t n)
{
	unsigned char ours[16] = { 0 }, theirs[16] = { 0 };
	char text[80];

	if (n >= sizeof(text) || memchr(s, 0, n)) {
		MUST(!xs_ipv4_scan(s, n, ours) && !xs_ipv6_scan(s, n, ours));
		return;
	}
	memcpy(text, s, n);
	text[n] = '\0';
	MUST(xs_ipv4_scan(s, n, ours) == (inet_pton(AF_INET, text, theirs) == 1));
	MUST(memcmp(ours, theirs, 16) == 0);
	MUST(xs_ipv6_scan(s, n, ours) == (inet_pton(AF_INET6, text, theirs) == 1));
	MUST(memcmp(ours, theirs, 16) == 0);
}

/* The network's own address is in it; with a bit of the prefix turned it is not, with a later one it is. */
static void check_bits(const xs_cidr *cidr, const char *s, size_t n)
{
	bool ipv6 = cidr->kind == XS_CIDR_IPV6;
	any_sockaddr a;
	unsigned char *address = ipv6 ? (unsigned char *) &a.in6.sin6_addr : (unsigned char *) &a.in.sin_addr;

	memset(&a, 0, sizeof(a));
	a.sa.sa_family = ipv6 ? AF_INET6 : AF_INET;
	memcpy(address, cidr->network, ipv6 ? 16 : 4);
	MUST(xs_cidr_match(cidr, &a.sa) || (ipv6 && memcmp(address, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) == 0));
	for (unsigned bit = 0; bit < (ipv6 ? 128 : 32); bit++) {
		address[bit / 8] ^= (unsigned char) (0x80 >> bit % 8);
		if (!ipv6 || memcmp(address, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12) != 0) {
			MUST(xs_cidr_match(cidr, &a.sa) == (bit >= cidr->bits));
		}
		address[bit / 8] ^= (unsigned char) (0x80 >> bit % 8);
	}
}

static void check_match(const xs_cidr *cidr, const char *s, size_t n)
{
	any_sockaddr unix_peer = sockaddr_of("unix"), none = unix_peer;

	none.sa.sa_family = AF_UNSPEC;
	MUST(xs_cidr_match(cidr, &unix_peer.sa) == (cidr->kind <= XS_CIDR_UNIX));
	MUST(xs_cidr_match(cidr, &none.sa) == (cidr->kind == XS_CIDR_ALL));
	if (cidr->kind >= XS_CIDR_IPV4) {
		check_bits(cidr, s, n);
	}
}

/* The input at the end of an exact heap block, so that the sanitizers see a read behind it. */
static const char *check_cidr(const char *data, size_t n, xs_cidr *out)
{
	static const xs_cidr zero;
	char *s = malloc(n ? n : 1);
	const char *wrong;

	if (n) {
		memcpy(s, data, n);
	}
	check_ip(s, n);
	wrong = xs_cidr_parse(s, n, out);
	if (wrong) {
		MUST(*wrong && memcmp(out, &zero, sizeof(zero)) == 0);
	} else {
		MUST(out->bits <= (out->kind == XS_CIDR_IPV6 ? 128 : out->kind == XS_CIDR_IPV4 ? 32 : 0));
		check_match(out, s, n);
	}
	free(s);
	return wrong;
}

#endif
