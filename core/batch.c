#include "batch.h"

#include "io.h"
#include "transport.h"

/* A stream that shall not wait at all has a timeout of 0. */
static bool may_wait(const xs_socket *sock)
{
	return sock->ns.is_blocked && (sock->ns.timeout.tv_sec != 0 || sock->ns.timeout.tv_usec != 0);
}

/* ---- receiving ---------------------------------------------------------------------------------- */

/* A socket that was shut down for reading lets nobody wait and gives empty datagrams from nowhere. */
static bool from_nowhere(const xs_socket *sock, const xs_dgram *one)
{
	return one->n == 0 && one->peer_len == 0 && sock->transport->kind == XS_ADDR_INET;
}

xs_io xs_batch_recv(xs_socket *sock, xs_dgram *list, int n, int *count, int *code)
{
	bool wait = may_wait(sock);
	bool in_kernel = wait && xs_io_kernel_receives(sock);
	short revents = 0;
	xs_deadline deadline = 0;

	*count = 0;
	sock->ns.timeout_event = 0;
	for (;;) {
		int got = xs_os_recv_many(sock->ns.socket, list, n, in_kernel);
		if (got > 0) {
			if (from_nowhere(sock, &list[0])) {
				return XS_WANT_READ;
			}
			*count = got;
			for (int i = 0; i < got; i++) {
				sock->bytes_in += list[i].n;
			}
			return XS_OK;
		}
		*code = php_socket_errno();
		if (*code != EINTR && !xs_os_would_block(*code)) {
			return XS_FAIL;
		}
		if (!wait || (revents & (POLLHUP | POLLRDHUP))) { /* shut down: always ready, never anything there */
			sock->ns.timeout_event = sock->ns.is_blocked && !wait;
			return XS_WANT_READ;
		}
		if (in_kernel && *code != EINTR && xs_io_kernel_gave_up(sock) == XS_WANT_READ) {
			return XS_WANT_READ;
		}
		in_kernel = false; /* after a signal the kernel would start its wait anew */
		xs_io r = xs_io_wait(sock, POLLIN | POLLRDHUP, &deadline, &revents, code);
		if (r != XS_OK) {
			return r;
		}
	}
}

/* ---- sending ------------------------------------------------------------------------------------ */

/* A unix datagram socket without a fixed peer is always writable for poll(2), also while the peer's queue is
 * full: where the kernel cannot wait for us, this keeps the processor from spinning. */
#define NAP_NS INT64_C(1000000)

xs_io xs_batch_send(xs_socket *sock, const xs_dgram *list, int n, int *count, int *code)
{
	bool wait = may_wait(sock), in_kernel = false, napping = false, interrupted = false;
	xs_deadline deadline = 0;

	*count = 0;
	sock->ns.timeout_event = 0;
	while (*count < n) {
		int put = xs_os_send_many(sock->ns.socket, list + *count, n - *count, in_kernel);
		if (put > 0) {
			for (int i = 0; i < put; i++) {
				sock->bytes_out += list[*count + i].n;
			}
			*count += put;
			in_kernel = napping = false;
			continue;
		}
		*code = php_socket_errno();
		if (*code == EINTR) {
			interrupted = interrupted || in_kernel; /* it would begin its wait anew, at each signal */
			in_kernel = false;
			continue;
		}
		if (!xs_os_would_block(*code)) {
			return XS_FAIL;
		}
		if (!wait) {
			sock->ns.timeout_event = sock->ns.is_blocked;
			return XS_WANT_WRITE;
		}
		if (in_kernel && xs_io_kernel_gave_up(sock) == XS_WANT_READ) {
			return XS_WANT_WRITE;
		}
		if (!in_kernel && !interrupted && xs_io_kernel_sends(sock)) {
			in_kernel = true;
			continue;
		}
		in_kernel = false;
		if (napping) {
			xs_wait(sock->ns.socket, 0, xs_clock() + NAP_NS, NULL);
		}
		napping = true;
		xs_io r = xs_io_wait(sock, POLLOUT, &deadline, NULL, code);
		if (r != XS_OK) {
			return r == XS_FAIL ? r : XS_WANT_WRITE;
		}
	}
	return XS_OK;
}
