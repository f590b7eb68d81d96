/* Unix datagram sockets. */
#include "../core/stream.h"
#include "unix_path.h"

static zend_result udg_bind(php_socket_t fd, const xs_sockaddr *to, const xs_options *opt,
	xs_listener *listener, xs_error *err)
{
	return xs_unix_bind(fd, to, opt, listener, true, err);
}

const xs_transport xs_transport_udg = {
	.name = "udg",
	.xname = "xudg",
	.ops = XS_STREAM_OPS("xsock_udg"),
	.kind = XS_ADDR_UNIX,
	.socktype = SOCK_DGRAM,
	.on = XS_ON_UDG,
	.bind = udg_bind,
	.closed = xs_unix_closed,
};
