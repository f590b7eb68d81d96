#include "poller.h"

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#ifndef EPOLLEXCLUSIVE
#define EPOLLEXCLUSIVE 0
#endif

#define MOST 64

struct xs_poller {
	int fd;
};

xs_poller *xs_poller_new(void)
{
	int fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd < 0) {
		return NULL;
	}
	xs_poller *poller = emalloc(sizeof(*poller));
	poller->fd = fd;
	return poller;
}

void xs_poller_free(xs_poller *poller)
{
	xs_poller_drop(poller);
	efree(poller);
}

void xs_poller_drop(xs_poller *poller)
{
	if (poller->fd >= 0) {
		close(poller->fd);
		poller->fd = -1;
	}
}

php_socket_t xs_poller_fd(const xs_poller *poller)
{
	return poller->fd;
}

int xs_poller_set(xs_poller *poller, php_socket_t fd, short events, bool shared, void *data)
{
	struct epoll_event e = {
		.events = (events & POLLIN ? EPOLLIN : 0u) | (events & POLLOUT ? EPOLLOUT : 0u)
			| (shared ? EPOLLEXCLUSIVE : 0u),
		.data.ptr = data,
	};
	if (epoll_ctl(poller->fd, EPOLL_CTL_ADD, fd, &e) == 0) {
		return 0;
	}
	return errno == EEXIST ? epoll_ctl(poller->fd, EPOLL_CTL_MOD, fd, &e) : -1;
}

void xs_poller_remove(xs_poller *poller, php_socket_t fd)
{
	epoll_ctl(poller->fd, EPOLL_CTL_DEL, fd, NULL);
}

int xs_poller_wait(xs_poller *poller, struct xs_polled *ready, int most, xs_deadline deadline)
{
	struct epoll_event events[MOST];
	int n = epoll_wait(poller->fd, events, most < MOST ? most : MOST, xs_deadline_ms(deadline));
	for (int i = 0; i < n; i++) {
		uint32_t e = events[i].events;
		ready[i].data = events[i].data.ptr;
		ready[i].events = (short) ((e & EPOLLIN ? POLLIN : 0) | (e & EPOLLOUT ? POLLOUT : 0)
			| (e & EPOLLERR ? POLLERR : 0) | (e & EPOLLHUP ? POLLHUP : 0));
	}
	return n;
}
