/* Io\Poll and Time\Duration for PHP below 8.6: what the files of this folder share.
 *
 * A context holds a set of watchers (set.c) over a set of descriptors (os/pollset.h). A watcher belongs to
 * one context, which holds one reference to it; the watcher does not hold the context. A watcher ends
 * ("inactive") when it is removed, when its stream is closed, when its context goes.
 *
 * Streams of ours tell when they are closed and when bytes are read ahead (core/watched.h). Other streams
 * cannot: whether they are still open, and what PHP's read buffer holds, is looked up. */
#ifndef XS_POLL_H
#define XS_POLL_H

#include "../core/stream.h"
#include "../os/pollset.h"
#include "../php_xsock.h"

/* Called at module start-up and shutdown. `wanted` is the INI setting xsock.io_poll. */
void xs_poll_startup(bool wanted);

/* For phpinfo(): who provides Io\Poll. */
const char *xs_poll_provider(void);

/* ---- objects ------------------------------------------------------------------------------------ */

struct xs_watcher;

/* A double linked ring; an element that is in none points to itself. */
struct xs_ring {
	struct xs_ring *next, *prev;
};

typedef struct xs_poll_handle {
	zend_resource *res; /* of the stream, one reference; NULL before the constructor */
	zend_object std;
} xs_poll_handle;

typedef struct xs_poll_set {
	const xs_pollset_ops *ops;
	xs_pollset *kernel;
	uint32_t generation;   /* the process `kernel` belongs to */
	struct xs_slot *slots; /* by descriptor; owned */
	uint32_t n_slots;
	uint32_t count, n_others; /* of watchers; of those in `others` */
	uint32_t turn;            /* of waits; lets hidden and visible bytes take turns */
	struct xs_ring ours;      /* watchers of our streams */
	struct xs_ring others;    /* watchers of other streams */
	struct xs_ring hot;       /* those that may hold bytes the kernel does not see */
} xs_poll_set;

typedef struct xs_poll_context {
	xs_poll_set set; /* first: a set knows its context. set.ops is NULL before the constructor */
	zend_object std;
} xs_poll_context;

/* In this order what a report reads and writes shares a cache line with the reference count. */
typedef struct xs_watcher {
	struct xs_ring all; /* in ours or others of its set, while active */
	struct xs_ring hot;
	struct xs_watcher *next; /* of the same socket */
	xs_poll_handle *handle;  /* one reference */
	/* Edge-triggered: what the buffer looked like when it was reported. */
	zend_off_t seen_position;
	size_t seen_unread;
	xs_poll_set *set; /* NULL: not active */
	xs_socket *sock;  /* of a stream of ours, while active */
	zval data;
	php_socket_t fd;
	uint32_t watched, triggered;
	uint32_t turn;  /* of the wait that reported it last */
	bool armed;     /* one-shot watchers are disarmed when they are reported */
	bool in_kernel; /* its descriptor is in the pollset */
	bool closed;    /* its stream was closed: removing it again is no error */
	zend_object std;
} xs_watcher;

#define XS_POLL_OBJECT(type, object) ((type *) ((char *) (object) -offsetof(type, std)))

extern zend_class_entry *xs_ce_watcher, *xs_ce_event, *xs_ce_backend, *xs_ce_poll_handle, *xs_ce_duration;
extern zend_class_entry *xs_ce_time_exception;
extern zend_class_entry *xs_ce_backend_unavailable, *xs_ce_inactive_watcher, *xs_ce_already_watched,
	*xs_ce_invalid_handle, *xs_ce_failed_init, *xs_ce_failed_add, *xs_ce_failed_modify, *xs_ce_failed_wait;

/* Object handlers that are not the standard ones; in the file of the class. */
zend_object *xs_poll_context_create(zend_class_entry *ce);
zend_object *xs_watcher_create(zend_class_entry *ce);
zend_object *xs_poll_handle_create(zend_class_entry *ce);
zend_object *xs_duration_create(zend_class_entry *ce);
void xs_poll_context_handlers(void);
void xs_watcher_handlers(void);
void xs_poll_handle_handlers(void);
void xs_duration_handlers(void);

/* ---- events, durations -------------------------------------------------------------------------- */

/* The bits for an array of Io\Poll\Event; 0 when it is empty or holds anything else. */
uint32_t xs_events_from_array(HashTable *array);

/* The bit of one case. */
uint32_t xs_event_bit(zend_object *event);

/* An array of the cases, in their order. */
void xs_events_to_array(uint32_t events, zval *array);

/* The one for that case; NULL for it is Auto. NULL: not in this build. */
const xs_pollset_ops *xs_poll_backend(zend_object *backend);

/* Throws ce with the code 8.6 has for this errno. */
void xs_poll_throw(zend_class_entry *ce, const char *message, int code);

/* What a Time\Duration says, in nanoseconds: below zero when it is negative. Fits: it is at most 292 years.
 */
int64_t xs_duration_ns(zend_object *duration);

/* ---- the set ------------------------------------------------------------------------------------ */

/* The stream, or NULL when it was closed. Borrowed. */
php_stream *xs_poll_handle_stream(const xs_poll_handle *handle);

/* SOCK_ERR, perhaps with a warning, when there is nothing to poll. */
php_socket_t xs_poll_handle_fd(const xs_poll_handle *handle);

/* Makes an empty set. 0, or -1 with errno. */
int xs_set_init(xs_poll_set *set, const xs_pollset_ops *ops);

/* Ends all watchers and frees what the set has, not the set. Runs PHP code. */
void xs_set_destroy(xs_poll_set *set);

/* Watches fd for watcher->watched. Takes a reference. 0, or -1 with errno (EEXIST: somebody watches it). */
int xs_set_add(xs_poll_set *set, xs_watcher *watcher, php_socket_t fd);

/* Changes what it is watched for, and arms it again. 0, or -1 with errno, then nothing has changed. */
int xs_set_modify(xs_watcher *watcher, uint32_t events);

/* Ends the watcher; closed: because its stream is. Gives the set's reference back: may free it and run PHP
 * code.
 */
void xs_set_remove(xs_watcher *watcher, bool closed);

/* Is it active? Finds out that a stream that cannot tell was closed. May run PHP code, does not free it. */
bool xs_watcher_is_active(xs_watcher *watcher);

/* The same without the reference, for a watcher that is freed anyway. */
void xs_watcher_forget(xs_watcher *watcher);

/* A listener gives pollers another descriptor from time to time; watches the present one. */
void xs_set_follow(xs_watcher *watcher);

/* A one-shot watcher was reported though the kernel does not know. */
void xs_set_disarm(xs_watcher *watcher);

/* Puts it into the list. */
void xs_watcher_report(xs_watcher *watcher, uint32_t events, zval *ready);

void xs_set_add_gc(xs_poll_set *set, zend_get_gc_buffer *buffer);

void xs_ring_leave(struct xs_ring *one);
void xs_ring_append(struct xs_ring *ring, struct xs_ring *one);

/* Waits, ns < 0 for ever, and puts those that are ready, at most `most`, into the list `ready`. 0, or -1 with
 * errno. Runs PHP code only before it waits. */
int xs_set_wait(xs_poll_set *set, int64_t ns, zend_long most, zval *ready);

/* ---- hidden.c: what the kernel does not see ----------------------------------------------------- */

/* It may hold bytes now: looks before the next wait. */
void xs_hidden_suspect(xs_watcher *watcher);

/* So many watchers of other streams are looked at in each wait. */
#define XS_HIDDEN_FEW 32

/* Looks at some watchers of other streams, or at all: those with bytes in PHP's buffer become hot, those
 * whose stream was closed end. Runs PHP code. */
void xs_hidden_look(xs_poll_set *set, bool all);

/* How many hot ones are ready; the others are not hot any more. Output gathered by our streams goes out. */
zend_long xs_hidden_count(xs_poll_set *set);

/* Appends the hot ones, as many as fit. Adds XS_POLL_READ to those of this turn, which are in the list. */
void xs_hidden_take(xs_poll_set *set, zend_long most, zval *ready);

#endif
