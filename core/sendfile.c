#include "sendfile.h"

#include "../os/sendfile.h"
#include "../transports/tls.h"
#include "io.h"

#define COPY (64 * 1024) /* bytes read at a time where the kernel cannot send the file itself */

/* Can sendfile(2) be used? It has no MSG_DONTWAIT, so whether it waits depends on the descriptor, and how
 * long on SO_SNDTIMEO: where neither is ours to set, bytes are copied. *waits: the kernel does the waiting.
 */
static bool can_send_directly(xs_socket *sock, bool wait, bool *waits)
{
	*waits = false;
	if (sock->layer != &xs_layer_plain && !xs_tls_sends_in_kernel(sock)) {
		return false;
	}
	if (wait && xs_io_kernel_sends(sock)) {
		*waits = true;
		return true;
	}
	if (!wait && !(sock->flags & (XS_F_FD_NONBLOCK | XS_F_HANDED_OUT)) && xs_socket_is_ours(sock)) {
		if (xs_os_set_blocking(sock->ns.socket, false) != 0) {
			return false;
		}
		sock->flags |= XS_F_FD_NONBLOCK;
		return true;
	}
	return !xs_os_is_blocking(sock->ns.socket);
}

/* *cannot: this file, or this system, does not do it. */
static xs_io send_directly(xs_socket *sock, bool wait, bool waits, int file, zend_off_t offset, zend_off_t n,
	zend_off_t *sent, int *code, bool *cannot)
{
	xs_deadline deadline = 0;
	while (*sent < n) {
		ssize_t put = xs_os_sendfile(sock->ns.socket, file, offset + *sent, (size_t) (n - *sent));
		if (put > 0) {
			*sent += put;
			sock->bytes_out += (uint64_t) put;
			deadline = 0; /* a slow client that gets on is none that is stuck */
			continue;
		}
		if (put == 0) {
			return XS_EOF;
		}
		*code = php_socket_errno();
		if (*code == EINTR) {
			if (!waits) {
				continue;
			}
			/* The kernel would begin its wait anew, at each signal: there must be room before it does. */
		} else if (!xs_os_would_block(*code)) {
			*cannot = *sent == 0 && (*code == EINVAL || *code == ENOSYS || *code == EOPNOTSUPP);
			return XS_FAIL;
		} else if (!wait || (waits && xs_io_kernel_gave_up(sock) == XS_WANT_READ)) {
			return XS_WANT_WRITE;
		} else {
			waits = false;
		}
		xs_io r = xs_io_wait(sock, POLLOUT, &deadline, NULL, code);
		if (r != XS_OK) {
			return r == XS_FAIL ? r : XS_WANT_WRITE;
		}
	}
	return XS_OK;
}

static xs_io send_copied(xs_socket *sock, int file, zend_off_t offset, zend_off_t n, zend_off_t *sent,
	int *code)
{
	char *buf = emalloc(COPY);
	xs_io r = XS_OK;
	while (*sent < n && r == XS_OK) {
		ssize_t got = xs_os_pread(file, buf, (size_t) MIN(n - *sent, COPY), offset + *sent);
		if (got <= 0) {
			*code = php_socket_errno();
			r = got == 0 ? XS_EOF : XS_FAIL;
			break;
		}
		size_t taken;
		xs_buf piece = { buf, (size_t) got };
		r = xs_io_write(sock, &piece, 1, piece.n, &taken, code);
		*sent += (zend_off_t) taken;
		if (r == XS_OK && taken < piece.n) {
			r = XS_WANT_WRITE;
		}
	}
	efree(buf);
	return r;
}

xs_io xs_sendfile(xs_socket *sock, int file, zend_off_t offset, zend_off_t n, zend_off_t *sent, int *code)
{
	bool wait = sock->ns.is_blocked && (sock->ns.timeout.tv_sec != 0 || sock->ns.timeout.tv_usec != 0);
	bool waits, cannot = false;

	*sent = 0;
	sock->ns.timeout_event = 0;
	xs_io r = xs_io_flush(sock, sock->ns.is_blocked, 0, code);
	if (r != XS_OK) {
		return r;
	}
	if (can_send_directly(sock, wait, &waits)) {
		r = send_directly(sock, wait, waits, file, offset, n, sent, code, &cannot);
		if (!cannot) {
			return r;
		}
	}
	return send_copied(sock, file, offset, n, sent, code);
}
