/* Connections whose stream is closed and which are not done yet: TLS output that the kernel had no room for,
 * or a peer that goes on sending. Closing a TCP socket with unread input makes the kernel send a reset, and
 * what the peer has not read of our answer is lost with it; so we stop sending, drop what comes, and close
 * when the peer has ended (RFC 1122, 4.2.2.13). A blocking stream waits for that in its close (goodbye.h);
 * what a non-blocking one leaves is served here, by later calls of ours.
 *
 * At most XS_LINGER_MOST per thread, the oldest gives way; each for 2 s at most; none outlives its request,
 * none is kept in a forked child. */
#ifndef XS_LINGER_H
#define XS_LINGER_H

#include "../php_xsock.h"
#include "socket.h"

#define XS_LINGER_MOST 64

/* Stops sending and drops what has come. If that is not the end of it, takes over sock's descriptor and its
 * layer's unsent output; else leaves sock as it is, to be closed. Never waits. */
void xs_linger(xs_socket *sock);

/* Goes on with those of this thread, without waiting and not more often than needed. */
void xs_linger_serve_all(void);
static inline void xs_linger_serve(void)
{
	if (XSG(lingering)) {
		xs_linger_serve_all();
	}
}

/* Descriptors are out: the oldest is closed. False when there is none. */
bool xs_linger_give_way(void);

/* The end of the request: waits until all are done or their time is over. */
void xs_linger_end(void);

/* In the child of a fork: closes this process's copies. Only close(2) is called. */
void xs_linger_forget_after_fork(void);

#endif
