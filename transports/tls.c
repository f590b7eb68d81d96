/* TLS over TCP: a tcp socket whose connections begin with a handshake. */
#include "../core/stream.h"
#include "tcp.h"

const xs_transport xs_transport_tls = {
	.name = "tls",
	.xname = "xtls",
	.ops = XS_STREAM_OPS("xsock_tls"),
	.kind = XS_ADDR_INET,
	.socktype = SOCK_STREAM,
	.on = XS_ON_TCP,
	.tls = true,
	.accepted = xs_tcp_accepted,
};
