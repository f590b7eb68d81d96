#include "stream.h"

#include "../transports/tls.h"
#include "goodbye.h"
#include "hold.h"
#include "io.h"
#include "linger.h"
#include "outbuf.h"
#include "prelude.h"
#include "readahead.h"
#include "setup.h"
#include "watched.h"

/* ---- read, write, flush ------------------------------------------------------------------------- */

/* Errors of recv(2) that say something about this machine's memory, not about the connection. */
static bool passes_by(int code)
{
	return code == ENOBUFS || code == ENOMEM || code == EINTR;
}

/* Does the fread() this read belongs to already hold bytes? */
static bool holds_bytes(php_stream *stream, xs_socket *sock)
{
	if (stream->readfilters.head) {
		sock->flags |= XS_F_FILTERED;
	}
	return !(sock->flags & XS_F_FILTERED) && XS_HAS_BUFFERED(stream, sock->moved);
}

/* Runs the notification callback of the context. PHP goes on with the stream and its read buffer behind our
 * operation, and only then counts what we put there: meanwhile the script can neither close the stream nor
 * read from it, and the buffer stays. */
static void tell_progress(php_stream *stream, php_stream_context *context, xs_socket *sock, size_t n)
{
	if (sock->flags & XS_F_TELLING) {
		return;
	}
	bool held = xs_hold(stream);
	sock->flags |= XS_F_TELLING;
	php_stream_notify_progress_increment(context, n, 0);
	sock->flags &= ~XS_F_TELLING;
	xs_hold_end(stream, held);
}

/* n bytes have moved: what the script wants to hear of that. */
static inline void tell_moved(php_stream *stream, xs_socket *sock, size_t n)
{
	php_stream_context *context = PHP_STREAM_CONTEXT(stream);
	if (context && context->notifier) {
		tell_progress(stream, context, sock, n);
	}
	if (sock->layer_state) {
		xs_tls_tell(stream);
	}
}

ssize_t xs_stream_read(php_stream *stream, char *buf, size_t count)
{
	xs_socket *sock = XS_SOCK(stream);
	size_t got = 0;
	int code = 0;

	xs_linger_serve();
	if (sock->ns.socket == SOCK_ERR || (sock->flags & XS_F_LISTENING)) {
		return -1;
	}
	if (sock->flags & (XS_F_TELLING | XS_F_EARLY)) {
		return 0;
	}
	bool holds = holds_bytes(stream, sock);
	if (holds && (sock->flags & XS_F_DATAGRAM)) {
		return 0; /* what fgets left of one datagram and the next one are two reads */
	}
	if (sock->transport->as_core && sock->read_buffer && stream->chunk_size != (size_t) FG(def_chunk_size)
		&& !(sock->flags & XS_F_DATAGRAM)) {
		count = MIN(count, sock->read_buffer); /* somebody called stream_set_chunk_size() */
	}
	bool wait = sock->ns.is_blocked && !holds; /* (I10) */
	xs_io r = xs_readahead_recv(stream, buf, count, wait, &got, &code);
	if (sock->flags & XS_F_CAPTURE_LATE) {
		xs_tls_capture_late(stream);
	}
	switch (r) {
		case XS_OK:
			sock->moved += (zend_off_t) got;
			if (stream->readbuf || stream->readfilters.head) { /* else the caller has all there is */
				xs_watched_touch(sock);
			}
			tell_moved(stream, sock, got);
			return (ssize_t) got;
		case XS_EOF:
			stream->eof = 1;
			xs_tls_tell(stream); /* what has come may be no bytes but a session */
			return 0;
		case XS_FAIL:
			stream->eof = !passes_by(code) && !(sock->flags & XS_F_DATAGRAM);
			xs_tls_warn(stream);
			return -1;
		default:
			xs_tls_tell(stream);
			return wait && sock->ns.timeout_event ? -1 : 0;
	}
}

ssize_t xs_stream_write(php_stream *stream, const char *buf, size_t count)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_buf piece = { buf, count };
	size_t taken = 0;
	int code = 0;

	xs_linger_serve();
	if (sock->ns.socket == SOCK_ERR) {
		return 0;
	}
	if (sock->flags & XS_F_SHORT_WRITE) {
		/* PHP goes on with the rest of a write that timed out; it must not wait a second time. */
		sock->flags &= ~XS_F_SHORT_WRITE;
		if (buf == sock->short_write) {
			return 0;
		}
	}
	xs_io r = xs_io_write(sock, &piece, 1, count, &taken, &code);
	sock->moved += (zend_off_t) taken;
	if (sock->flags & XS_F_CAPTURE_LATE) {
		xs_tls_capture_late(stream);
	}
	if (taken > 0) {
		tell_moved(stream, sock, taken);
	}
	if (r == XS_OK) {
		return (ssize_t) taken;
	}
	if (taken > 0 || (r == XS_WANT_WRITE && !sock->ns.is_blocked)) {
		/* Short. PHP calls again with the rest; on a non-blocking or timed out stream that call must end the
		 * write. */
		if (taken > 0 && sock->ns.is_blocked && r == XS_WANT_WRITE) {
			sock->flags |= XS_F_SHORT_WRITE;
			sock->short_write = buf + taken;
		}
		return (ssize_t) taken;
	}
	xs_tls_warn(stream);
	xs_error_notice_send(stream, count, r == XS_FAIL ? code : EAGAIN);
	return -1;
}

int xs_stream_flush(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	int code = 0;
	/* Closing has a shorter patience than flushing: see xs_stream_close. */
	if (stream->in_free) {
		return 0;
	}
	return xs_io_flush(sock, sock->ns.is_blocked, 0, &code) == XS_OK ? 0 : -1;
}

/* ---- close -------------------------------------------------------------------------------------- */

int xs_stream_close(php_stream *stream, int close_handle)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_readahead_closing(stream);
	if (sock->flags & XS_F_EARLY) { /* the request ends in the middle of its set-up */
		sock->flags &= ~XS_F_EARLY;
		sock->flags |= XS_F_NO_GOODBYE;
		xs_setup_lost(sock);
	}
	if (sock->watchers) {
		xs_watched_closing(sock);
	}
	if (close_handle) {
		size_t lost = xs_goodbye(sock);
		if (lost) {
			xs_error_warn("%zu bytes of gathered output are lost, the peer did not take them", lost);
		}
	} else {
		sock->ns.socket = SOCK_ERR; /* somebody else keeps the descriptor (I4) */
		sock->flags |= XS_F_NO_GOODBYE;
	}
	stream->abstract = NULL;
	sock->stream = NULL;
	xs_socket_free(sock);
	return 0;
}

/* ---- cast, stat --------------------------------------------------------------------------------- */

#ifdef XS_DESCRIBE_FD
/* May PHP move bytes past us? Only between two plain descriptors with nothing waiting above them, and in the
 * mode the stream has: what the kernel does for PHP waits as the descriptor says. */
static bool may_copy(php_stream *stream, xs_socket *sock)
{
	if (sock->layer != &xs_layer_plain || (sock->flags & (XS_F_LISTENING | XS_F_DATAGRAM))
		|| stream->writepos > stream->readpos || xs_io_push(sock) != XS_OK) {
		return false;
	}
	if (!sock->ns.is_blocked && !(sock->flags & (XS_F_FD_NONBLOCK | XS_F_HANDED_OUT))) {
		if (xs_os_set_blocking(sock->ns.socket, false) != 0) {
			return false;
		}
		sock->flags |= XS_F_FD_NONBLOCK;
	}
	return true;
}
#endif

/* stream_select() asks for descriptors each time it waits. Other extensions, and PHP's own Io\Poll, ask once
 * and keep what they get. */
static bool called_by_select(void)
{
	const zend_execute_data *caller = EG(current_execute_data);
	return caller && caller->func && caller->func->type == ZEND_INTERNAL_FUNCTION
		&& caller->func->common.function_name
		&& zend_string_equals_literal(caller->func->common.function_name, "stream_select");
}

int xs_stream_cast(php_stream *stream, int castas, void **ret)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_linger_serve();
	if (sock->ns.socket == SOCK_ERR) {
		return FAILURE;
	}
	switch (castas) {
		XS_CASE_FOR_POLL
		case PHP_STREAM_AS_FD_FOR_SELECT:
			if (ret) {
				xs_io_push(sock);
				if (sock->layer->pending) {
					xs_readahead_release(stream);
					if (sock->layer->pending(sock)) {
						xs_readahead_fill(stream); /* select looks at PHP's buffer, not at ours (T3) */
					}
				} else if (stream->readbuf && !(sock->flags & XS_F_ROOMY)) {
					xs_readahead_release(stream);
				}
				if (stream->writepos == stream->readpos && sock->layer->ended && sock->layer->ended(sock)) {
					shutdown(sock->ns.socket, SHUT_RD); /* so that the kernel says what only we know */
				}
				*(php_socket_t *) ret = sock->flags & XS_F_LISTENING
					? xs_listener_poll_fd(sock, called_by_select())
					: sock->ns.socket;
			}
			return SUCCESS;
#ifdef XS_DESCRIBE_FD
		case PHP_STREAM_AS_FD_FOR_COPY:
			if (!may_copy(stream, sock)) {
				return FAILURE;
			}
			if (ret) {
				XS_DESCRIBE_FD(ret, &sock->ns);
			}
			return SUCCESS;
#endif
		case PHP_STREAM_AS_FD:
		case PHP_STREAM_AS_SOCKETD:
			if (sock->layer != &xs_layer_plain) {
				return FAILURE; /* whoever used it would speak plaintext into the records */
			}
			if (ret) {
				xs_io_push(sock);
				xs_socket_hand_out(sock);
				*(php_socket_t *) ret = sock->ns.socket;
			}
			return SUCCESS;
		default:
			return FAILURE; /* AS_STDIO: a FILE would be a second owner (T18) */
	}
}

int xs_stream_stat(php_stream *stream, php_stream_statbuf *ssb)
{
	return XS_FSTAT(XS_SOCK(stream)->ns.socket, &ssb->sb);
}

/* ---- create ------------------------------------------------------------------------------------- */

static php_stream *make(xs_socket *sock, const char *persistent_id)
{
	php_stream *stream = php_stream_alloc(&sock->transport->ops, sock, persistent_id, "r+");
	if (stream) {
		/* PHP hands every read through to us; reading ahead is ours (readahead.h). */
		stream->flags |= PHP_STREAM_FLAG_NO_BUFFER;
		sock->stream = stream;
	}
	return stream;
}

php_stream *xs_stream_new(xs_socket *sock, const char *persistent_id)
{
	if (sock->flags & XS_F_EARLY) {
		sock->flags &= ~XS_F_EARLY;
		xs_hold_end(sock->stream, false);
		return sock->stream;
	}
	php_stream *volatile stream = NULL;
	zend_try
	{
		stream = make(sock, persistent_id);
	}
	zend_catch
	{
		if (persistent_id == NULL) { /* else PHP may have the stream in its list already */
			xs_socket_free(sock);
		}
		zend_bailout();
	}
	zend_end_try();
	if (stream == NULL) {
		xs_socket_free(sock);
	}
	return stream;
}

static void share_context(php_stream *stream, const php_stream *listener)
{
	if (stream->ctx == NULL && listener->ctx) {
		stream->ctx = listener->ctx;
		GC_ADDREF(stream->ctx); /* _php_stream_free() drops one (T8) */
	}
}

php_stream *xs_stream_early(xs_socket *sock, const xs_socket *listener)
{
	php_stream *stream = make(sock, NULL);
	sock->flags |= XS_F_EARLY;
	xs_hold(stream);
	if (listener) {
		share_context(stream, listener->stream);
	}
	return stream;
}

/* Bytes that were read in search of a PROXY header are the first the script gets. */
static void give_back(php_stream *stream)
{
	size_t len;
	char *text = xs_prelude_take_back(XS_SOCK(stream), &len);
	if (text) {
		xs_readahead_put(stream, text, len);
		efree(text);
	}
}

php_stream *xs_stream_accepted(php_stream *listener, xs_socket *conn)
{
	php_stream *stream = xs_stream_new(conn, NULL);
	share_context(stream, listener);
	if (conn->prelude) {
		give_back(stream);
	}
	if (conn->layer_state) {
		xs_tls_capture(stream, &XS_SOCK(listener)->listener->opt);
		xs_tls_tell(stream);
	}
	return stream;
}

void xs_stream_tell_accepted(zend_resource *listener, zend_string *warning)
{
	bool thrown_before = EG(exception) != NULL;
	xs_error_tell(warning);
	if (!thrown_before && listener->ptr) {
		xs_listener_keep_thrown(XS_SOCK((php_stream *) listener->ptr));
	}
}

php_stream *xs_stream_factory(const char *proto, size_t protolen, const char *name, size_t namelen,
	const char *persistent_id, int options, int flags, struct timeval *timeout,
	php_stream_context *context STREAMS_DC)
{
	const xs_transport *transport = xs_transport_find(proto, protolen);
	(void) name, (void) namelen, (void) options, (void) flags, (void) timeout, (void) context;
	return transport ? xs_stream_new(xs_socket_new(transport, persistent_id != NULL), persistent_id) : NULL;
}
