/* Datagrams by recvmmsg(2) and sendmmsg(2). */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "dgram_msg.h"

const char xs_os_dgram_how[] = "yes";

#define CHUNK 64 /* per system call; more would only cost stack */

int xs_os_recv_many(php_socket_t fd, xs_dgram *list, int n, bool wait)
{
	struct mmsghdr msgs[CHUNK];
	struct iovec iovs[CHUNK];
	xs_dgram_control controls[CHUNK];
	int done = 0, count, got;
	do {
		count = MIN(n - done, CHUNK);
		for (int i = 0; i < count; i++) {
			xs_os_dgram_receive(&msgs[i].msg_hdr, &iovs[i], &controls[i], &list[done + i]);
		}
		got = recvmmsg(fd, msgs, (unsigned) count, wait && done == 0 ? MSG_WAITFORONE : MSG_DONTWAIT, NULL);
		for (int i = 0; i < got; i++) {
			xs_os_dgram_came(&msgs[i].msg_hdr, msgs[i].msg_len, &list[done + i]);
		}
		done += got > 0 ? got : 0;
	} while (got == count && done < n);
	return done > 0 ? done : got;
}

int xs_os_send_many(php_socket_t fd, const xs_dgram *list, int n, bool wait)
{
	struct mmsghdr msgs[CHUNK];
	struct iovec iovs[CHUNK];
	xs_dgram_control controls[CHUNK];
	int done = 0, count, put;
	do {
		count = MIN(n - done, CHUNK);
		for (int i = 0; i < count; i++) {
			xs_os_dgram_send(&msgs[i].msg_hdr, &iovs[i], &controls[i], &list[done + i]);
		}
		put = sendmmsg(fd, msgs, (unsigned) count, MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT));
		done += put > 0 ? put : 0;
	} while (put == count && done < n);
	return done > 0 ? done : put;
}
