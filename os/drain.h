/* Taking a listener out of a SO_REUSEPORT group without losing who is under way to it. Implemented by
 * drain_linux.c or drain_none.c, picked by the build. */
#ifndef XS_OS_DRAIN_H
#define XS_OS_DRAIN_H

#include "sock.h"

enum xs_os_drained {
	XS_OS_DRAIN_FAILED, /* errno */
	XS_OS_DRAINED,
	XS_OS_DRAINED_INHERITS /* connections it still accepts inherit the limit: xs_os_drain_undo() each */
};

/* From now on the kernel drops requests for new TCP connections to this listener, without answering;
 * handshakes under way go on and what is queued stays. Clients repeat the request, after a second by default,
 * and whoever listens then gets it. */
enum xs_os_drained xs_os_drain(php_socket_t listener);

/* The accepted connection hears its peer again, who repeats what was dropped meanwhile. */
void xs_os_drain_undo(php_socket_t accepted);

#endif
