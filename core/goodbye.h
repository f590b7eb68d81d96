/* What happens before a connection's descriptor is closed: gathered output goes out, the layer says goodbye,
 * unread input does not turn the end into a reset. */
#ifndef XS_GOODBYE_H
#define XS_GOODBYE_H

#include "socket.h"

/* The whole of it, as far as this process may and the socket's flags allow. A blocking socket waits at most
 * min(its timeout, 2 s), a non-blocking one never: what it leaves undone may go on without it (linger.h), its
 * descriptor then is no longer the socket's. Returns how many gathered bytes are lost. */
size_t xs_goodbye(xs_socket *sock);

/* Only what the layer says to the peer: no more comes. A blocking socket waits for room until the deadline.
 */
void xs_goodbye_say(xs_socket *sock, xs_deadline deadline);

/* The request ends, persistent streams stay: what they have gathered goes out, for nobody knows when they are
 * used again. Waits as xs_goodbye(). */
void xs_goodbye_until_next_request(void);

#endif
