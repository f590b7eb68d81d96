/* Waiting for many descriptors. Implemented by poller_epoll.c or poller_poll.c, picked by the build. */
#ifndef XS_OS_POLLER_H
#define XS_OS_POLLER_H

#include "../core/wait.h"

typedef struct xs_poller xs_poller;

struct xs_polled {
	void *data;
	short events; /* POLLIN, POLLOUT, POLLERR, POLLHUP */
};

/* A new poller, or NULL with errno. Caller owns it. */
xs_poller *xs_poller_new(void);
void xs_poller_free(xs_poller *poller);

/* A descriptor that is readable when one of the watched ones is ready, or SOCK_ERR where there is none. */
php_socket_t xs_poller_fd(const xs_poller *poller);

/* Watches fd for `events` (POLLIN, POLLOUT), or changes what it is watched for. shared: other processes watch
 * it too and one of them is enough to wake; such a one cannot be changed, only removed. 0, or -1 with errno.
 */
int xs_poller_set(xs_poller *poller, php_socket_t fd, short events, bool shared, void *data);

/* Forgets fd. Call it before closing fd: while another process holds a copy, the kernel would go on reporting
 * it. */
void xs_poller_remove(xs_poller *poller, php_socket_t fd);

/* What is ready, at most `most` of them; waits until the deadline. -1 with errno (EINTR: a signal). */
int xs_poller_wait(xs_poller *poller, struct xs_polled *ready, int most, xs_deadline deadline);

/* In the child of a fork: closes the kernel object, which the parent shares, and nothing else. Safe in a fork
 * handler. */
void xs_poller_drop(xs_poller *poller);

#endif
