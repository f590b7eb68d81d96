/* TCP over IPv4 and IPv6. Nearly everything it needs is in the options table. */
#include "tcp.h"

#include "../core/sockopt.h"
#include "../core/stream.h"

void xs_tcp_accepted(php_socket_t fd, const xs_listener *listener)
{
	if (XS_GIVEN(&listener->opt, tcp_quickack)) {
		xs_error ignored = XS_ERROR_INIT;
		xs_sockopt_set(fd, AF_INET, XS_OPT_tcp_quickack, &listener->opt.v[XS_OPT_tcp_quickack],
			ZSTR_VAL(listener->address), &ignored);
		xs_error_free(&ignored);
	}
}

const xs_transport xs_transport_tcp = {
	.name = "tcp",
	.xname = "xtcp",
	.ops = XS_STREAM_OPS("xsock_tcp"),
	.kind = XS_ADDR_INET,
	.socktype = SOCK_STREAM,
	.on = XS_ON_TCP,
	.accepted = xs_tcp_accepted,
};
