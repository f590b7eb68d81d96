/* One round through the table: new clients are taken, whoever can go on goes on, whoever is late is dropped.
 */
#include "../os/timer.h"
#include "linger.h"
#include "setup_parts.h"
#include "transport.h"

/* ---- one connection ----------------------------------------------------------------------------- */

static void unwatch(xs_setups *setups, struct setup *s)
{
	if (s->watched) {
		xs_poller_remove(setups->poller, s->sock->ns.socket);
		s->watched = 0;
	}
}

/* Ends it. It is in the list of those waiting until then: what needs memory, and may end the request, comes
 * before. */
static void drop(xs_setups *setups, struct setup *s)
{
	unwatch(setups, s);
	xs_linger(s->sock); /* a fatal alert must not become a reset */
	take_out(&setups->waiting, s);
	xs_socket_free(s->sock);
	efree(s);
}

static void remember_error(xs_setups *setups, const struct setup *s, const char *text)
{
	zend_string *peer = xs_sockaddr_text((const struct sockaddr *) &s->peer.sa, s->peer.len);
	zend_string *former = setups->last_error;
	setups->last_error = strpprintf(0, "%s: %s", ZSTR_LEN(peer) ? ZSTR_VAL(peer) : "client", text);
	zend_string_release(peer);
	if (former) { /* last: with no memory for the new one the request ends here, and frees it then */
		zend_string_release(former);
	}
}

/* Under core's names accept fails when a handshake does, so that takes the connection's place in the queue.
 * Peers that only come to fail cannot make it grow without bounds. */
static void fail(xs_setups *setups, struct setup *s, const char *text)
{
	remember_error(setups, s, text);
	if (!setups->listener->transport->as_core || setups->failures >= XS_SETUP_STEPS || EG(exception)) {
		drop(setups, s);
		return;
	}
	struct setup *told = ecalloc(1, sizeof(*told));
	told->peer = s->peer;
	told->failure = zend_string_init(text, strlen(text), 0);
	drop(setups, s);
	append(&setups->done, told);
	setups->failures++;
}

void xs_setup_wake_pollers(xs_setups *setups)
{
	xs_deadline when = setups->done.count ? 0 : XS_NEVER;
	int ms = setups->done.count ? 0 : XS_TIMER_OFF;
	if (when == XS_NEVER && setups->rules && xs_prelude_is_optional(setups->rules)) {
		when = setups->next_expiry;
	}
	if (setups->timer == SOCK_ERR || setups->paused || when == setups->armed) {
		return;
	}
	if (when > 0) {
		ms = xs_deadline_ms(when);
	}
	xs_os_timer_arm(setups->timer, ms);
	setups->armed = when;
}

/* One step. It is in the list of those waiting. */
static void step(xs_setups *setups, struct setup *s)
{
	xs_error err = XS_ERROR_INIT;
	xs_io r = xs_setup_go_on(setups, s, &err);
	if (setups->owner != xs_os_generation()) {
		xs_error_free(&err);
		return; /* a callback forked and this is the child: the next accept there drops them all */
	}
	if (r == XS_OK) {
		unwatch(setups, s);
		take_out(&setups->waiting, s);
		append(&setups->done, s);
	} else if (r == XS_FAIL) {
		setups->failed++;
		fail(setups, s, xs_error_text(&err));
	} else {
		short events = r == XS_WANT_WRITE ? POLLOUT : POLLIN;
		take_out(&setups->waiting, s);
		append(&setups->waiting, s);
		if (events != s->watched
			&& xs_poller_set(setups->poller, s->sock->ns.socket, events, false, s) == 0) {
			s->watched = events;
		}
	}
	xs_error_free(&err);
}

/* The one that has made no progress for longest gives way. */
static bool evict(xs_setups *setups)
{
	struct setup *s = setups->waiting.first;
	if (s == NULL) {
		return false;
	}
	setups->evicted++;
	remember_error(setups, s, "gave way to another client before its set-up was done");
	drop(setups, s);
	return true;
}

static void expire(xs_setups *setups)
{
	int64_t now = xs_clock();
	if (setups->next_expiry == XS_NEVER || now < setups->next_expiry) {
		return;
	}
	setups->next_expiry = XS_NEVER;
	for (struct setup *s = setups->waiting.first, *next; s && !xs_setup_broken_off(setups); s = next) {
		next = s->next;
		if (s->patience != XS_NEVER && now >= s->patience) {
			xs_setup_expires(setups, s->deadline);
			step(setups, s); /* goes on without a header */
		} else if (s->deadline != XS_NEVER && now >= s->deadline) {
			setups->timed_out++;
			fail(setups, s,
				setups->listener->transport->as_core ? "SSL: Handshake timed out" : "set-up timed out");
		} else {
			xs_setup_expires(setups, s->patience != XS_NEVER ? s->patience : s->deadline);
		}
	}
}

/* ---- accepting ---------------------------------------------------------------------------------- */

static void begin(xs_setups *setups, struct setup *s, php_socket_t fd)
{
	s->sock = xs_listener_adopt(setups->listener, fd);
	s->deadline = xs_deadline_in(setups->timeout);
	xs_setup_expires(setups, s->deadline);
	append(&setups->waiting, s);
	if (!xs_setup_expect(setups, s)) {
		setups->failed++;
		remember_error(setups, s, "the peer is not in proxy_trusted");
		drop(setups, s);
		return;
	}
	step(setups, s); /* often its first bytes are there already */
}

void xs_setup_watch_listener(xs_setups *setups, bool on)
{
	if (on) {
		xs_poller_set(setups->poller, setups->listener->ns.socket, POLLIN, true, NULL);
	} else {
		xs_poller_remove(setups->poller, setups->listener->ns.socket);
	}
}

void xs_setup_end_pause(xs_setups *setups)
{
	if (setups->paused) {
		setups->paused = false;
		xs_setup_watch_listener(setups, true);
		xs_setup_wake_pollers(setups);
	}
}

/* New clients, at most *budget. While enough are done and nobody calls accept, the kernel's queue keeps them.
 * Not more than there are places for, or one that another gives way to: those taken first may be ready to go
 * on meanwhile, and the next round sees to them before it evicts anybody else.
 * XS_ACCEPT_FAIL when descriptors are out and nobody can give way, or the socket broke. */
static xs_accepted take_clients(xs_setups *setups, int *budget, xs_error *err)
{
	php_socket_t fd;
	struct setup *s = NULL;
	xs_accepted how = XS_NOBODY;
	uint32_t places = setups->waiting.count < setups->limit ? setups->limit - setups->waiting.count : 1;
	while (*budget > 0 && places > 0 && setups->done.count < setups->limit && !xs_setup_broken_off(setups)) {
		s = s ? s : ecalloc(1, sizeof(*s)); /* first: without memory there is no descriptor to be lost */
		how = xs_listener_take(setups->listener, &s->peer, &fd, err);
		if (how == XS_ACCEPT_FAIL && XS_DESCRIPTORS_OUT(err->code) && evict(setups)) {
			xs_error_free(err);
			continue;
		}
		if (how != XS_ACCEPTED) {
			if (how == XS_ACCEPT_FAIL && XS_DESCRIPTORS_OUT(err->code) && setups->timer != SOCK_ERR) {
				setups->paused = true;
				xs_setup_watch_listener(setups, false);
				xs_os_timer_arm(setups->timer, XS_PAUSE_MS);
				setups->armed = 1; /* some other moment */
			}
			break;
		}
		(*budget)--;
		places--;
		if (setups->waiting.count >= setups->limit) {
			evict(setups);
		}
		begin(setups, s, fd);
		s = NULL;
		how = XS_NOBODY;
	}
	if (s) {
		efree(s);
	}
	return how;
}

xs_accepted xs_setup_round(xs_setups *setups, xs_deadline deadline, int *budget, xs_error *err)
{
	struct xs_polled ready[XS_SETUP_STEPS];
	expire(setups);
	if (deadline != 0 && XS_SIGNAL_PENDING()) {
		return XS_ACCEPT_INTR; /* it came too early to interrupt the wait */
	}
	int n = xs_poller_wait(setups->poller, ready, *budget, deadline);
	if (n < 0) {
		if (php_socket_errno() == EINTR) {
			return XS_ACCEPT_INTR;
		}
		xs_error_system(err, php_socket_errno(), "poll", ZSTR_VAL(setups->listener->listener->address));
		return XS_ACCEPT_FAIL;
	}
	xs_accepted how = XS_NOBODY;
	bool clients = false;
	for (int i = 0; i < n && !xs_setup_broken_off(setups); i++) {
		if (ready[i].data == NULL) {
			clients = true;
		} else if (ready[i].data == setups) {
			xs_setup_end_pause(setups);
			xs_setup_wake_pollers(setups); /* the moment has come: it would stay readable */
		} else {
			(*budget)--;
			step(setups, ready[i].data); /* touches no other of the ready ones, nor can its callbacks */
		}
	}
	if (clients && !xs_setup_broken_off(setups)) {
		how = take_clients(setups, budget, err); /* last: it may evict */
	}
	*budget = n == 0 ? 0 : *budget;
	return how;
}
