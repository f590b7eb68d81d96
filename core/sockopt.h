/* Options that are socket options: setting them from xs_options, reading them back from the kernel. */
#ifndef XS_SOCKOPT_H
#define XS_SOCKOPT_H

#include "options.h"

/* optnames that some platform lacks */
#ifdef SO_REUSEPORT
#define XS_SO_REUSEPORT SO_REUSEPORT
#else
#define XS_SO_REUSEPORT XS_LACKING
#endif
#ifdef IP_FREEBIND
#define XS_IP_FREEBIND IP_FREEBIND
#else
#define XS_IP_FREEBIND XS_LACKING
#endif
#ifdef IP_TRANSPARENT
#define XS_IP_TRANSPARENT IP_TRANSPARENT
#else
#define XS_IP_TRANSPARENT XS_LACKING
#endif
#ifdef SO_BINDTODEVICE
#define XS_SO_BINDTODEVICE SO_BINDTODEVICE
#else
#define XS_SO_BINDTODEVICE XS_LACKING
#endif
#ifdef SO_MARK
#define XS_SO_MARK SO_MARK
#else
#define XS_SO_MARK XS_LACKING
#endif
#ifdef SO_INCOMING_CPU
#define XS_SO_INCOMING_CPU SO_INCOMING_CPU
#else
#define XS_SO_INCOMING_CPU XS_LACKING
#endif
#ifdef SO_BUSY_POLL
#define XS_SO_BUSY_POLL SO_BUSY_POLL
#else
#define XS_SO_BUSY_POLL XS_LACKING
#endif
#if defined(TCP_KEEPIDLE)
#define XS_TCP_KEEPIDLE TCP_KEEPIDLE
#elif defined(TCP_KEEPALIVE) /* macOS */
#define XS_TCP_KEEPIDLE TCP_KEEPALIVE
#else
#define XS_TCP_KEEPIDLE XS_LACKING
#endif
#ifdef TCP_KEEPINTVL
#define XS_TCP_KEEPINTVL TCP_KEEPINTVL
#else
#define XS_TCP_KEEPINTVL XS_LACKING
#endif
#ifdef TCP_KEEPCNT
#define XS_TCP_KEEPCNT TCP_KEEPCNT
#else
#define XS_TCP_KEEPCNT XS_LACKING
#endif
#ifdef TCP_USER_TIMEOUT
#define XS_TCP_USER_TIMEOUT TCP_USER_TIMEOUT
#else
#define XS_TCP_USER_TIMEOUT XS_LACKING
#endif
#ifdef TCP_NOTSENT_LOWAT
#define XS_TCP_NOTSENT_LOWAT TCP_NOTSENT_LOWAT
#else
#define XS_TCP_NOTSENT_LOWAT XS_LACKING
#endif
#ifdef TCP_CONGESTION
#define XS_TCP_CONGESTION TCP_CONGESTION
#else
#define XS_TCP_CONGESTION XS_LACKING
#endif
#ifdef TCP_QUICKACK
#define XS_TCP_QUICKACK TCP_QUICKACK
#else
#define XS_TCP_QUICKACK XS_LACKING
#endif
#ifdef TCP_DEFER_ACCEPT
#define XS_TCP_DEFER_ACCEPT TCP_DEFER_ACCEPT
#else
#define XS_TCP_DEFER_ACCEPT XS_LACKING
#endif
#ifdef TCP_FASTOPEN
#define XS_TCP_FASTOPEN TCP_FASTOPEN
#else
#define XS_TCP_FASTOPEN XS_LACKING
#endif
#if defined(IP_PKTINFO) && defined(IPV6_RECVPKTINFO)
#define XS_IP_PKTINFO IP_PKTINFO
#else
#define XS_IP_PKTINFO XS_LACKING
#endif
#ifdef UDP_SEGMENT
#define XS_UDP_SEGMENT UDP_SEGMENT
#else
#define XS_UDP_SEGMENT XS_LACKING
#endif
#ifdef UDP_GRO
#define XS_UDP_GRO UDP_GRO
#else
#define XS_UDP_GRO XS_LACKING
#endif

/* Sets one option. `domain` is AF_INET, AF_INET6 or AF_UNIX. Fails with step "setsockopt name". */
zend_result xs_sockopt_set(php_socket_t fd, int domain, xs_option_id id, const xs_value *value,
	const char *address, xs_error *err);

/* Sets every given socket option that counts for the transports `on` at one of the moments `when`, and on tcp
 * TCP_NODELAY when nothing is said of it, unless core's defaults count. */
zend_result xs_sockopt_apply(php_socket_t fd, int domain, const xs_options *opt, unsigned on, unsigned when,
	const char *address, xs_error *err);

/* The kernel's value into *out, or false with errno when there is none. */
bool xs_sockopt_get(php_socket_t fd, xs_option_id id, zval *out);

#endif
