/* Bound sockets: making them, accepting from them, what happens when descriptors run out. */
#ifndef XS_LISTENER_H
#define XS_LISTENER_H

#include "transport.h"

#define XS_BACKLOG_UNKNOWN (-2)

/* How long pollers leave a listener alone when descriptors are out, and a waiting accept its socket. */
#define XS_PAUSE_MS 50

/* What belongs to a socket we bound or adopted. Datagram sockets have one too; XS_F_LISTENING tells who
 * accepts. */
struct xs_listener {
	xs_options opt;         /* owned */
	zend_string *address;   /* as the user wrote it, for errors; owned */
	zend_string *path;      /* unix socket file we made, or NULL; owned */
	bool keep_path;         /* it stays when we close */
	uint64_t device, inode; /* of that file: a newer one under the same name is not ours */
	int folder;             /* locked while a dead socket file in it is replaced, or -1; owned */
	php_socket_t timer;     /* reserved for the time when descriptors run out, or SOCK_ERR; owned */
	int64_t warned_at;      /* when the last warning about that was raised, xs_clock() */
	int64_t out_until; /* descriptors are out: until then a waiting accept does not try, xs_clock(); or 0 */
	bool paused;       /* pollers get the timer instead of the socket */
	bool poll_first;   /* the last accept found the queue empty: a waiting one polls before it tries */
	bool inherits_rcvtimeo; /* connections are born with SO_RCVTIMEO = our ns.timeout ... */
	uint32_t forks; /* ... while this is xs_os_forks(): else others have the socket, and may hand it out */
	bool nonblock, cloexec; /* what connections are born with */
	bool drained;           /* by something they inherit, too: xs_os_drain_undo() */
	/* Connections being set up before accept hands them out; NULL on plain listeners; owned. */
	struct xs_setups *setups;
	bool listened; /* listen(2) was called here */
	int backlog;   /* as last given to listen(2); XS_BACKLOG_UNKNOWN when somebody else gave it */
	int kept;      /* errno of an accept that failed behind a good one: the next call tells it; 0 is none */
	zend_object *thrown; /* the same of what code of the script threw, or NULL; owned */
	uint64_t accepted, aborted;
};

/* Resolves, creates, sets options, binds and (flags has STREAM_XPORT_LISTEN, stream transports) listens;
 * gives the descriptor to sock->ns and the bound state to sock->listener. On success takes what *opt owns (it
 * is zeroed); on failure sock stays without descriptor, *opt is the caller's, nothing is left behind in the
 * file system. May wait for a name server only. */
zend_result xs_listener_open(xs_socket *sock, const xs_address *address, zend_string *text, int flags,
	xs_options *opt, xs_error *err);

/* The bound state for a descriptor that exists already. Takes *opt. `listening` makes it an accepting one. */
void xs_listener_attach(xs_socket *sock, zend_string *text, xs_options *opt, bool listening);

/* What accepting needs besides the socket: a table of set-ups when clients must be set up first, else a
 * timer. Once it is listening; a second time it does nothing. */
zend_result xs_listener_equip(xs_socket *sock, xs_error *err);

/* listen(2), also again with another backlog. -1 is the system's maximum. */
zend_result xs_listener_listen(xs_socket *sock, int backlog, xs_error *err);

/* ---- accepting, in accept.c --------------------------------------------------------------------- */

typedef enum {
	XS_ACCEPTED,    /* what was asked for is the caller's */
	XS_NOBODY,      /* nothing before the deadline */
	XS_ACCEPT_INTR, /* a signal came while waiting */
	XS_ACCEPT_FAIL  /* err->code: EMFILE, ENFILE, ENOBUFS, ENOMEM, or the socket is broken; or an exception */
} xs_accepted;

/* The next connection, set up as the listener promises. wait: until the deadline, else one try. peer may be
 * NULL; asked for, it costs no system call. On success *conn is the caller's. */
xs_accepted xs_listener_accept(xs_socket *sock, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err);

/* What code of the script threw when connections were accepted already, which it would take along, comes out
 * of the next accept instead. False: nothing was thrown, or it is not to be kept. */
bool xs_listener_keep_thrown(xs_socket *sock);

/* The next descriptor from the kernel's queue, without waiting; *fd is the caller's. Connections that died in
 * the queue are counted and passed over. */
xs_accepted xs_listener_take(xs_socket *sock, xs_sockaddr *peer, php_socket_t *fd, xs_error *err);

/* Is that errno about descriptors or memory running out? */
#define XS_DESCRIPTORS_OUT(code) \
	((code) == EMFILE || (code) == ENFILE || (code) == ENOBUFS || (code) == ENOMEM)

/* A connection's xs_socket around an accepted descriptor, with what it inherits. Caller owns it. Closes fd
 * when the request ends here because memory_limit is reached. */
xs_socket *xs_listener_adopt(const xs_socket *listener, php_socket_t fd);

/* ---- and besides -------------------------------------------------------------------------------- */

/* What pollers watch: the socket, or the timer while descriptors are out. The timer only for one who asks
 * again before each wait: who keeps it would never be right again. */
php_socket_t xs_listener_poll_fd(xs_socket *sock, bool asks_again);

/* Is it time for another warning that descriptors are out? At most one a second. */
bool xs_listener_may_warn(xs_socket *sock);

/* Frees the bound state and its timer; sock's descriptor is not touched. */
void xs_listener_free(xs_listener *listener);

#endif
