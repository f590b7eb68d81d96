/* What Io\Poll wants to know about our sockets; told only when sock->watchers is not NULL. In poll/set.c, or
 * in poll/none.c where PHP has Io\Poll itself. */
#ifndef XS_WATCHED_H
#define XS_WATCHED_H

#include "socket.h"

/* Bytes may have moved into a buffer where the kernel does not see them, or output was gathered. */
void xs_watched_touched(xs_socket *sock);

/* The descriptor is about to be closed. Ends the watchers; runs PHP code when that frees their data. */
void xs_watched_closing(xs_socket *sock);

static inline void xs_watched_touch(xs_socket *sock)
{
	if (sock->watchers) {
		xs_watched_touched(sock);
	}
}

#endif
