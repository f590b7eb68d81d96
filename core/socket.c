#include "socket.h"

#include "../os/fork.h"
#include "../php_xsock.h"
#include "../transports/tls.h"
#include "listener.h"
#include "outbuf.h"
#include "prelude.h"
#include "transport.h"

xs_socket *xs_socket_new(const xs_transport *transport, bool persistent)
{
	xs_socket *sock = persistent ? pemalloc(sizeof(*sock), true) : emalloc(sizeof(*sock));
	memset(sock, 0, sizeof(*sock)); /* emalloc of a constant size is a shorter way than ecalloc */
	sock->ns.socket = SOCK_ERR;
	sock->ns.is_blocked = 1;
	sock->ns.timeout.tv_sec = (long) FG(default_socket_timeout);
	sock->transport = transport;
	sock->layer = &xs_layer_plain;
	sock->owner = xs_os_generation();
	sock->flags = (persistent ? XS_F_PERSISTENT : 0)
		| (transport->socktype == SOCK_DGRAM ? XS_F_DATAGRAM : 0);
	return sock;
}

bool xs_socket_share_tls(xs_socket *sock, const xs_options *given, const xs_slice *host)
{
	if (sock->tls_store == NULL && !(sock->flags & XS_F_DATAGRAM) && xs_tls_library()) {
		char *name = host && host->n ? estrndup(host->p, host->n) : NULL;
		sock->tls_store = xs_tls_store_new(given, name, sock->flags & XS_F_PERSISTENT);
		if (name) {
			efree(name);
		}
	}
	return true;
}

bool xs_socket_is_ours(const xs_socket *sock)
{
	return sock->owner == xs_os_generation();
}

void xs_socket_free(xs_socket *sock)
{
	if (sock->flags & XS_F_EARLY) {
		sock->flags &= ~XS_F_EARLY;
		sock->flags |= XS_F_NO_GOODBYE;
		php_stream_close(sock->stream); /* comes back here */
		return;
	}
	xs_outbuf_free(sock);
	xs_prelude_free(sock);
	if (sock->layer->free) {
		sock->layer->free(sock);
	}
	if (sock->tls_store) {
		xs_tls_store_release(sock->tls_store);
	}
	if (sock->listener) {
		if (sock->transport->closed && xs_socket_is_ours(sock) && !(sock->flags & XS_F_NO_GOODBYE)) {
			sock->transport->closed(sock->listener);
		}
		xs_listener_free(sock->listener);
	}
	if (sock->ns.socket != SOCK_ERR) {
		xs_os_close(sock->ns.socket);
	}
	pefree(sock, sock->flags & XS_F_PERSISTENT);
}

uint32_t xs_write_buffer(const xs_socket *sock, const xs_options *opt)
{
	if (sock->flags & XS_F_DATAGRAM) {
		return 0;
	}
	return (uint32_t) XS_INT(opt, write_buffer, sock->transport->as_core ? 0 : XSG(write_buffer));
}

int xs_socket_name(const xs_socket *sock, bool peer, xs_sockaddr *name)
{
	struct sockaddr *sa = (struct sockaddr *) &name->sa;
	if (peer && xs_prelude_address(sock, true, name)) {
		return 0;
	}
	name->len = sizeof(name->sa);
	return peer ? getpeername(sock->ns.socket, sa, &name->len) : getsockname(sock->ns.socket, sa, &name->len);
}

void xs_socket_hand_out(xs_socket *sock)
{
	static const struct timeval forever = { -1, 0 };
	if (sock->listener) {
		sock->listener->inherits_rcvtimeo = false;
	}
	if (!(sock->flags & XS_F_LISTENING)) {
		xs_os_set_blocking(sock->ns.socket, sock->ns.is_blocked);
		sock->flags &= ~XS_F_FD_NONBLOCK;
		sock->flags |= sock->ns.is_blocked ? 0 : XS_F_FD_NONBLOCK;
	}
	if (!(sock->flags & XS_F_HANDED_OUT)) {
		/* Not only with XS_F_RCVTIMEO and XS_F_SNDTIMEO: an earlier timeout may be set, also one born from
		 * the listener's. */
		xs_os_set_rcvtimeo(sock->ns.socket, &forever);
		xs_os_set_sndtimeo(sock->ns.socket, &forever);
		sock->flags &= ~(XS_F_RCVTIMEO | XS_F_SNDTIMEO);
	}
	sock->flags |= XS_F_HANDED_OUT;
}

/* ---- the plain layer: the socket itself --------------------------------------------------------- */

static xs_io plain_recv(xs_socket *sock, char *buf, size_t n, int flags, xs_sockaddr *from, size_t *got,
	int *code)
{
	int msg = (flags & XS_PEEK ? MSG_PEEK : 0) | (flags & XS_OOB ? MSG_OOB : 0);
	ssize_t r = xs_os_recv(sock->ns.socket, buf, n, msg, false, from ? (struct sockaddr *) &from->sa : NULL,
		from ? &from->len : NULL);
	if (r > 0 || (r == 0 && (sock->flags & XS_F_DATAGRAM))) {
		*got = (size_t) r;
		return XS_OK;
	}
	*got = 0;
	if (r == 0) {
		return XS_EOF;
	}
	*code = php_socket_errno();
	return xs_os_would_block(*code) || *code == EINTR ? XS_WANT_READ : XS_FAIL;
}

static xs_io plain_sendv(xs_socket *sock, const xs_buf *bufs, int n_bufs, size_t *put, int *code)
{
	ssize_t r;
	do {
		r = n_bufs == 1 ? xs_os_send(sock->ns.socket, bufs[0].p, bufs[0].n, 0)
						: xs_os_sendv(sock->ns.socket, bufs, n_bufs);
	} while (r < 0 && php_socket_errno() == EINTR);
	if (r >= 0) {
		*put = (size_t) r;
		return XS_OK;
	}
	*put = 0;
	*code = php_socket_errno();
	return xs_os_would_block(*code) ? XS_WANT_WRITE : XS_FAIL;
}

static bool plain_alive(xs_socket *sock)
{
	char byte;
	size_t got;
	int code = 0;
	xs_io r = plain_recv(sock, &byte, 1, XS_PEEK, NULL, &got, &code);
	return r != XS_EOF && (r != XS_FAIL || code == ENOBUFS || code == ENOMEM);
}

const xs_layer xs_layer_plain = {
	.name = "plain",
	.recv = plain_recv,
	.sendv = plain_sendv,
	.alive = plain_alive,
};
