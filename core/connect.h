/* Client sockets: connecting to the first address that answers, within one deadline. */
#ifndef XS_CONNECT_H
#define XS_CONNECT_H

#include "transport.h"

/* Connects sock, which has no descriptor yet. Tries the addresses in turn until `deadline`. async: starts
 * connecting and returns; *in_progress says it still goes on. Options are read, not kept. On success sock has
 * the descriptor; on failure it has none. May wait: for a name server and for the peer. */
zend_result xs_connect(xs_socket *sock, const xs_address *address, const char *text, const xs_options *opt,
	xs_deadline deadline, bool async, bool *in_progress, xs_error *err);

/* The handshake of a connected client that speaks TLS; nothing on others. Without a deadline (0) it is left
 * to the first read or write. host: the name to verify, or NULL;
 * text: the address for errors. On failure the descriptor is closed. */
zend_result xs_connect_tls(xs_socket *sock, const xs_options *opt, const char *host, const char *text,
	xs_deadline deadline, xs_error *err);

#endif
