/* Sockets somebody else made: fd://N, and systemd://name for sockets passed by a service manager
 * (sd_listen_fds(3)). */
#ifndef XS_ADOPT_H
#define XS_ADOPT_H

#include "transport.h"

/* The descriptor an fd:// or systemd:// address names. It is only looked up: nobody owns it yet. */
zend_result xs_adopt_find(const xs_address *address, const char *text, php_socket_t *fd, xs_error *err);

/* What a descriptor turned out to be. */
typedef struct xs_found {
	const xs_transport *transport;
	xs_sockaddr name;
	bool listening;
} xs_found;

/* Checks that fd is a socket of a family and type of ours, listening if `server` and it is a stream,
 * connected if not `server`. Changes nothing. */
zend_result xs_adopt_check(php_socket_t fd, bool server, const char *text, xs_found *found, xs_error *err);

/* Has no stream of ours that descriptor? Two owners would close it twice, the second time perhaps somebody
 * else's. */
zend_result xs_adopt_unowned(php_socket_t fd, const char *text, xs_error *err);

/* Gives fd to sock, which owns it from then on: CLOEXEC as the options say, non-blocking if listening. Takes
 * *opt for a server. */
zend_result xs_adopt(xs_socket *sock, const xs_address *address, php_socket_t fd, const xs_found *found,
	bool server, zend_string *text, xs_options *opt, xs_error *err);

/* A socket for a descriptor that another process sent, blocking or not as that is; a listening one becomes a
 * server. It owns fd from then on. NULL when fd is no socket of a transport of ours: it stays the caller's.
 */
xs_socket *xs_adopt_received(php_socket_t fd);

#endif
