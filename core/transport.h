/* What kind of socket: five constant tables, found by scheme. They count at bind, connect and accept time
 * only. */
#ifndef XS_TRANSPORT_H
#define XS_TRANSPORT_H

#include "address.h"
#include "options.h"
#include "socket.h"

/* A NULL slot means the default named behind it. */
struct xs_transport {
	const char *name;   /* scheme in xsock_server() */
	const char *xname;  /* scheme PHP's own functions know it by */
	php_stream_ops ops; /* XS_STREAM_OPS("label"): the same functions for all, own label */
	xs_addr_kind kind;
	int socktype;
	unsigned on;  /* its bit in the options table */
	bool tls;     /* connections begin with a handshake */
	bool as_core; /* it took the place of one of PHP's own: its defaults and its words (transports/replace.c)
				   */
	unsigned versions; /* with as_core and tls: bits of STREAM_CRYPTO_METHOD_*; 0 leaves it to the options */

	/* Gives the new socket its name. Default: bind(2). May leave things for `closed` in *listener. */
	zend_result (*bind)(php_socket_t fd, const xs_sockaddr *to, const xs_options *opt, xs_listener *listener,
		xs_error *err);
	/* Once it is bound. Default: nothing. */
	zend_result (*bound)(php_socket_t fd, int domain, const xs_options *opt, const char *address,
		xs_error *err);
	/* Changes an option of ours on a bound socket. Default: it has none that can change. */
	zend_result (*change)(xs_socket *sock, xs_option_id id, const xs_value *value, xs_error *err);
	/* A connection was accepted: what the system does not hand down from the listener. Default: nothing. */
	void (*accepted)(php_socket_t fd, const xs_listener *listener);
	/* The process that bound it closes it. Default: nothing. */
	void (*closed)(const xs_listener *listener);
};

extern const xs_transport xs_transport_tcp, xs_transport_udp, xs_transport_tls;
#if XS_HAVE_UNIX
extern const xs_transport xs_transport_unix, xs_transport_udg;
#endif

/* The transport of a scheme, spelled "tcp" or "xtcp"; an empty scheme is tcp. NULL when there is none. */
const xs_transport *xs_transport_find(const char *scheme, size_t len);

/* The transport for a descriptor of that family and type, or NULL. */
const xs_transport *xs_transport_for(int family, int socktype);

/* Do its connections begin with a handshake: by their scheme, or by option tls? */
bool xs_transport_speaks_tls(const xs_transport *transport, const xs_options *opt);

/* Does the scheme mean TLS? Without the TLS layer that deserves its own message. */
bool xs_transport_is_tls(const char *scheme, size_t len);

/* All transports, NULL at the end. */
extern const xs_transport *const xs_transports[];

/* Makes them known to PHP under their x-names, and unknown again. */
void xs_transports_register(void);
void xs_transports_unregister(void);

#endif
