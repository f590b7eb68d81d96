/* Datagrams one system call each. The address a datagram came to is not told (Winsock has it only in
 * WSARecvMsg). */
#include "dgram.h"

const char xs_os_dgram_how[] = "no";

int xs_os_recv_many(php_socket_t fd, xs_dgram *list, int n, bool wait)
{
	int done = 0;
	(void) wait;
	for (; done < n; done++) {
		xs_dgram *to = &list[done];
		to->peer_len = sizeof(*to->peer);
		int got = recvfrom(fd, to->data, (int) MIN(to->n, INT_MAX), 0, (struct sockaddr *) to->peer,
			&to->peer_len);
		to->truncated = got < 0 && WSAGetLastError() == WSAEMSGSIZE;
		if (got < 0 && !to->truncated) {
			return done > 0 ? done : -1;
		}
		if (got >= 0) {
			to->n = (size_t) got;
		}
		to->segment = 0;
		to->local_family = 0;
	}
	return done;
}

int xs_os_send_many(php_socket_t fd, const xs_dgram *list, int n, bool wait)
{
	int done = 0;
	(void) wait;
	for (; done < n; done++) {
		const xs_dgram *from = &list[done];
		if (sendto(fd, from->data, (int) MIN(from->n, INT_MAX), 0, (const struct sockaddr *) from->peer,
				from->peer ? from->peer_len : 0)
			< 0) {
			return done > 0 ? done : -1;
		}
	}
	return done;
}
