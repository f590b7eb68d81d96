/* What TCP connections need once they are accepted, with TLS or without. */
#ifndef XS_TCP_H
#define XS_TCP_H

#include "../core/listener.h"

/* Quick acknowledgement is a state of a connection, not a setting a listener hands down. */
void xs_tcp_accepted(php_socket_t fd, const xs_listener *listener);

#endif
