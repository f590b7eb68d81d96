/* The stream operation set_option: modes, timeouts, buffers, liveness, meta data. Requests of the transport
 * API go on to stream_xport.c. */
#include "../transports/tls.h"
#include "io.h"
#include "outbuf.h"
#include "readahead.h"
#include "stream.h"
#include "transport.h"

#define MAX_BUFFER (1 << 30) /* as in options.def */

/* feof() asks this each time. No waiting, no side effects (I11): a peek, and for listeners and datagram
 * sockets, which have no end, whether the descriptor is there. */
static int is_alive(php_stream *stream, xs_socket *sock)
{
	if (stream->in_free) { /* being closed, and an error handler that hears of lost output asks */
		return PHP_STREAM_OPTION_RETURN_ERR;
	}
	/* In the middle of a call for a persistent one: whoever opens it again would close it, found dead. */
	if (stream->is_persistent && (stream->flags & PHP_STREAM_FLAG_NO_FCLOSE)) {
		return PHP_STREAM_OPTION_RETURN_OK;
	}
	if (sock->ns.socket == SOCK_ERR) {
		return PHP_STREAM_OPTION_RETURN_ERR;
	}
	if ((sock->flags & (XS_F_LISTENING | XS_F_DATAGRAM)) || (stream->flags & PHP_STREAM_FLAG_NO_IO)) {
		return PHP_STREAM_OPTION_RETURN_OK;
	}
	return sock->layer->alive(sock) ? PHP_STREAM_OPTION_RETURN_OK : PHP_STREAM_OPTION_RETURN_ERR;
}

/* Changes the flag; the descriptor only when a read could then wait in the kernel, or when others see it
 * (I2). */
static int set_blocking(xs_socket *sock, bool blocking)
{
	int former = sock->ns.is_blocked;
	bool shared = sock->flags & XS_F_HANDED_OUT;
	if (sock->ns.socket == SOCK_ERR) {
		return PHP_STREAM_OPTION_RETURN_ERR;
	}
	if (!(sock->flags & XS_F_LISTENING) && (shared || (blocking && (sock->flags & XS_F_FD_NONBLOCK)))) {
		if (xs_os_set_blocking(sock->ns.socket, blocking) != 0) {
			return PHP_STREAM_OPTION_RETURN_ERR;
		}
		sock->flags &= ~XS_F_FD_NONBLOCK;
		sock->flags |= blocking ? 0 : XS_F_FD_NONBLOCK;
	}
	sock->ns.is_blocked = blocking;
	return former;
}

static int set_timeout(xs_socket *sock, const struct timeval *timeout)
{
	sock->ns.timeout = *timeout;
	sock->ns.timeout_event = 0;
	sock->flags &= ~(XS_F_RCVTIMEO | XS_F_SNDTIMEO);
	if (sock->listener) {
		sock->listener
			->inherits_rcvtimeo = false; /* other processes may share it: connections set their own */
	}
	return PHP_STREAM_OPTION_RETURN_OK;
}

int xs_stream_set_write_buffer(xs_socket *sock, size_t size)
{
	int code;
	if ((sock->flags & XS_F_DATAGRAM) || size > MAX_BUFFER) {
		return PHP_STREAM_OPTION_RETURN_ERR;
	}
	if (xs_outbuf_pending(sock) > size && xs_io_flush(sock, sock->ns.is_blocked, 0, &code) != XS_OK) {
		return PHP_STREAM_OPTION_RETURN_ERR;
	}
	sock->write_buffer = (uint32_t) size;
	return PHP_STREAM_OPTION_RETURN_OK;
}

/* stream_set_read_buffer() and stream_set_write_buffer(): the size is in *ptrparam when a buffer is wanted.
 */
static size_t wanted_size(int value, const void *ptrparam)
{
	return value == PHP_STREAM_BUFFER_NONE ? 0 : ptrparam ? *(const size_t *) ptrparam : 8192;
}

int xs_stream_set_option(php_stream *stream, int option, int value, void *ptrparam)
{
	xs_socket *sock = XS_SOCK(stream);
	if (sock == NULL) {
		return PHP_STREAM_OPTION_RETURN_NOTIMPL;
	}
	switch (option) {
		case PHP_STREAM_OPTION_CHECK_LIVENESS:
			return is_alive(stream, sock);
		case PHP_STREAM_OPTION_BLOCKING:
			return set_blocking(sock, value != 0);
		case PHP_STREAM_OPTION_READ_TIMEOUT:
			return set_timeout(sock, ptrparam);
		case PHP_STREAM_OPTION_READ_BUFFER: {
			size_t size = wanted_size(value, sock->transport->as_core ? &stream->chunk_size : ptrparam);
			if (size > MAX_BUFFER) {
				return PHP_STREAM_OPTION_RETURN_ERR;
			}
			sock->read_buffer = (uint32_t) size;
			return PHP_STREAM_OPTION_RETURN_OK;
		}
		case PHP_STREAM_OPTION_SET_CHUNK_SIZE:
			if (sock->transport->as_core) {
				sock->read_buffer = value > 1 ? (uint32_t) value : 0; /* 1 is core's word for unbuffered */
			}
			return PHP_STREAM_OPTION_RETURN_NOTIMPL; /* PHP goes on */
		case PHP_STREAM_OPTION_WRITE_BUFFER:
			if (sock->transport->as_core) {
				return PHP_STREAM_OPTION_RETURN_NOTIMPL;
			}
			return xs_stream_set_write_buffer(sock, wanted_size(value, ptrparam));
		case PHP_STREAM_OPTION_META_DATA_API:
			xs_tls_add_meta(sock, ptrparam);
			add_assoc_bool((zval *) ptrparam, "timed_out", sock->ns.timeout_event);
			add_assoc_bool((zval *) ptrparam, "blocked", sock->ns.is_blocked);
			add_assoc_bool((zval *) ptrparam, "eof", stream->eof);
			return PHP_STREAM_OPTION_RETURN_OK;
		case PHP_STREAM_OPTION_XPORT_API:
			return xs_stream_xport(stream, ptrparam);
		case PHP_STREAM_OPTION_CRYPTO_API:
			return xs_tls_crypto(stream, ptrparam);
		default:
			return PHP_STREAM_OPTION_RETURN_NOTIMPL;
	}
}
