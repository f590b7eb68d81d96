/*
 * IP addresses as text, read strictly. Plain C99 like scan.h: what inet_pton(3) takes on Linux, on every
 * platform and without a terminating NUL. No scope ids, no brackets, no leading zeros in IPv4.
 */
#ifndef XS_IP_H
#define XS_IP_H

#include <stdbool.h>
#include <stddef.h>

/* True when the n bytes at s are an address and nothing else; its bytes are then in out, in network order,
 * else out is untouched. */
bool xs_ipv4_scan(const char *s, size_t n, unsigned char out[4]);
bool xs_ipv6_scan(const char *s, size_t n, unsigned char out[16]);

#endif
