/* What happens before a connection's descriptor is closed: gathered output goes out, the layer says goodbye,
 * unread input does not turn the end into a reset. */
#ifndef XS_GOODBYE_H
#define XS_GOODBYE_H

#include "socket.h"

/* The whole of it, as far as this process may and the socket's flags allow. A blocking socket waits at most
 * min(its timeout, 2 s), a non-blocking one never. Returns how many gathered bytes are lost. */
size_t xs_goodbye(xs_socket *sock);

/* Closing with unread input makes TCP send a reset, and what the peer has not read of our answer is lost: so
 * we stop sending, and what has come is read and dropped; with a deadline other than 0, for so long also what
 * still comes (RFC 1122, 4.2.2.13). */
void xs_goodbye_linger(xs_socket *sock, xs_deadline deadline);

#endif
