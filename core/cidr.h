/*
 * Sets of peers, as proxy_trusted lists them: "192.0.2.0/24", "2001:db8::/32", "127.0.0.1", "*", "unix".
 * Plain C: no php.h, no allocation.
 */
#ifndef XS_CIDR_H
#define XS_CIDR_H

#include <stdbool.h>
#include <stddef.h>

struct sockaddr;

typedef enum {
	XS_CIDR_ALL,  /* "*": every peer, unix ones too */
	XS_CIDR_UNIX, /* "unix": every unix peer */
	XS_CIDR_IPV4,
	XS_CIDR_IPV6
} xs_cidr_kind;

typedef struct xs_cidr {
	xs_cidr_kind kind;
	unsigned char network[16]; /* network order, 4 bytes for IPv4; bits behind the prefix are zero */
	unsigned bits;             /* of the prefix; a single address has 32 or 128 */
} xs_cidr;

/*
 * NULL when the n bytes at s are good, else a static text saying what is wrong (*out is then all zero).
 * Bits behind the prefix are cleared: "127.0.0.1/8" is 127.0.0.0/8. A prefix of IPv4-mapped IPv6 addresses
 * ("::ffff:192.0.2.0/120") becomes the IPv4 one, because that is how such peers are matched.
 */
const char *xs_cidr_parse(const char *s, size_t n, xs_cidr *out);

/* Is the address in the set? An IPv4 address mapped into IPv6 counts as IPv4, so "::/0" does not hold it. */
bool xs_cidr_match(const xs_cidr *cidr, const struct sockaddr *sa);

#endif
