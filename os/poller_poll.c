/* For systems without epoll: a list for poll(2). It has no descriptor of its own, so a select loop around a
 * listener sees new clients but not the progress of those being set up. */
#include "poller.h"

struct xs_poller {
	struct pollfd *fds;
	void **data;
	size_t count, size;
};

xs_poller *xs_poller_new(void)
{
	return ecalloc(1, sizeof(xs_poller));
}

void xs_poller_free(xs_poller *poller)
{
	if (poller->fds) {
		efree(poller->fds);
		efree(poller->data);
	}
	efree(poller);
}

void xs_poller_drop(xs_poller *poller)
{
	poller->count = 0;
}

php_socket_t xs_poller_fd(const xs_poller *poller)
{
	(void) poller;
	return SOCK_ERR;
}

int xs_poller_set(xs_poller *poller, php_socket_t fd, short events, bool shared, void *data)
{
	size_t i = 0;
	(void) shared;
	while (i < poller->count && poller->fds[i].fd != fd) {
		i++;
	}
	if (i == poller->size) {
		size_t size = poller->size ? poller->size * 2 : 16;
		poller->fds = safe_erealloc(poller->fds, size, sizeof(*poller->fds), 0);
		poller->data = safe_erealloc(poller->data, size, sizeof(*poller->data), 0);
		poller->size = size;
	}
	poller->count += i == poller->count;
	poller->fds[i] = (struct pollfd){ .fd = fd, .events = events };
	poller->data[i] = data;
	return 0;
}

void xs_poller_remove(xs_poller *poller, php_socket_t fd)
{
	for (size_t i = 0; i < poller->count; i++) {
		if (poller->fds[i].fd == fd) {
			poller->count--;
			poller->fds[i] = poller->fds[poller->count];
			poller->data[i] = poller->data[poller->count];
			return;
		}
	}
}

int xs_poller_wait(xs_poller *poller, struct xs_polled *ready, int most, xs_deadline deadline)
{
	int n = 0;
	if (poll(poller->fds, (nfds_t) poller->count, xs_deadline_ms(deadline)) < 0) {
		return -1;
	}
	for (size_t i = 0; i < poller->count && n < most; i++) {
		if (poller->fds[i].revents) {
			ready[n].data = poller->data[i];
			ready[n++].events = poller->fds[i].revents;
		}
	}
	return n;
}
