/* Datagrams one system call each, where there is no recvmmsg(2). */
#include "dgram_msg.h"

const char xs_os_dgram_how[] = "no";

int xs_os_recv_many(php_socket_t fd, xs_dgram *list, int n, bool wait)
{
	struct msghdr msg;
	struct iovec iov;
	xs_dgram_control control;
	int done = 0;
	for (; done < n; done++) {
		xs_os_dgram_receive(&msg, &iov, &control, &list[done]);
		ssize_t got = recvmsg(fd, &msg, wait && done == 0 ? 0 : MSG_DONTWAIT);
		if (got < 0) {
			return done > 0 ? done : -1;
		}
		xs_os_dgram_came(&msg, (size_t) got, &list[done]);
	}
	return done;
}

int xs_os_send_many(php_socket_t fd, const xs_dgram *list, int n, bool wait)
{
	struct msghdr msg;
	struct iovec iov;
	xs_dgram_control control;
	int done = 0;
	for (; done < n; done++) {
		xs_os_dgram_send(&msg, &iov, &control, &list[done]);
		if (sendmsg(fd, &msg, MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT)) < 0) {
			return done > 0 ? done : -1;
		}
	}
	return done;
}
