/* One datagram as a msghdr: what dgram_mmsg.c and dgram_loop.c share. */
#ifndef XS_OS_DGRAM_MSG_H
#define XS_OS_DGRAM_MSG_H

#include "dgram.h"

#include <sys/uio.h>

/* Room for the control messages of one datagram. */
typedef union xs_dgram_control {
	struct cmsghdr align;
	char room[128];
} xs_dgram_control;

/* Fills *msg and *iov for receiving into *to; what came goes back with xs_os_dgram_came(). */
void xs_os_dgram_receive(struct msghdr *msg, struct iovec *iov, xs_dgram_control *control, xs_dgram *to);
void xs_os_dgram_came(struct msghdr *msg, size_t n, xs_dgram *to);

/* Fills *msg and *iov for sending *from. */
void xs_os_dgram_send(struct msghdr *msg, struct iovec *iov, xs_dgram_control *control, const xs_dgram *from);

#endif
