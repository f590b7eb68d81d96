#include "fds.h"

#include "io.h"

xs_io xs_fds_send(xs_socket *sock, const char *data, size_t n, const int *fds, int count, size_t *taken,
	int *code)
{
	xs_deadline deadline = 0;
	ssize_t put;

	*taken = 0;
	xs_io r = xs_io_flush(sock, sock->ns.is_blocked, 0, code);
	if (r != XS_OK) {
		return r;
	}
	while ((put = xs_os_send_fds(sock->ns.socket, data, n, fds, count)) < 0) {
		*code = php_socket_errno();
		if (*code == EINTR) {
			continue;
		}
		if (!xs_os_would_block(*code) || !sock->ns.is_blocked) {
			return xs_os_would_block(*code) ? XS_WANT_WRITE : XS_FAIL;
		}
		r = xs_io_wait(sock, POLLOUT, &deadline, NULL, code);
		if (r != XS_OK) {
			return r == XS_FAIL ? r : XS_WANT_WRITE;
		}
	}
	*taken = (size_t) put;
	sock->bytes_out += (uint64_t) put;
	if (*taken < n) {
		xs_buf rest = { data + put, n - (size_t) put };
		size_t more;
		r = xs_io_write(sock, &rest, 1, rest.n, &more, code);
		*taken += more;
	}
	return r;
}

xs_io xs_fds_recv(xs_socket *sock, char *data, size_t n, size_t *got, int *fds, int *count, bool *lost,
	int *code)
{
	xs_deadline deadline = 0;
	short revents = 0;
	ssize_t r;

	*got = 0;
	sock->ns.timeout_event = 0;
	xs_io_push(sock);
	while ((r = xs_os_recv_fds(sock->ns.socket, data, n, fds, count, lost)) < 0) {
		*code = php_socket_errno();
		if (*code == EINTR) {
			continue;
		}
		if (!xs_os_would_block(*code) || !sock->ns.is_blocked || (revents & (POLLHUP | POLLRDHUP))) {
			return xs_os_would_block(*code) ? XS_WANT_READ : XS_FAIL;
		}
		xs_io w = xs_io_wait(sock, POLLIN | POLLRDHUP, &deadline, &revents, code);
		if (w != XS_OK) {
			return w;
		}
	}
	*got = (size_t) r;
	sock->bytes_in += (uint64_t) r;
	return r == 0 && !(sock->flags & XS_F_DATAGRAM) ? XS_EOF : XS_OK;
}
