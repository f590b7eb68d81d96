#include "goodbye.h"

#include "io.h"
#include "linger.h"
#include "outbuf.h"
#include "readahead.h"
#include "stream.h"
#include "transport.h"

#define PATIENCE_S 2
#define DROP 16384 /* bytes read and dropped at a time */

/* Drops what comes until the peer has ended, see linger.h. A peer that sent nothing unread is let alone. */
static void wait_for_end(xs_socket *sock, xs_deadline deadline)
{
	char *drop = xs_scratch(DROP);
	bool came = sock->layer->pending && sock->layer->pending(sock);
	shutdown(sock->ns.socket, SHUT_WR);
	for (;;) {
		ssize_t n = xs_os_recv(sock->ns.socket, drop, DROP, 0, false, NULL, NULL);
		int code = n < 0 ? php_socket_errno() : 0;
		came = came || n > 0;
		if (n == 0 || (n < 0 && !xs_os_would_block(code) && code != EINTR)) {
			return;
		}
		if (n > 0 ? xs_clock() >= deadline
				  : !came || xs_wait(sock->ns.socket, POLLIN, deadline, NULL) != XS_READY) {
			return;
		}
	}
}

void xs_goodbye_say(xs_socket *sock, xs_deadline deadline)
{
	int code;
	while (sock->layer->goodbye && sock->layer->goodbye(sock, &code) == XS_WANT_WRITE
		&& sock->ns.is_blocked) {
		if (sock->layer->unsent && sock->layer->unsent(sock)
				? xs_io_flush(sock, true, deadline, &code) != XS_OK
				: xs_wait(sock->ns.socket, POLLOUT, deadline, NULL) != XS_READY) {
			return;
		}
	}
}

/* For the connection as a whole: who made it, parent or child. Programs that know only core's functions
 * cannot detach a stream before they close it, so there it is who used it since the last fork. */
static bool may_speak(const xs_socket *sock)
{
	if (sock->transport->as_core && sock->layer->used) {
		return sock->layer->used(sock);
	}
	return xs_socket_is_ours(sock);
}

static xs_deadline patience(const xs_socket *sock)
{
	struct timeval most = { PATIENCE_S, 0 };
	if (sock->ns.timeout.tv_sec >= 0 && sock->ns.timeout.tv_sec < PATIENCE_S) {
		most = sock->ns.timeout;
	}
	return xs_deadline_after(&most);
}

size_t xs_goodbye(xs_socket *sock)
{
	bool speaks = sock->layer->goodbye && may_speak(sock);
	int code;
	if ((sock->flags & XS_F_NO_GOODBYE) || (!xs_outbuf_pending(sock) && !speaks)) {
		return 0;
	}
	xs_deadline deadline = patience(sock);
	if (xs_outbuf_pending(sock)) {
		xs_io_flush(sock, sock->ns.is_blocked, deadline, &code);
	}
	size_t lost = xs_outbuf_pending(sock);
	if (speaks) {
		xs_goodbye_say(sock, deadline);
		/* Programs that know only core do not expect fclose() to wait for the peer. */
		sock->ns.is_blocked && !sock->transport->as_core ? wait_for_end(sock, deadline) : xs_linger(sock);
	}
	return lost;
}

static int send_gathered(zval *item)
{
	const zend_resource *res = Z_PTR_P(item);
	php_stream *stream = res->ptr;
	int code;
	if (res->type == php_file_le_pstream() && XS_IS_OURS(stream) && xs_outbuf_pending(XS_SOCK(stream))) {
		xs_io_flush(XS_SOCK(stream), XS_SOCK(stream)->ns.is_blocked, patience(XS_SOCK(stream)), &code);
	}
	return ZEND_HASH_APPLY_KEEP;
}

void xs_goodbye_until_next_request(void)
{
	zend_hash_apply(&EG(persistent_list), send_gathered);
}
