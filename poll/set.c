/* The watchers of a context, and the descriptors they watch.
 *
 * The kernel is given a tag for each descriptor: its number and how many watchers it has had. What comes back
 * with a tag that is not current belongs to a description somebody else keeps open (dup(2), a child) after a
 * stream of another kind closed its copy; nothing but a new kernel object helps against that. */
#include "poll.h"

#include "../core/watched.h"
#include "../os/fork.h"

struct xs_slot {
	xs_watcher *watcher; /* or NULL */
	uint32_t serial;     /* of watchers of this descriptor */
};

#define OF_RING(ring) ((xs_watcher *) ((char *) (ring) -offsetof(xs_watcher, all)))

void xs_ring_leave(struct xs_ring *one)
{
	one->prev->next = one->next;
	one->next->prev = one->prev;
	one->next = one->prev = one;
}

void xs_ring_append(struct xs_ring *ring, struct xs_ring *one)
{
	xs_ring_leave(one);
	one->prev = ring->prev;
	one->next = ring;
	ring->prev->next = one;
	ring->prev = one;
}

static void ring_init(struct xs_ring *ring)
{
	ring->next = ring->prev = ring;
}

int xs_set_init(xs_poll_set *set, const xs_pollset_ops *ops)
{
	set->kernel = ops->open();
	if (set->kernel == NULL) {
		return -1;
	}
	set->ops = ops;
	set->generation = xs_os_generation();
	ring_init(&set->ours);
	ring_init(&set->others);
	ring_init(&set->hot);
	return 0;
}

static uint64_t tag_of(const xs_poll_set *set, php_socket_t fd)
{
	return (uint64_t) set->slots[fd].serial << 32 | (uint32_t) fd;
}

/* A slot for fd, with a serial number nobody had. */
static void make_slot(xs_poll_set *set, php_socket_t fd)
{
	if ((uint32_t) fd >= set->n_slots) {
		uint32_t wanted = MAX((uint32_t) fd + 1, set->n_slots * 2);
		set->slots = safe_erealloc(set->slots, wanted, sizeof(*set->slots), 0);
		memset(set->slots + set->n_slots, 0, (wanted - set->n_slots) * sizeof(*set->slots));
		set->n_slots = wanted;
	}
	set->slots[fd].serial++;
}

/* Into the kernel's hands. A description of a former stream may still stand in the way. */
static int register_with_kernel(xs_poll_set *set, xs_watcher *watcher, php_socket_t fd, uint32_t events)
{
	uint64_t tag = tag_of(set, fd);
	int r = watcher->in_kernel ? set->ops->modify(set->kernel, fd, events, tag)
							   : set->ops->add(set->kernel, fd, events, tag);
	if (r != 0 && errno == (watcher->in_kernel ? ENOENT : EEXIST)) {
		r = watcher->in_kernel ? set->ops->add(set->kernel, fd, events, tag)
							   : set->ops->modify(set->kernel, fd, events, tag);
	}
	watcher->in_kernel = watcher->in_kernel || r == 0;
	return r;
}

static void leave_kernel(xs_watcher *watcher)
{
	xs_poll_set *set = watcher->set;
	/* What a parent process made is shared with it, so nothing is taken out. */
	if (watcher->in_kernel && set->kernel && set->generation == xs_os_generation()) {
		set->ops->remove(set->kernel, watcher->fd);
	}
	watcher->in_kernel = false;
}

void xs_set_follow(xs_watcher *watcher)
{
	xs_poll_set *set = watcher->set;
	php_socket_t fd = xs_listener_poll_fd(watcher->sock, true);
	if (fd == watcher->fd || fd == SOCK_ERR || ((uint32_t) fd < set->n_slots && set->slots[fd].watcher)) {
		return;
	}
	leave_kernel(watcher);
	set->slots[watcher->fd].watcher = NULL;
	make_slot(set, fd);
	set->slots[fd].watcher = watcher;
	watcher->fd = fd;
	if (watcher->armed) {
		register_with_kernel(set, watcher, fd, watcher->watched);
	}
}

/* A new kernel object with everything that is watched. 0, or -1 with errno, then all is as before. Runs PHP
 * code first. */
static int rebuild(xs_poll_set *set)
{
	xs_hidden_look(set, true);
	xs_pollset *fresh = set->ops->open();
	if (fresh == NULL) {
		return -1;
	}
	bool forked = set->generation != xs_os_generation();
	set->ops->close(set->kernel);
	set->kernel = fresh;
	set->generation = xs_os_generation();
	struct xs_ring *rings[] = { &set->ours, &set->others };
	for (int i = 0; i < 2; i++) {
		for (struct xs_ring *r = rings[i]->next; r != rings[i]; r = r->next) {
			xs_watcher *watcher = OF_RING(r);
			watcher->in_kernel = false;
			if (watcher->armed) {
				register_with_kernel(set, watcher, watcher->fd, watcher->watched);
			}
			if (forked && watcher->sock && watcher->sock->flags & XS_F_LISTENING) {
				xs_set_follow(watcher); /* the process has a descriptor of its own for set-ups */
			}
		}
	}
	return 0;
}

/* After a fork the child gets a kernel object of its own. May run PHP code, and the context may be gone then
 * unless the caller holds it. */
static int be_ours(xs_poll_set *set)
{
	if (set->generation == xs_os_generation()) {
		return 0;
	}
	zend_object *context = &((xs_poll_context *) set)->std;
	GC_ADDREF(context);
	int r = rebuild(set), code = errno;
	OBJ_RELEASE(context);
	errno = code;
	return r;
}

/* ---- watchers ----------------------------------------------------------------------------------- */

int xs_set_add(xs_poll_set *set, xs_watcher *watcher, php_socket_t fd)
{
	if (be_ours(set) != 0) {
		return -1;
	}
	/* Somebody may have closed the stream that had this number before. */
	while ((uint32_t) fd < set->n_slots && set->slots[fd].watcher) {
		if (xs_watcher_is_active(set->slots[fd].watcher)) {
			errno = EEXIST;
			return -1;
		}
	}
	php_stream *stream = xs_poll_handle_stream(watcher->handle);
	if (stream == NULL) { /* PHP code ran until here */
		errno = EBADF;
		return -1;
	}
	/* Memory may run out until it is registered, which ends the request: nothing is linked before. */
	make_slot(set, fd);
	if (register_with_kernel(set, watcher, fd, watcher->watched) != 0) {
		return -1;
	}
	set->slots[fd].watcher = watcher;
	watcher->fd = fd;
	watcher->set = set;
	watcher->armed = true;
	watcher->sock = XS_IS_OURS(stream) ? XS_SOCK(stream) : NULL;
	if (watcher->sock) {
		watcher->next = watcher->sock->watchers;
		watcher->sock->watchers = watcher;
	}
	xs_ring_append(watcher->sock ? &set->ours : &set->others, &watcher->all);
	set->count++;
	set->n_others += watcher->sock == NULL;
	GC_ADDREF(&watcher->std);
	watcher->seen_unread = 0;
	xs_hidden_suspect(watcher);
	return 0;
}

int xs_set_modify(xs_watcher *watcher, uint32_t events)
{
	if (be_ours(watcher->set) != 0) {
		return -1;
	}
	if (watcher->set == NULL) { /* PHP code ran */
		errno = ENOENT;
		return -1;
	}
	if (register_with_kernel(watcher->set, watcher, watcher->fd, events) != 0) {
		return -1;
	}
	watcher->watched = events;
	watcher->armed = true;
	watcher->seen_unread = 0;
	xs_hidden_suspect(watcher);
	return 0;
}

void xs_set_disarm(xs_watcher *watcher)
{
	leave_kernel(watcher);
	watcher->armed = false;
}

void xs_watcher_forget(xs_watcher *watcher)
{
	xs_poll_set *set = watcher->set;
	if (set == NULL) {
		return;
	}
	leave_kernel(watcher);
	set->slots[watcher->fd].watcher = NULL;
	set->count--;
	set->n_others -= watcher->sock == NULL;
	xs_ring_leave(&watcher->all);
	xs_ring_leave(&watcher->hot);
	if (watcher->sock) {
		struct xs_watcher **link = &watcher->sock->watchers;
		while (*link != watcher) {
			link = &(*link)->next;
		}
		*link = watcher->next;
		watcher->sock = NULL;
	}
	watcher->next = NULL;
	watcher->set = NULL;
}

void xs_set_remove(xs_watcher *watcher, bool closed)
{
	xs_watcher_forget(watcher);
	watcher->closed = closed;
	OBJ_RELEASE(&watcher->std);
}

bool xs_watcher_is_active(xs_watcher *watcher)
{
	if (watcher->set && watcher->sock == NULL && xs_poll_handle_stream(watcher->handle) == NULL) {
		xs_set_remove(watcher, true);
		return false;
	}
	return watcher->set != NULL;
}

void xs_watched_touched(xs_socket *sock)
{
	for (xs_watcher *watcher = sock->watchers; watcher; watcher = watcher->next) {
		xs_hidden_suspect(watcher);
	}
}

void xs_watched_closing(xs_socket *sock)
{
	while (sock->watchers) {
		xs_set_remove(sock->watchers, true);
	}
}

void xs_set_destroy(xs_poll_set *set)
{
	xs_watcher *all = NULL, *watcher;
	struct xs_ring *rings[] = { &set->ours, &set->others };
	set->ops->close(set->kernel);
	set->kernel = NULL;
	/* First all are ended, then they go: what is freed with them may know the others. */
	for (int i = 0; i < 2; i++) {
		while (rings[i]->next != rings[i]) {
			watcher = OF_RING(rings[i]->next);
			watcher->closed = xs_poll_handle_stream(watcher->handle) == NULL;
			xs_watcher_forget(watcher);
			watcher->next = all;
			all = watcher;
		}
	}
	if (set->slots) {
		efree(set->slots);
	}
	while ((watcher = all)) {
		all = watcher->next;
		watcher->next = NULL;
		OBJ_RELEASE(&watcher->std);
	}
}

void xs_set_add_gc(xs_poll_set *set, zend_get_gc_buffer *buffer)
{
	struct xs_ring *rings[] = { &set->ours, &set->others };
	for (int i = 0; i < 2; i++) {
		for (struct xs_ring *r = rings[i]->next; r != rings[i]; r = r->next) {
			zend_get_gc_buffer_add_obj(buffer, &OF_RING(r)->std);
		}
	}
}

/* ---- waiting ------------------------------------------------------------------------------------ */

static void note(xs_watcher *watcher, uint32_t events)
{
	watcher->triggered = events;
	watcher->turn = watcher->set->turn;
	GC_ADDREF(&watcher->std);
}

void xs_watcher_report(xs_watcher *watcher, uint32_t events, zval *ready)
{
	zval one;
	note(watcher, events);
	ZVAL_OBJ(&one, &watcher->std);
	zend_hash_next_index_insert_new(Z_ARRVAL_P(ready), &one);
}

/* Reports what the kernel found, n of them. Did it tell of descriptions that are not ours any more? */
static bool report_visible(xs_poll_set *set, int n, zval *ready)
{
	bool stale = false;
	zend_hash_extend(Z_ARRVAL_P(ready), (uint32_t) n, true);
	ZEND_HASH_FILL_PACKED(Z_ARRVAL_P(ready))
	{
		for (int i = 0; i < n; i++) {
			uint64_t tag;
			uint32_t events = set->ops->get(set->kernel, i, &tag);
			uint32_t fd = (uint32_t) tag;
			xs_watcher *watcher = fd < set->n_slots ? set->slots[fd].watcher : NULL;
			if (watcher == NULL || set->slots[fd].serial != tag >> 32
				|| (watcher->sock == NULL && xs_poll_handle_stream(watcher->handle) == NULL)) {
				stale = true;
				continue;
			}
			note(watcher, events);
			zval one;
			ZVAL_OBJ(&one, &watcher->std);
			ZEND_HASH_FILL_SET(&one);
			ZEND_HASH_FILL_NEXT();
			if (watcher->watched & XS_POLL_ONESHOT) {
				watcher->armed = false;
			}
			if (watcher->sock == NULL) {
				xs_hidden_suspect(watcher); /* it will be read now, perhaps ahead */
			}
		}
	}
	ZEND_HASH_FILL_END();
	return stale;
}

/* How many the kernel may report so that hidden bytes get their share of `most`, and the other way round. */
static int room_for_visible(const xs_poll_set *set, zend_long most, zend_long hidden)
{
	zend_long share = most - most / 2 - (most % 2 && set->turn % 2);
	zend_long room = most - MIN(hidden, share);
	return (int) MIN(room, (zend_long) MAX(set->count, 1));
}

int xs_set_wait(xs_poll_set *set, int64_t ns, zend_long most, zval *ready)
{
	/* Poll(2) knows descriptors by number alone: it must not be given the number of a closed stream. */
	bool looked_at_all = !set->ops->edge || set->n_others <= XS_HIDDEN_FEW;
	xs_deadline deadline = ns > 0 && ns < INT64_MAX / 2 ? xs_clock() + ns : ns == 0 ? 0 : XS_NEVER;
	xs_hidden_look(set, looked_at_all);
	if (be_ours(set) != 0) {
		return -1;
	}
	for (;;) {
		set->turn++; /* PHP code ran until here, and may have waited, too */
		zend_long hidden = xs_hidden_count(set);
		bool look_later = !looked_at_all && ns != 0;
		int room = room_for_visible(set, most, hidden);
		int64_t left = hidden || look_later ? 0
			: deadline == XS_NEVER          ? -1
			: deadline                      ? deadline - xs_clock()
											: 0;
		int n = room ? set->ops->wait(set->kernel, room, deadline == XS_NEVER ? left : MAX(left, 0)) : 0;
		if (n < 0) {
			return -1;
		}
		bool stale = n > 0 && report_visible(set, n, ready);
		if (hidden) {
			xs_hidden_take(set, most, ready);
		}
		if (zend_hash_num_elements(Z_ARRVAL_P(ready)) > 0) {
			return 0;
		}
		if (stale) {
			if (rebuild(set) != 0) {
				return -1;
			}
		} else if (look_later) {
			looked_at_all = true;
			xs_hidden_look(set, true);
		} else if (left < XS_LONGEST_WAIT) { /* else the system was asked for less than that */
			return 0;
		}
	}
}
