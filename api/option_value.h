/* The value an option has on an open socket, for xsock_info() and xsock_get_option(). */
#ifndef XS_OPTION_VALUE_H
#define XS_OPTION_VALUE_H

#include "../core/listener.h"

/* The kernel's own value where there is one, else what was given or is the default, into *out. False, with
 * errno set or 0, when there is none. */
bool xs_option_value(xs_socket *sock, xs_option_id id, zval *out);

/* A listener's queue: how long it may get (false when nobody can tell) and how many wait now (-1 when nobody
 * can). */
bool xs_option_backlog(xs_socket *sock, zend_long *backlog, zend_long *queued);

#endif
