/* Taking a listener out of a SO_REUSEPORT group without losing who is under way to it. Implemented by
 * drain_linux.c or drain_none.c, picked by the build. */
#ifndef XS_OS_DRAIN_H
#define XS_OS_DRAIN_H

#include "sock.h"

/* From now on the kernel drops requests for new TCP connections to this listener, without answering;
 * handshakes under way go on and what is queued stays. Clients repeat the request, after a second by default,
 * and whoever listens then gets it. 0, or -1 with errno. */
int xs_os_drain(php_socket_t listener);

#endif
