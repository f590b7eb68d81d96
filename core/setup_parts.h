/* The table of connections being set up, for setup*.c alone. */
#ifndef XS_SETUP_PARTS_H
#define XS_SETUP_PARTS_H

#include "../os/fork.h"
#include "../os/poller.h"
#include "prelude.h"
#include "setup.h"

/* One connection. In the list of those waiting, least recent progress first, or of those done, oldest first.
 */
struct setup {
	struct setup *prev, *next;
	xs_socket *sock;
	xs_sockaddr peer;     /* behind a PROXY header the client's address */
	xs_deadline deadline; /* for the whole set-up */
	xs_deadline patience; /* until then an optional PROXY header may come; XS_NEVER when that is no matter */
	bool header_due;      /* a PROXY header may come first */
	bool tls_begun;
	zend_string *failure; /* in the list of those done: no connection, accept says this; owned */
	short watched;        /* what the poller watches it for, 0 while it does not */
};

struct list {
	struct setup *first, *last;
	uint32_t count;
};

struct xs_setups {
	xs_setups *next_of_thread; /* for the fork handler */
	xs_socket *listener;       /* borrowed: it owns us */
	xs_prelude_rules *rules;   /* of the PROXY header, or NULL when there is none; owned */
	xs_poller *poller;
	php_socket_t timer; /* in the poller: readable while somebody is done, or when a pause is over; owned */
	xs_deadline armed;  /* when it becomes or became readable, 0 at once; XS_NEVER: it is off */
	struct list waiting, done;
	uint32_t limit;
	double timeout;
	xs_deadline next_expiry; /* no deadline and no patience ends before; XS_NEVER when nobody waits */
	bool busy;               /* an accept is at work; one inside of its callbacks finds nobody */
	bool paused;             /* descriptors ran out: the listening socket is not watched for a while */
	uint32_t owner;          /* fork generation */
	uint64_t failed, timed_out, evicted;
	uint32_t failures; /* in the list of those done */
	zend_string *last_error;
};

static inline void append(struct list *list, struct setup *s)
{
	s->next = NULL;
	s->prev = list->last;
	*(list->last ? &list->last->next : &list->first) = s;
	list->last = s;
	list->count++;
}

static inline void take_out(struct list *list, struct setup *s)
{
	*(s->prev ? &s->prev->next : &list->first) = s->next;
	*(s->next ? &s->next->prev : &list->last) = s->prev;
	list->count--;
}

/* The next moment at which the table changes by itself. */
static inline void xs_setup_expires(xs_setups *setups, xs_deadline when)
{
	if (setups->next_expiry == XS_NEVER || when < setups->next_expiry) {
		setups->next_expiry = when;
	}
}

/* May a callback of the script run in the middle of its handshakes? */
static inline bool xs_setup_calls(const xs_setups *setups)
{
	return XS_GIVEN(&setups->listener->listener->opt, psk_server_cb)
		|| XS_GIVEN(&setups->listener->listener->opt, session_get_cb);
}

/* Did one throw, or fork, and is this the child? Then the round ends here. */
static inline bool xs_setup_broken_off(const xs_setups *setups)
{
	return EG(exception) || setups->owner != xs_os_generation();
}

/* How many accepts and steps a call that does not wait makes. */
#define XS_SETUP_STEPS 64

/* In setup_step.c: */

/* What a new connection has to do. False: this peer may not come at all. */
bool xs_setup_expect(xs_setups *setups, struct setup *s);

/* As far as it goes without waiting. XS_OK: done; XS_FAIL: *err says why. */
xs_io xs_setup_go_on(xs_setups *setups, struct setup *s, xs_error *err);

/* In setup_round.c: */

/* Waits for something to be ready, until the deadline, then does everything that is, once; *budget is what is
 * left of accepts and steps. XS_ACCEPT_FAIL: descriptors are out and nobody can give way, or the socket
 * broke. */
xs_accepted xs_setup_round(xs_setups *setups, xs_deadline deadline, int *budget, xs_error *err);

/* Somebody is done, or will be when his patience ends: pollers must wake although the kernel has nothing new.
 */
void xs_setup_wake_pollers(xs_setups *setups);

/* Does the poller look for new clients? */
void xs_setup_watch_listener(xs_setups *setups, bool on);

/* New clients are looked for again, if they were not. */
void xs_setup_end_pause(xs_setups *setups);

#endif
