/* What Io\Poll waits with: a set of descriptors in the kernel's hands (epoll, kqueue) or in ours
 * (poll(2), WSAPoll). Each backend is one constant table; which one xs_pollset_kernel is, is the build's
 * choice. Not for listeners: their inner poller is poller.h. */
#ifndef XS_OS_POLLSET_H
#define XS_OS_POLLSET_H

#include "../core/wait.h"

/* Events, numbered like the cases of Io\Poll\Event. */
#define XS_POLL_READ 0x01u
#define XS_POLL_WRITE 0x02u
#define XS_POLL_ERROR 0x04u
#define XS_POLL_HUP 0x08u
#define XS_POLL_RDHUP 0x10u
#define XS_POLL_ONESHOT 0x20u
#define XS_POLL_EDGE 0x40u

typedef struct xs_pollset xs_pollset;

/* Nothing here waits but `wait`. Those that return int give 0, or -1 with errno. */
typedef struct xs_pollset_ops {
	const char *name; /* of the case of Io\Poll\Backend */
	bool edge;        /* can watch edge-triggered */
	/* An empty set, owned by the caller, or NULL with errno. */
	xs_pollset *(*open)(void);
	/* Frees it. Never touches what another process shares with us. */
	void (*close)(xs_pollset *set);
	/* Watches fd. `tag` comes back with its events. EEXIST, EOPNOTSUPP (it cannot be polled), ... */
	int (*add)(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag);
	/* Changes what fd is watched for and arms it anew. ENOENT: it is not in the set. */
	int (*modify)(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag);
	/* Forgets fd, if it is in the set. */
	void (*remove)(xs_pollset *set, php_socket_t fd);
	/* Waits until something is ready, a signal comes (EINTR) or `ns` have passed; ns < 0 is for ever. How
	 * many of at most `most` are ready; `get` hands them out until the next call. */
	int (*wait)(xs_pollset *set, int most, int64_t ns);
	/* What happened to the i-th, and its tag; asked for once each. */
	uint32_t (*get)(const xs_pollset *set, int i, uint64_t *tag);
} xs_pollset_ops;

extern const xs_pollset_ops xs_pollset_poll;
extern const xs_pollset_ops *const xs_pollset_kernel; /* epoll or kqueue, NULL where there is neither */

#endif
