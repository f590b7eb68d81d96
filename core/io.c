#include "io.h"

#include "outbuf.h"
#include "watched.h"

/* ---- receiving ---------------------------------------------------------------------------------- */

/* Does output wait, gathered or inside the layer? */
static bool must_send(xs_socket *sock)
{
	return xs_outbuf_pending(sock) || (sock->layer->unsent && sock->layer->unsent(sock));
}

/* Not when the descriptor is non-blocking or somebody else uses it too, nor in a forked child, whose timeouts
 * would be the parent's as well. */
static bool descriptor_can_wait(const xs_socket *sock)
{
	return !(sock->flags & (XS_F_FD_NONBLOCK | XS_F_HANDED_OUT)) && xs_socket_is_ours(sock);
}

/* Nor while output waits that must go out meanwhile. */
bool xs_io_kernel_receives(xs_socket *sock)
{
	if (!descriptor_can_wait(sock) || must_send(sock)) {
		return false;
	}
	if (!(sock->flags & XS_F_RCVTIMEO)) {
		if (xs_os_set_rcvtimeo(sock->ns.socket, &sock->ns.timeout) != 0) {
			return false;
		}
		sock->flags |= XS_F_RCVTIMEO;
	}
	return true;
}

bool xs_io_kernel_sends(xs_socket *sock)
{
	if (!descriptor_can_wait(sock)) {
		return false;
	}
	if (!(sock->flags & XS_F_SNDTIMEO)) {
		if (xs_os_set_sndtimeo(sock->ns.socket, &sock->ns.timeout) != 0) {
			return false;
		}
		sock->flags |= XS_F_SNDTIMEO;
	}
	return true;
}

xs_io xs_io_kernel_gave_up(xs_socket *sock)
{
	if (!xs_os_is_blocking(sock->ns.socket)) {
		sock->flags |= XS_F_FD_NONBLOCK;
		return XS_WANT_WRITE;
	}
	sock->ns.timeout_event = 1;
	return XS_WANT_READ;
}

/* The layer's own recv(2) waits in the kernel. XS_WANT_WRITE means: poll instead. */
static xs_io recv_in_layer(xs_socket *sock, char *buf, size_t n, int flags, size_t *got, int *code)
{
	sock->layer->let_wait(sock, true);
	xs_io r = sock->layer->recv(sock, buf, n, flags, NULL, got, code);
	bool timed_out = sock->layer->timed_out(sock);
	sock->layer->let_wait(sock, false);
	if (r != XS_WANT_READ) {
		return r;
	}
	return timed_out ? xs_io_kernel_gave_up(sock) : XS_WANT_WRITE;
}

/* recv(2) that waits in the kernel. XS_WANT_WRITE means: could not tell, poll instead. */
static xs_io recv_in_kernel(xs_socket *sock, char *buf, size_t n, int flags, xs_sockaddr *from, size_t *got,
	int *code)
{
	int msg = (flags & XS_PEEK ? MSG_PEEK : 0) | (flags & XS_OOB ? MSG_OOB : 0);
	ssize_t r = xs_os_recv(sock->ns.socket, buf, n, msg, true, from ? (struct sockaddr *) &from->sa : NULL,
		from ? &from->len : NULL);
	if (r > 0 || (r == 0 && (sock->flags & XS_F_DATAGRAM))) {
		*got = (size_t) r;
		return XS_OK;
	}
	if (r == 0) {
		return XS_EOF;
	}
	*code = php_socket_errno();
	if (*code == EINTR) {
		return XS_WANT_WRITE;
	}
	if (!xs_os_would_block(*code)) {
		return XS_FAIL;
	}
	return xs_io_kernel_gave_up(sock);
}

static xs_io recv_polling(xs_socket *sock, char *buf, size_t n, int flags, xs_sockaddr *from, size_t *got,
	int *code)
{
	xs_deadline deadline = xs_deadline_after(&sock->ns.timeout);
	bool send_too = true;
	for (;;) {
		short revents;
		short events = POLLIN | (send_too && must_send(sock) ? POLLOUT : 0)
			| (sock->flags & XS_F_DATAGRAM ? POLLRDHUP : 0);
		switch (xs_wait(sock->ns.socket, events, deadline, &revents)) {
			case XS_TIMED_OUT:
				sock->ns.timeout_event = 1;
				return XS_WANT_READ;
			case XS_INTERRUPTED:
				continue;
			case XS_BROKEN:
				*code = php_socket_errno();
				return XS_FAIL;
			case XS_READY:
				break;
		}
		if (revents & POLLOUT) {
			/* With room and still not sent, it waits for something else: the handshake, or nobody takes it.
			 */
			send_too = xs_io_push(sock) == XS_WANT_WRITE;
			if (revents == POLLOUT) {
				continue;
			}
		}
		xs_io r = sock->layer->recv(sock, buf, n, flags, from, got, code);
		if (r != XS_WANT_READ) {
			return r;
		}
		send_too = true;
		if ((sock->flags & XS_F_DATAGRAM) && (revents & (POLLHUP | POLLRDHUP))) {
			return r; /* shut down: always ready and never anything there */
		}
		if (deadline != XS_NEVER && xs_clock() >= deadline) {
			sock->ns.timeout_event = 1; /* somebody else takes what makes it ready, again and again */
			return r;
		}
	}
}

xs_io xs_io_recv(xs_socket *sock, char *buf, size_t n, int flags, bool wait, xs_sockaddr *from, size_t *got,
	int *code)
{
	xs_io r;
	*got = 0;
	if (from) {
		from->len = sizeof(from->sa);
	}
	xs_io_push(sock);
	if (!wait) {
		r = sock->layer->recv(sock, buf, n, flags, from, got, code);
	} else {
		sock->ns.timeout_event = 0;
		if (sock->ns.timeout.tv_sec == 0 && sock->ns.timeout.tv_usec == 0) {
			r = sock->layer->recv(sock, buf, n, flags, from, got, code);
			sock->ns.timeout_event = r == XS_WANT_READ;
		} else {
			if (sock->layer->pending && sock->layer->pending(sock)) {
				r = sock->layer->recv(sock, buf, n, flags, from, got, code);
				r = r == XS_WANT_READ ? XS_WANT_WRITE : r;
			} else if (xs_io_kernel_receives(sock)) {
				r = sock->layer->let_wait ? recv_in_layer(sock, buf, n, flags, got, code)
										  : recv_in_kernel(sock, buf, n, flags, from, got, code);
			} else {
				r = XS_WANT_WRITE;
			}
			if (r == XS_WANT_WRITE) {
				r = recv_polling(sock, buf, n, flags, from, got, code);
			}
		}
	}
	if (r == XS_OK) {
		sock->bytes_in += flags & XS_PEEK ? 0 : *got;
		if (sock->layer_state) { /* decrypted bytes may be left */
			xs_watched_touch(sock);
		}
	}
	return r;
}

/* ---- sending ------------------------------------------------------------------------------------ */

/* A place in the list of pieces. */
struct cursor {
	const xs_buf *bufs;
	size_t n_bufs, i, off;
};

/* The next pieces to send: what is gathered, then the caller's. *offered is their size. */
static int next_pieces(xs_socket *sock, const struct cursor *at, xs_buf *out, size_t *offered)
{
	int n = 0;
	*offered = xs_outbuf_pending(sock);
	if (*offered) {
		out[n++] = (xs_buf){ sock->out->data + sock->out->off, sock->out->len };
	}
	for (size_t i = at->i; i < at->n_bufs && n < XS_OS_MAX_BUFS; i++) {
		size_t skip = i == at->i ? at->off : 0;
		if (at->bufs[i].n > skip) {
			out[n] = (xs_buf){ at->bufs[i].p + skip, at->bufs[i].n - skip };
			*offered += out[n++].n;
		}
	}
	return n;
}

static void advance(struct cursor *at, size_t n)
{
	while (n > 0) {
		size_t left = at->bufs[at->i].n - at->off;
		if (n < left) {
			at->off += n;
			return;
		}
		n -= left;
		at->i++;
		at->off = 0;
	}
}

xs_io xs_io_wait(xs_socket *sock, short events, xs_deadline *deadline, short *revents, int *code)
{
	if (*deadline == 0) {
		sock->ns.timeout_event = 0;
		*deadline = xs_deadline_after(&sock->ns.timeout);
	} else if (*deadline != XS_NEVER && xs_clock() >= *deadline) {
		/* Also when the descriptor looks ready: that it is does not mean that the caller gets on. */
		sock->ns.timeout_event = 1;
		return XS_WANT_READ;
	}
	for (;;) {
		switch (xs_wait(sock->ns.socket, events, *deadline, revents)) {
			case XS_READY:
				return XS_OK;
			case XS_TIMED_OUT:
				sock->ns.timeout_event = 1;
				return XS_WANT_READ;
			case XS_INTERRUPTED:
				continue;
			case XS_BROKEN:
				*code = php_socket_errno();
				return XS_FAIL;
		}
	}
}

/* XS_OK: try again. `want` is what the layer waits for. */
static xs_io wait_for(xs_socket *sock, xs_io want, xs_deadline *deadline, int *code)
{
	xs_io r = xs_io_wait(sock, want == XS_WANT_READ ? POLLIN : POLLOUT, deadline, NULL, code);
	return r == XS_WANT_READ ? XS_WANT_WRITE : r;
}

/* Sends what is gathered, then the pieces. *sent counts bytes of the pieces. full: the last attempt left the
 * kernel without room, so waiting comes before trying. */
static xs_io send_pieces(xs_socket *sock, struct cursor *at, size_t total, bool full, bool wait,
	xs_deadline deadline, size_t *sent, int *code)
{
	xs_buf pieces[XS_OS_MAX_BUFS];
	xs_io want = full ? XS_WANT_WRITE : XS_OK;
	while (*sent < total || must_send(sock)) {
		size_t offered, put = 0;
		xs_io r = want == XS_OK ? XS_OK : wait ? wait_for(sock, want, &deadline, code) : want;
		if (r != XS_OK) {
			return r;
		}
		int n = next_pieces(sock, at, pieces, &offered);
		r = sock->layer->sendv(sock, pieces, n, &put, code);
		if (r == XS_FAIL) {
			return r;
		}
		size_t gathered = MIN(put, xs_outbuf_pending(sock));
		xs_outbuf_consume(sock, gathered);
		advance(at, put - gathered);
		*sent += put - gathered;
		sock->bytes_out += put;
		want = r == XS_WANT_READ ? XS_WANT_READ : put < offered || r == XS_WANT_WRITE ? XS_WANT_WRITE : XS_OK;
	}
	return XS_OK;
}

static xs_io send_datagram(xs_socket *sock, const xs_buf *bufs, size_t n_bufs, size_t *taken, int *code)
{
	xs_deadline deadline = 0;
	for (;;) {
		xs_io r = sock->layer->sendv(sock, bufs, (int) n_bufs, taken, code);
		if (r != XS_WANT_WRITE || !sock->ns.is_blocked) {
			sock->bytes_out += *taken;
			return r;
		}
		r = wait_for(sock, XS_WANT_WRITE, &deadline, code);
		if (r != XS_OK) {
			return r;
		}
	}
}

xs_io xs_io_write(xs_socket *sock, const xs_buf *bufs, size_t n_bufs, size_t total, size_t *taken, int *code)
{
	struct cursor at = { bufs, n_bufs, 0, 0 };
	bool full = false;
	*taken = 0;

	if (sock->flags & XS_F_DATAGRAM) {
		return send_datagram(sock, bufs, n_bufs, taken, code);
	}
	/* A listener only says what is wrong with writing to it when it is tried. */
	if (xs_outbuf_pending(sock) + total < sock->write_buffer && !(sock->flags & XS_F_LISTENING)) {
		for (size_t i = 0; i < n_bufs; i++) {
			*taken += xs_outbuf_append(sock, bufs[i].p, bufs[i].n);
		}
		return XS_OK;
	}
	if (sock->out == NULL && n_bufs == 1) { /* the common case, without the array of pieces */
		xs_io r = sock->layer->sendv(sock, bufs, 1, taken, code);
		sock->bytes_out += *taken;
		if (r == XS_FAIL || (r == XS_OK && *taken == total)) {
			return r;
		}
		at.off = *taken;
		full = true;
	}
	xs_io r = send_pieces(sock, &at, total, full, sock->ns.is_blocked, 0, taken, code);
	r = r == XS_WANT_READ ? XS_WANT_WRITE : r; /* short is short for the caller */
	if (r == XS_WANT_WRITE && !sock->ns.is_blocked) {
		/* The kernel is full: what still fits is gathered, so that the caller is told how much it may forget.
		 */
		for (; at.i < at.n_bufs; at.i++, at.off = 0) {
			size_t left = at.bufs[at.i].n - at.off;
			size_t n = xs_outbuf_append(sock, at.bufs[at.i].p + at.off, left);
			*taken += n;
			if (n < left) {
				break;
			}
		}
	}
	return r;
}

/* For callers a flush that must wait is one thing, whatever the layer wants to wait for. */
xs_io xs_io_flush(xs_socket *sock, bool wait, xs_deadline deadline, int *code)
{
	struct cursor at = { NULL, 0, 0, 0 };
	size_t sent = 0;
	xs_io r = send_pieces(sock, &at, 0, false, wait, deadline, &sent, code);
	return r == XS_WANT_READ ? XS_WANT_WRITE : r;
}

xs_io xs_io_push_now(xs_socket *sock)
{
	struct cursor at = { NULL, 0, 0, 0 };
	size_t sent = 0;
	int code;
	return send_pieces(sock, &at, 0, false, false, XS_NEVER, &sent, &code);
}
