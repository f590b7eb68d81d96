/* Unix stream sockets: paths and abstract names. */
#include "../core/sockopt.h"
#include "../core/stream.h"
#include "unix_path.h"

static zend_result unix_bind(php_socket_t fd, const xs_sockaddr *to, const xs_options *opt,
	xs_listener *listener, xs_error *err)
{
	return xs_unix_bind(fd, to, opt, listener, false, err);
}

/* The kernel makes a unix connection from scratch when the client connects, not from the listener. */
static void unix_accepted(php_socket_t fd, const xs_listener *listener)
{
	if (XS_GIVEN(&listener->opt, so_rcvbuf) || XS_GIVEN(&listener->opt, so_sndbuf)) {
		xs_error ignored = XS_ERROR_INIT;
		xs_sockopt_apply(fd, AF_UNIX, &listener->opt, XS_ON_UNIX, XS_INHERIT, ZSTR_VAL(listener->address),
			&ignored);
		xs_error_free(&ignored);
	}
}

const xs_transport xs_transport_unix = {
	.name = "unix",
	.xname = "xunix",
	.ops = XS_STREAM_OPS("xsock_unix"),
	.kind = XS_ADDR_UNIX,
	.socktype = SOCK_STREAM,
	.on = XS_ON_UNIX,
	.bind = unix_bind,
	.accepted = unix_accepted,
	.closed = xs_unix_closed,
};
