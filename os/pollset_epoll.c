#include "pollset.h"

#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

struct xs_pollset {
	int fd;
	int room;
	struct epoll_event *events;
};

static xs_pollset *epoll_open(void)
{
	int fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd < 0) {
		return NULL;
	}
	xs_pollset *set = ecalloc(1, sizeof(*set));
	set->fd = fd;
	return set;
}

static void epoll_close(xs_pollset *set)
{
	close(set->fd);
	if (set->events) {
		efree(set->events);
	}
	efree(set);
}

/* The bits have the same order on both sides but not the same places. */
static uint32_t to_epoll(uint32_t events)
{
	return (events & XS_POLL_READ ? EPOLLIN : 0u) | (events & XS_POLL_WRITE ? EPOLLOUT : 0u)
		| (events & XS_POLL_RDHUP ? EPOLLRDHUP : 0u) | (events & XS_POLL_ONESHOT ? EPOLLONESHOT : 0u)
		| (events & XS_POLL_EDGE ? (uint32_t) EPOLLET : 0u);
}

static int control(xs_pollset *set, int op, php_socket_t fd, uint32_t events, uint64_t tag)
{
	struct epoll_event e = { .events = to_epoll(events), .data.u64 = tag };
	int r = epoll_ctl(set->fd, op, fd, &e);
	if (r != 0 && errno == EPERM) {
		errno = EOPNOTSUPP; /* epoll_ctl(2): "the target file does not support epoll" */
	}
	return r;
}

static int epoll_add(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag)
{
	return control(set, EPOLL_CTL_ADD, fd, events, tag);
}

static int epoll_modify(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag)
{
	return control(set, EPOLL_CTL_MOD, fd, events, tag);
}

static void epoll_remove(xs_pollset *set, php_socket_t fd)
{
	epoll_ctl(set->fd, EPOLL_CTL_DEL, fd, NULL);
}

/* epoll_wait(2) counts milliseconds. */
static int wait_ms(xs_pollset *set, int most, int64_t ns)
{
	return epoll_wait(set->fd, set->events, most, xs_wait_ms(ns));
}

static int epoll_set_wait(xs_pollset *set, int most, int64_t ns)
{
	if (set->room < most) {
		int room = MAX(most, set->room < INT_MAX / 2 ? set->room * 2 : most);
		if (set->events) {
			efree(set->events);
			set->room = 0;
			set->events = NULL;
		}
		set->events = safe_emalloc((size_t) room, sizeof(*set->events), 0);
		set->room = room;
	}
#ifdef HAVE_EPOLL_PWAIT2
	/* Linux 5.11. Whole milliseconds need it no more than waits without end. */
	if (ns > 0 && ns % 1000000 != 0) {
		struct timespec ts = { .tv_sec = (time_t) (ns / 1000000000), .tv_nsec = (long) (ns % 1000000000) };
		int n = epoll_pwait2(set->fd, set->events, most, &ts, NULL);
		if (n >= 0 || errno != ENOSYS) {
			return n;
		}
	}
#endif
	return wait_ms(set, most, ns);
}

static uint32_t epoll_get(const xs_pollset *set, int i, uint64_t *tag)
{
	uint32_t e = set->events[i].events;
	*tag = set->events[i].data.u64;
	return (e & EPOLLIN ? XS_POLL_READ : 0u) | (e & EPOLLOUT ? XS_POLL_WRITE : 0u)
		| (e & EPOLLERR ? XS_POLL_ERROR : 0u) | (e & EPOLLHUP ? XS_POLL_HUP : 0u)
		| (e & EPOLLRDHUP ? XS_POLL_RDHUP : 0u);
}

static const xs_pollset_ops ops = {
	.name = "Epoll",
	.edge = true,
	.open = epoll_open,
	.close = epoll_close,
	.add = epoll_add,
	.modify = epoll_modify,
	.remove = epoll_remove,
	.wait = epoll_set_wait,
	.get = epoll_get,
};

const xs_pollset_ops *const xs_pollset_kernel = &ops;
