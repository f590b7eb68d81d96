/* stream_socket_recvfrom(), stream_socket_sendto() and stream_socket_shutdown(). */
#include "../transports/tls.h"
#include "goodbye.h"
#include "io.h"
#include "linger.h"
#include "readahead.h"
#include "stream.h"

/* Bytes already read ahead come first, or data would change its order (T14). */
static int recv_buffered(php_stream *stream, php_stream_xport_param *param)
{
	size_t n = MIN((size_t) (stream->writepos - stream->readpos), param->inputs.buflen);
	memcpy(param->inputs.buf, stream->readbuf + stream->readpos, n);
	if (!(param->inputs.flags & STREAM_PEEK)) {
		xs_readahead_taken(stream, n);
	}
	return (int) n;
}

int xs_stream_recv(php_stream *stream, php_stream_xport_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_sockaddr from = { .len = 0 };
	size_t got;
	int code = 0;
	int flags = (param->inputs.flags & STREAM_PEEK ? XS_PEEK : 0)
		| (param->inputs.flags & STREAM_OOB ? XS_OOB : 0);
	bool want_name = param->want_textaddr || param->want_addr;

	xs_linger_serve();
	if (sock->ns.socket == SOCK_ERR || (sock->flags & (XS_F_TELLING | XS_F_EARLY))) {
		return -1; /* never connected: nothing to wait for; or earlier bytes are on their way to the script */
	}
	if ((flags & XS_OOB) && sock->layer != &xs_layer_plain) {
		return -1; /* TLS has no urgent data; in-band bytes must not be taken for it */
	}
	if (stream->writepos > stream->readpos && !(flags & XS_OOB)) {
		return recv_buffered(stream, param);
	}
	xs_io r = xs_io_recv(sock, param->inputs.buf, param->inputs.buflen, flags, sock->ns.is_blocked,
		want_name ? &from : NULL, &got, &code);
	xs_tls_tell(stream);
	if (r != XS_OK && r != XS_EOF) {
		return -1;
	}
	xs_stream_put_name(sock, &from, param);
	return (int) got;
}

/* A dual-stack socket shows IPv4 peers as IPv4, so it must take such names too. */
static ssize_t send_to(xs_socket *sock, const php_stream_xport_param *param, int extra, int *code)
{
	const struct sockaddr *to = param->inputs.addr;
	socklen_t len = param->inputs.addrlen;
	struct sockaddr_in6 mapped;
	xs_deadline deadline = 0;

	if (to && to->sa_family == AF_INET && (sock->flags & XS_F_INET6)) {
		xs_sockaddr_map_ipv4((const struct sockaddr_in *) to, &mapped);
		to = (const struct sockaddr *) &mapped;
		len = sizeof(mapped);
	}
	for (;;) {
		ssize_t n = to
			? xs_os_sendto(sock->ns.socket, param->inputs.buf, param->inputs.buflen, extra, to, len)
			: xs_os_send(sock->ns.socket, param->inputs.buf, param->inputs.buflen, extra);
		*code = n < 0 ? php_socket_errno() : 0;
		if (*code == EINTR) {
			continue;
		}
		if (!xs_os_would_block(*code) || !sock->ns.is_blocked) {
			sock->bytes_out += n > 0 ? (uint64_t) n : 0;
			return n;
		}
		if (xs_io_wait(sock, POLLOUT, &deadline, NULL, code) != XS_OK) {
			return -1; /* in time: *code still says that it would block */
		}
	}
}

int xs_stream_send(php_stream *stream, php_stream_xport_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	int extra = param->inputs.flags & STREAM_OOB ? MSG_OOB : 0;
	ssize_t n;
	int code = 0;

	xs_linger_serve();
	if (extra && sock->layer != &xs_layer_plain) {
		n = -1;
		code = EOPNOTSUPP;
	} else if (!(sock->flags & XS_F_DATAGRAM)
		&& ((extra == 0 && param->inputs.addr == NULL) || sock->layer != &xs_layer_plain)) {
		/* On a connection it is a write that does not stay gathered. */
		xs_buf piece = { param->inputs.buf,
			MIN(param->inputs.buflen, INT_MAX) }; /* what the result can say */
		size_t taken;
		xs_io r = xs_io_write(sock, &piece, 1, piece.n, &taken, &code);
		if (r == XS_OK) {
			r = xs_io_flush(sock, sock->ns.is_blocked, 0, &code);
		}
		code = r == XS_OK || taken > 0 ? 0 : r == XS_WANT_WRITE ? EAGAIN : code;
		n = code ? -1 : (ssize_t) taken;
	} else {
		xs_io_push(sock);
		n = send_to(sock, param, extra, &code);
	}
	if (n < 0) {
		xs_error err = { XS_ERROR_SYSTEM, code, NULL };
		xs_error_raise(&err);
		xs_error_free(&err);
	}
	return (int) n;
}

/* What is gathered and the rest of a short write go out, then the goodbye. False: there is no room for all of
 * that now. */
static bool say_all(xs_socket *sock)
{
	int code = 0;
	xs_io r = xs_io_flush(sock, sock->ns.is_blocked, 0, &code);
	if (r != XS_OK) {
		return r == XS_FAIL && !xs_os_no_buffers(code); /* nobody hears it */
	}
	xs_goodbye_say(sock, xs_deadline_after(&sock->ns.timeout));
	return true;
}

int xs_stream_shutdown(php_stream *stream, const php_stream_xport_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	static const int how[] = { SHUT_RD, SHUT_WR, SHUT_RDWR };
	if (param->how == STREAM_SHUT_RD) {
		return shutdown(sock->ns.socket, SHUT_RD);
	}
	if (!say_all(sock)) {
		return -1;
	}
	if (sock->layer->shut_behind && sock->layer->shut_behind(sock)) {
		return param->how == STREAM_SHUT_RDWR ? shutdown(sock->ns.socket, SHUT_RD) : 0;
	}
	return shutdown(sock->ns.socket, how[param->how]);
}
