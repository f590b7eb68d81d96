/* From scanned addresses to sockaddrs, and from sockaddrs to the names PHP shows. */
#ifndef XS_ADDRESS_H
#define XS_ADDRESS_H

#include "../scan/scan.h"
#include "error.h"

typedef struct xs_sockaddr {
	struct sockaddr_storage sa;
	socklen_t len;
} xs_sockaddr;

typedef struct xs_sockaddrs {
	xs_sockaddr *list; /* owned; xs_sockaddrs_free() */
	size_t count;
} xs_sockaddrs;

/* Addresses to bind (passive) or connect to, in the order to try them. `text` is the address as the user
 * wrote it, for errors. A host name goes through getaddrinfo(3), which may wait for a name server. A "*"
 * gives the IPv6 wildcard, then the IPv4 one. Unix names must fit sun_path. On failure nothing is owned. */
zend_result xs_address_resolve(const xs_address *address, int socktype, bool passive, const char *text,
	xs_sockaddrs *out, xs_error *err);
void xs_sockaddrs_free(xs_sockaddrs *addrs);

/* An address as errors show it: the NUL of an abstract unix name as '@', or the text would end there. New
 * reference. */
zend_string *xs_address_shown(zend_string *text);

/* "192.0.2.1:80", "[2001:db8::1]:80", "[fe80::1%eth0]:80", "/run/a.sock", "@abstract", "" for an unnamed unix
 * socket. An IPv4 address mapped into IPv6 is shown as IPv4. New string, owned by the caller. */
zend_string *xs_sockaddr_text(const struct sockaddr *sa, socklen_t len);

/* The address of a peer as xs_sockaddr_text() shows it, for a socket of that kind; nothing is looked up.
 * NULL, or a static text saying what is wrong. */
const char *xs_sockaddr_scan(const zend_string *text, xs_addr_kind kind, xs_sockaddr *out);

/* An IPv4 address as its IPv6-mapped form, for sending on a dual-stack socket. */
void xs_sockaddr_map_ipv4(const struct sockaddr_in *in, struct sockaddr_in6 *out);

#endif
