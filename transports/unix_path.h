/* What stream and datagram unix sockets share: files in the file system, their rights, and removing them. */
#ifndef XS_UNIX_PATH_H
#define XS_UNIX_PATH_H

#include "../core/listener.h"

/* bind(2) with the options unix_mode, unix_owner, unix_group, unix_unlink. `early_mode`: clients can reach
 * the socket from bind on (datagrams), so the mode is set before it too. On failure no file of ours is left.
 */
zend_result xs_unix_bind(php_socket_t fd, const xs_sockaddr *to, const xs_options *opt, xs_listener *listener,
	bool early_mode, xs_error *err);

/* Removes our own file, if it still is ours. */
void xs_unix_closed(const xs_listener *listener);

#endif
