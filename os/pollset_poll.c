/* A set of descriptors for poll(2), or WSAPoll on Windows: an array, and where each descriptor stands in it.
 */
#include "net.h"
#include "pollset.h"

#include <time.h>

struct xs_pollset {
	struct pollfd
		*fds; /* fd is complemented while a one-shot entry is disarmed: poll(2) skips negative ones */
	uint64_t *tags;
	uint32_t *events; /* as asked for */
	int count, room, armed;
	int *ready; /* places in fds, from the last wait */
	HashTable place;
};

static xs_pollset *poll_open(void)
{
	xs_pollset *set = ecalloc(1, sizeof(*set));
	zend_hash_init(&set->place, 8, NULL, NULL, 0);
	return set;
}

static void poll_close(xs_pollset *set)
{
	zend_hash_destroy(&set->place);
	if (set->fds) {
		efree(set->fds);
		efree(set->tags);
		efree(set->events);
		efree(set->ready);
	}
	efree(set);
}

static short to_poll(uint32_t events)
{
	return (short) ((events & XS_POLL_READ ? POLLIN : 0) | (events & XS_POLL_WRITE ? POLLOUT : 0));
}

static void put(xs_pollset *set, int i, php_socket_t fd, uint32_t events, uint64_t tag)
{
	set->fds[i] = (struct pollfd){ .fd = fd, .events = to_poll(events) };
	set->events[i] = events;
	set->tags[i] = tag;
}

/* Descriptors are unsigned on Windows. */
static bool is_armed(const xs_pollset *set, int i)
{
	return (intptr_t) set->fds[i].fd >= 0;
}

static void disarm(xs_pollset *set, int i)
{
	set->fds[i].fd = ~set->fds[i].fd;
	set->armed--;
}

static int poll_add(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag)
{
	zval place;
	if (events & XS_POLL_EDGE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	ZVAL_LONG(&place, set->count);
	if (zend_hash_index_add(&set->place, (zend_ulong) fd, &place) == NULL) {
		errno = EEXIST;
		return -1;
	}
	if (set->count == set->room) {
		set->room = set->room ? set->room * 2 : 16;
		set->fds = safe_erealloc(set->fds, (size_t) set->room, sizeof(*set->fds), 0);
		set->tags = safe_erealloc(set->tags, (size_t) set->room, sizeof(*set->tags), 0);
		set->events = safe_erealloc(set->events, (size_t) set->room, sizeof(*set->events), 0);
		set->ready = safe_erealloc(set->ready, (size_t) set->room, sizeof(*set->ready), 0);
	}
	put(set, set->count++, fd, events, tag);
	set->armed++;
	return 0;
}

static int poll_modify(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag)
{
	const zval *place = zend_hash_index_find(&set->place, (zend_ulong) fd);
	if (place == NULL || events & XS_POLL_EDGE) {
		errno = place ? EOPNOTSUPP : ENOENT;
		return -1;
	}
	int i = (int) Z_LVAL_P(place);
	set->armed += !is_armed(set, i);
	put(set, i, fd, events, tag);
	return 0;
}

static void poll_remove(xs_pollset *set, php_socket_t fd)
{
	const zval *place = zend_hash_index_find(&set->place, (zend_ulong) fd);
	if (place == NULL) {
		return;
	}
	int i = (int) Z_LVAL_P(place), last = --set->count;
	zend_hash_index_del(&set->place, (zend_ulong) fd);
	set->armed -= is_armed(set, i);
	if (i != last) { /* the last one takes its place */
		zval moved;
		set->fds[i] = set->fds[last];
		set->events[i] = set->events[last];
		set->tags[i] = set->tags[last];
		ZVAL_LONG(&moved, i);
		fd = set->fds[i].fd;
		zend_hash_index_update(&set->place, (zend_ulong) (is_armed(set, i) ? fd : ~fd), &moved);
	}
}

/* Nothing to watch: sleeps, or does not when that would be for ever. A signal ends it like any other sleep.
 */
static int sleep_only(int64_t ns)
{
	if (ns > 0) {
		struct timespec ts = { .tv_sec = (time_t) (ns / 1000000000), .tv_nsec = (long) (ns % 1000000000) };
		nanosleep(&ts, NULL);
	}
	return 0;
}

static int poll_wait(xs_pollset *set, int most, int64_t ns)
{
	int found = 0;
	if (set->armed == 0) {
		return sleep_only(ns);
	}
	int n = poll(set->fds, (nfds_t) set->count, xs_wait_ms(ns));
	for (int i = 0; i < set->count && n > 0 && found < most; i++) {
		short revents = is_armed(set, i) ? set->fds[i].revents : 0;
		if (revents == 0) {
			continue;
		}
		n--;
		if (revents & POLLNVAL) {
			disarm(set, i); /* closed behind our back: nothing to tell about it */
			continue;
		}
		set->ready[found++] = i;
		if (set->events[i] & XS_POLL_ONESHOT) {
			disarm(set, i);
		}
	}
	if (n < 0) {
		errno = php_socket_errno();
		return -1;
	}
	return found;
}

static uint32_t poll_get(const xs_pollset *set, int i, uint64_t *tag)
{
	short e = set->fds[set->ready[i]].revents;
	*tag = set->tags[set->ready[i]];
	return (e & POLLIN ? XS_POLL_READ : 0u) | (e & POLLOUT ? XS_POLL_WRITE : 0u)
		| (e & POLLERR ? XS_POLL_ERROR : 0u) | (e & POLLHUP ? XS_POLL_HUP : 0u);
}

const xs_pollset_ops xs_pollset_poll = {
	.name = XS_OS_POLL,
	.edge = false,
	.open = poll_open,
	.close = poll_close,
	.add = poll_add,
	.modify = poll_modify,
	.remove = poll_remove,
	.wait = poll_wait,
	.get = poll_get,
};
