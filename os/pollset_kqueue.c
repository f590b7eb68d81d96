/* A set of descriptors for kqueue(2): the BSDs and macOS. The kernel has an entry for each of reading and
 * writing, and forgets them when the descriptor is closed; what was asked for is kept here, by descriptor.
 * HangUp is EV_EOF, as in PHP 8.6. */
#include "fork.h"
#include "net.h"
#include "pollset.h"

#include <fcntl.h>
#include <sys/event.h>
#include <time.h>

#define NS 1000000000
#define A_DAY 86400

struct entry {
	uint64_t tag;
	uint32_t events;     /* as asked for; 0: not in the set */
	uint32_t registered; /* of XS_POLL_READ and XS_POLL_WRITE: those the kernel has */
	uint32_t happened;   /* in the last wait */
};

struct xs_pollset {
	int fd;
	uint32_t generation; /* a child does not inherit the descriptor, its number may be another one's there */
	struct entry *entries; /* by descriptor */
	int n_entries, count;
	struct kevent *found;
	int *ready; /* descriptors, from the last wait */
	int room;   /* of both */
};

static xs_pollset *kqueue_open(void)
{
	int fd = kqueue();
	if (fd < 0) {
		return NULL;
	}
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	xs_pollset *set = ecalloc(1, sizeof(*set));
	set->fd = fd;
	set->generation = xs_os_generation();
	return set;
}

static void release_room(xs_pollset *set)
{
	if (set->room) {
		efree(set->found);
		efree(set->ready);
		set->room = 0;
	}
}

static void kqueue_close(xs_pollset *set)
{
	if (set->generation == xs_os_generation()) {
		close(set->fd);
	}
	if (set->entries) {
		efree(set->entries);
	}
	release_room(set);
	efree(set);
}

static int change(xs_pollset *set, int fd, uint32_t event, int flags)
{
	struct kevent one;
	EV_SET(&one, (uintptr_t) fd, event == XS_POLL_READ ? EVFILT_READ : EVFILT_WRITE, (unsigned short) flags,
		0, 0, 0);
	return kevent(set->fd, &one, 1, NULL, 0, NULL);
}

/* Takes out what is registered; the kernel may have forgotten it already. */
static void withdraw(xs_pollset *set, int fd)
{
	struct entry *e = &set->entries[fd];
	if (e->registered & XS_POLL_READ) {
		change(set, fd, XS_POLL_READ, EV_DELETE);
	}
	if (e->registered & XS_POLL_WRITE) {
		change(set, fd, XS_POLL_WRITE, EV_DELETE);
	}
	e->registered = 0;
}

/* Flags stick to an entry and what was reported stays reported, so each is made anew. */
static int put(xs_pollset *set, int fd, uint32_t events, uint64_t tag)
{
	static const uint32_t kinds[] = { XS_POLL_READ, XS_POLL_WRITE };
	struct entry *e = &set->entries[fd];
	int flags = EV_ADD | (events & XS_POLL_ONESHOT ? EV_ONESHOT : 0) | (events & XS_POLL_EDGE ? EV_CLEAR : 0);
	withdraw(set, fd);
	for (int i = 0; i < 2; i++) {
		if (!(events & kinds[i])) {
			continue;
		}
		if (change(set, fd, kinds[i], flags) != 0) {
			int code = errno;
			withdraw(set, fd);
			errno = code;
			return -1;
		}
		e->registered |= kinds[i];
	}
	e->events = events;
	e->tag = tag;
	return 0;
}

static struct entry *find(const xs_pollset *set, php_socket_t fd)
{
	return fd < set->n_entries && set->entries[fd].events ? &set->entries[fd] : NULL;
}

static int kqueue_add(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag)
{
	if (find(set, fd)) {
		errno = EEXIST;
		return -1;
	}
	if (fd >= set->n_entries) {
		int wanted = MAX(fd + 1, set->n_entries * 2);
		set->entries = safe_erealloc(set->entries, (size_t) wanted, sizeof(*set->entries), 0);
		memset(set->entries + set->n_entries, 0, (size_t) (wanted - set->n_entries) * sizeof(*set->entries));
		set->n_entries = wanted;
	}
	int r = put(set, fd, events, tag);
	set->count += r == 0;
	return r;
}

static void kqueue_remove(xs_pollset *set, php_socket_t fd)
{
	struct entry *e = find(set, fd);
	if (e) {
		withdraw(set, fd);
		e->events = 0;
		set->count--;
	}
}

/* Nothing may have changed after a failure, so what was there is put back. */
static int kqueue_modify(xs_pollset *set, php_socket_t fd, uint32_t events, uint64_t tag)
{
	const struct entry *e = find(set, fd);
	if (e == NULL) {
		errno = ENOENT;
		return -1;
	}
	struct entry before = *e;
	if (put(set, fd, events, tag) == 0) {
		return 0;
	}
	int code = errno;
	put(set, fd, before.events, before.tag);
	errno = code;
	return -1;
}

/* One descriptor may be found twice, for reading and for writing. */
static int merge(xs_pollset *set, int n)
{
	int ready = 0;
	for (int i = 0; i < n; i++) {
		const struct kevent *k = &set->found[i];
		struct entry *e = find(set, (php_socket_t) k->ident);
		if (e == NULL) {
			continue;
		}
		uint32_t event = k->filter == EVFILT_READ ? XS_POLL_READ : XS_POLL_WRITE;
		if (e->happened == 0) {
			set->ready[ready++] = (int) k->ident;
		}
		e->happened |= event | (k->flags & EV_EOF ? XS_POLL_HUP : 0u)
			| (k->flags & EV_ERROR ? XS_POLL_ERROR : 0u);
		if (e->events & XS_POLL_ONESHOT) {
			e->registered &= ~event;
		}
	}
	for (int i = 0; i < ready; i++) { /* the other half of those that are reported once */
		if (set->entries[set->ready[i]].events & XS_POLL_ONESHOT) {
			withdraw(set, set->ready[i]);
		}
	}
	return ready;
}

static int kqueue_wait(xs_pollset *set, int most, int64_t ns)
{
	/* With room for everybody there is room for both halves of each. */
	int wanted = most >= set->count && most < INT_MAX / 2 ? most * 2 : most;
	struct timespec ts = { .tv_sec = (time_t) (ns / NS), .tv_nsec = (long) (ns % NS) };
	if (ns / NS > A_DAY) { /* more is EINVAL on some */
		ts.tv_sec = A_DAY;
	}
	if (wanted > set->room) {
		release_room(set);
		set->found = safe_emalloc((size_t) wanted, sizeof(*set->found), 0);
		set->ready = safe_emalloc((size_t) wanted, sizeof(*set->ready), 0);
		set->room = wanted;
	}
	int n = kevent(set->fd, NULL, 0, set->found, wanted, ns < 0 ? NULL : &ts);
	return n < 0 ? -1 : merge(set, n);
}

static uint32_t kqueue_get(const xs_pollset *set, int i, uint64_t *tag)
{
	struct entry *e = &set->entries[set->ready[i]];
	uint32_t happened = e->happened;
	*tag = e->tag;
	e->happened = 0; /* it is asked for once */
	return happened;
}

static const xs_pollset_ops ops = {
	.name = "Kqueue",
	.edge = true,
	.open = kqueue_open,
	.close = kqueue_close,
	.add = kqueue_add,
	.modify = kqueue_modify,
	.remove = kqueue_remove,
	.wait = kqueue_wait,
	.get = kqueue_get,
};

const xs_pollset_ops *const xs_pollset_kernel = &ops;
