#include "goodbye.h"

#include "io.h"
#include "outbuf.h"
#include "readahead.h"

#include <poll.h>

#define PATIENCE_S 2
#define DROP 16384 /* bytes read and dropped at a time */

void xs_goodbye_linger(xs_socket *sock, xs_deadline deadline)
{
	char *drop = xs_scratch(DROP);
	bool came = false;
	shutdown(sock->ns.socket, SHUT_WR);
	for (int rounds = 0; rounds < 64 || deadline; rounds++) {
		ssize_t n = xs_os_recv(sock->ns.socket, drop, DROP, 0, false, NULL, NULL);
		int code = n < 0 ? php_socket_errno() : 0;
		came = came || n > 0;
		if (n == 0 || (n < 0 && code != EAGAIN && code != EWOULDBLOCK && code != EINTR)) {
			return;
		}
		if (n > 0 ? deadline && xs_clock() >= deadline
				  : !came || !deadline || xs_wait(sock->ns.socket, POLLIN, deadline, NULL) != XS_READY) {
			return;
		}
	}
}

size_t xs_goodbye(xs_socket *sock)
{
	struct timeval most = { PATIENCE_S, 0 };
	bool speaks = sock->layer->goodbye && xs_socket_is_ours(sock);
	int code;
	if ((sock->flags & XS_F_NO_GOODBYE) || (!xs_outbuf_pending(sock) && !speaks)) {
		return 0;
	}
	if (sock->ns.timeout.tv_sec >= 0 && sock->ns.timeout.tv_sec < PATIENCE_S) {
		most = sock->ns.timeout;
	}
	xs_deadline deadline = xs_deadline_after(&most);
	if (xs_outbuf_pending(sock)) {
		xs_io_flush(sock, sock->ns.is_blocked, deadline, &code);
	}
	size_t lost = xs_outbuf_pending(sock);
	if (speaks) {
		if (sock->layer->goodbye(sock, &code) == XS_WANT_WRITE && sock->ns.is_blocked) {
			xs_io_flush(sock, true, deadline, &code);
		}
		xs_goodbye_linger(sock, sock->ns.is_blocked ? deadline : 0);
	}
	return lost;
}
