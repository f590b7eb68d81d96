/* Connections being set up: a listener that owes its clients a handshake, or the reading of a PROXY header,
 * keeps a bounded table of them and hands out only those that are done. A silent client costs a place until
 * its deadline and delays nobody.
 *
 * One epoll descriptor holds the listening socket and all connections of the table; it is what pollers of the
 * listener get, so they wake when a set-up can go on. */
#ifndef XS_SETUP_H
#define XS_SETUP_H

#include "listener.h"

typedef struct xs_setups xs_setups;

struct xs_setup_counts {
	uint32_t setting_up;
	uint64_t failed, timed_out, evicted;
	const zend_string *last_error; /* borrowed, or NULL */
};

/* The table of a listening socket, which is watched from then on. NULL with *err. */
xs_setups *xs_setups_new(xs_socket *listener, xs_error *err);

/* A connection whose stream is being closed, early (xs_stream_early): it leaves the table it is in. */
void xs_setup_lost(const xs_socket *sock);

/* Drops all connections without a word and frees everything. */
void xs_setups_free(xs_setups *setups);

/* xs_listener_accept() for such a listener: the next connection that is done. At most 64 accepts and
 * handshake steps in a call that does not wait. May run callbacks of the script in the middle of handshakes
 * (tls_calls.h): the caller holds the listener's stream. When one throws it is XS_ACCEPT_FAIL without an
 * error. */
xs_accepted xs_setup_accept(xs_socket *listener, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err);

/* Does the next accept, when it does not wait, run no callback of the script in the middle of a handshake? */
bool xs_setup_is_quiet(const xs_setups *setups);

/* What pollers watch. Goes on with set-ups first, without waiting, unless that may run callbacks of the
 * script: then only accept does. */
php_socket_t xs_setup_poll_fd(xs_socket *listener);

void xs_setup_counts(const xs_setups *setups, struct xs_setup_counts *counts);

/* In the child of a fork: closes this process's copies of connections being set up. Only close(2) is called.
 */
void xs_setups_forget_after_fork(void);

#endif
