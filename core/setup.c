#include "setup.h"

#include "../os/fork.h"
#include "../os/timer.h"
#include "../php_xsock.h"
#include "linger.h"
#include "setup_parts.h"

#define STEPS_PER_CALL 64
#define DEFAULT_LIMIT 1024
#define DEFAULT_TIMEOUT_S 10.0
#define PAUSE_MS 50

/* ---- one connection ----------------------------------------------------------------------------- */

static void unwatch(xs_setups *setups, struct setup *s)
{
	if (s->watched) {
		xs_poller_remove(setups->poller, s->sock->ns.socket);
		s->watched = 0;
	}
}

/* Ends it. It is in no list any more. */
static void drop(xs_setups *setups, struct setup *s)
{
	unwatch(setups, s);
	xs_linger(s->sock); /* a fatal alert must not become a reset */
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
	if (!setups->listener->transport->as_core || setups->failures >= STEPS_PER_CALL) {
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

/* Somebody is done, or will be when his patience ends: pollers must wake although the kernel has nothing new.
 */
static void wake_pollers(xs_setups *setups)
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
	take_out(&setups->waiting, s);
	if (r == XS_OK) {
		unwatch(setups, s);
		append(&setups->done, s);
	} else if (r == XS_FAIL) {
		setups->failed++;
		fail(setups, s, xs_error_text(&err));
	} else {
		short events = r == XS_WANT_WRITE ? POLLOUT : POLLIN;
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
	take_out(&setups->waiting, s);
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
	for (struct setup *s = setups->waiting.first, *next; s; s = next) {
		next = s->next;
		if (s->patience != XS_NEVER && now >= s->patience) {
			xs_setup_expires(setups, s->deadline);
			step(setups, s); /* goes on without a header */
		} else if (s->deadline != XS_NEVER && now >= s->deadline) {
			take_out(&setups->waiting, s);
			setups->timed_out++;
			fail(setups, s,
				setups->listener->transport->as_core ? "SSL: Handshake timed out" : "set-up timed out");
		} else {
			xs_setup_expires(setups, s->patience != XS_NEVER ? s->patience : s->deadline);
		}
	}
}

/* ---- accepting ---------------------------------------------------------------------------------- */

static void begin(xs_setups *setups, php_socket_t fd, const xs_sockaddr *peer)
{
	struct setup *s = ecalloc(1, sizeof(*s));
	s->sock = xs_listener_adopt(setups->listener, fd);
	s->peer = *peer;
	s->deadline = xs_deadline_in(setups->timeout);
	xs_setup_expires(setups, s->deadline);
	if (!xs_setup_expect(setups, s)) {
		setups->failed++;
		remember_error(setups, s, "the peer is not in proxy_trusted");
		drop(setups, s);
		return;
	}
	append(&setups->waiting, s);
	step(setups, s); /* often its first bytes are there already */
}

static void watch_listener(xs_setups *setups, bool on)
{
	if (on) {
		xs_poller_set(setups->poller, setups->listener->ns.socket, POLLIN, true, NULL);
	} else {
		xs_poller_remove(setups->poller, setups->listener->ns.socket);
	}
}

static void end_pause(xs_setups *setups)
{
	if (setups->paused) {
		setups->paused = false;
		watch_listener(setups, true);
		wake_pollers(setups);
	}
}

/* New clients, at most *budget. XS_ACCEPT_FAIL when descriptors are out and nobody can give way, or the
 * socket broke. */
static xs_accepted take_clients(xs_setups *setups, int *budget, xs_error *err)
{
	xs_sockaddr peer;
	php_socket_t fd;
	while (*budget > 0) {
		xs_accepted how = xs_listener_take(setups->listener, &peer, &fd, err);
		if (how == XS_ACCEPT_FAIL && XS_DESCRIPTORS_OUT(err->code) && evict(setups)) {
			xs_error_free(err);
			continue;
		}
		if (how != XS_ACCEPTED) {
			if (how == XS_ACCEPT_FAIL && XS_DESCRIPTORS_OUT(err->code) && setups->timer != SOCK_ERR) {
				setups->paused = true;
				watch_listener(setups, false);
				xs_os_timer_arm(setups->timer, PAUSE_MS);
				setups->armed = 1; /* some other moment */
			}
			return how;
		}
		(*budget)--;
		if (setups->waiting.count >= setups->limit) {
			evict(setups);
		}
		begin(setups, fd, &peer);
	}
	return XS_NOBODY;
}

/* Everything that is ready, once. */
static xs_accepted advance(xs_setups *setups, xs_deadline deadline, int *budget, xs_error *err)
{
	struct xs_polled ready[STEPS_PER_CALL];
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
	for (int i = 0; i < n; i++) {
		if (ready[i].data == NULL) {
			clients = true;
		} else if (ready[i].data == setups) {
			end_pause(setups);
			wake_pollers(setups); /* the moment has come: it would stay readable */
		} else {
			(*budget)--;
			step(setups, ready[i].data); /* touches no other of the ready ones */
		}
	}
	if (clients) {
		how = take_clients(setups, budget, err); /* last: it may evict */
	}
	*budget = n == 0 ? 0 : *budget;
	return how;
}

/* ---- fork --------------------------------------------------------------------------------------- */

static void free_list(struct list *list)
{
	while (list->first) {
		struct setup *s = list->first;
		take_out(list, s);
		s->watched = 0;
		if (s->failure) {
			zend_string_release(s->failure);
		} else {
			s->sock->flags |= XS_F_NO_GOODBYE;
			xs_socket_free(s->sock);
		}
		efree(s);
	}
}

void xs_setups_forget_after_fork(void)
{
	for (xs_setups *setups = XSG(setups); setups; setups = setups->next_of_thread) {
		struct list *lists[] = { &setups->waiting, &setups->done };
		for (int i = 0; i < 2; i++) {
			for (struct setup *s = lists[i]->first; s; s = s->next) {
				if (s->sock) {
					xs_os_close(s->sock->ns.socket);
					s->sock->ns.socket = SOCK_ERR;
				}
			}
		}
		if (setups->poller) {
			xs_poller_drop(setups->poller);
		}
	}
}

/* A poller and a timer of this process's own. */
static zend_result equip(xs_setups *setups, xs_error *err)
{
	setups->poller = xs_poller_new();
	if (setups->poller == NULL) {
		xs_error_system(err, php_socket_errno(), "epoll_create",
			ZSTR_VAL(setups->listener->listener->address));
		return FAILURE;
	}
	setups->timer = xs_os_timer_new();
	if (setups->timer != SOCK_ERR) {
		xs_poller_set(setups->poller, setups->timer, POLLIN, false, setups);
	}
	watch_listener(setups, true);
	setups->armed = XS_NEVER;
	setups->owner = xs_os_generation();
	return SUCCESS;
}

/* What equip() made, and every connection in the table. */
static void strip(xs_setups *setups)
{
	free_list(&setups->waiting);
	free_list(&setups->done);
	if (setups->poller) {
		xs_poller_free(setups->poller);
		setups->poller = NULL;
	}
	if (setups->timer != SOCK_ERR) {
		xs_os_close(setups->timer);
		setups->timer = SOCK_ERR;
	}
}

static zend_result be_ours(xs_setups *setups, xs_error *err)
{
	if (setups->owner == xs_os_generation()) {
		return SUCCESS;
	}
	strip(setups);
	setups->paused = false;
	setups->failures = 0;
	setups->next_expiry = XS_NEVER;
	return equip(setups, err);
}

/* ---- the interface ------------------------------------------------------------------------------ */

/* A quarter of the descriptors the process may have, so that silent clients leave room for others. */
static uint32_t default_limit(void)
{
	return MAX(MIN(xs_os_descriptor_limit() / 4, DEFAULT_LIMIT), 1);
}

xs_setups *xs_setups_new(xs_socket *listener, xs_error *err)
{
	const xs_options *opt = &listener->listener->opt;
	xs_setups *setups = ecalloc(1, sizeof(*setups));
	setups->listener = listener;
	setups->timer = SOCK_ERR;
	setups->next_expiry = XS_NEVER;
	setups->limit = (uint32_t) XS_INT(opt, setup_limit, default_limit());
	setups->timeout = XS_FLOAT(opt, setup_timeout,
		listener->transport->as_core ? (double) FG(default_socket_timeout) : DEFAULT_TIMEOUT_S);
	setups->rules = xs_prelude_rules_new(opt);
	if (equip(setups, err) != SUCCESS) {
		xs_prelude_rules_free(setups->rules);
		efree(setups);
		return NULL;
	}
	setups->next_of_thread = XSG(setups);
	XSG(setups) = setups;
	return setups;
}

void xs_setups_free(xs_setups *setups)
{
	xs_setups **at = &XSG(setups);
	while (*at != setups) {
		at = &(*at)->next_of_thread;
	}
	*at = setups->next_of_thread;
	strip(setups);
	if (setups->last_error) {
		zend_string_release(setups->last_error);
	}
	xs_prelude_rules_free(setups->rules);
	efree(setups);
}

/* NULL: it failed, *err says how. */
static xs_socket *hand_out(xs_setups *setups, xs_sockaddr *peer, xs_error *err)
{
	struct setup *s = setups->done.first;
	xs_socket *sock = s->sock;
	take_out(&setups->done, s);
	if (peer) {
		*peer = s->peer;
	}
	if (s->failure) {
		setups->failures--;
		xs_error_set(err, XS_ERROR_CRYPTO, 0, "%s", ZSTR_VAL(s->failure));
		zend_string_release(s->failure);
	}
	efree(s);
	wake_pollers(setups);
	return sock;
}

xs_accepted xs_setup_accept(xs_socket *listener, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err)
{
	xs_setups *setups = listener->listener->setups;
	int budget = STEPS_PER_CALL;
	if (be_ours(setups, err) != SUCCESS) {
		return XS_ACCEPT_FAIL;
	}
	end_pause(setups);
	for (;;) {
		if (setups->done.first) {
			*conn = hand_out(setups, peer, err);
			listener->listener->accepted += *conn != NULL;
			return *conn ? XS_ACCEPTED : XS_ACCEPT_FAIL;
		}
		xs_deadline until = wait ? deadline : 0;
		if (wait && setups->next_expiry != XS_NEVER && (until == XS_NEVER || setups->next_expiry < until)) {
			until = setups->next_expiry;
		}
		xs_accepted how = advance(setups, until, &budget, err);
		if (how == XS_ACCEPT_FAIL || how == XS_ACCEPT_INTR) {
			return how;
		}
		if (setups->done.first == NULL
			&& (wait ? deadline != XS_NEVER && xs_clock() >= deadline : budget <= 0)) {
			if (setups->rules) {
				wake_pollers(setups); /* those that asked for the descriptor only once */
			}
			return XS_NOBODY;
		}
		budget = wait ? STEPS_PER_CALL : budget;
	}
}

php_socket_t xs_setup_poll_fd(xs_socket *listener)
{
	xs_setups *setups = listener->listener->setups;
	xs_error err = XS_ERROR_INIT;
	int budget = STEPS_PER_CALL;
	if (be_ours(setups, &err) == SUCCESS) {
		advance(setups, 0, &budget, &err); /* errors show again when accept is called */
		wake_pollers(setups);
	}
	xs_error_free(&err);
	php_socket_t fd = setups->poller ? xs_poller_fd(setups->poller) : SOCK_ERR;
	return fd != SOCK_ERR ? fd : listener->ns.socket;
}

void xs_setup_counts(const xs_setups *setups, struct xs_setup_counts *counts)
{
	*counts = (struct xs_setup_counts){
		.setting_up = setups->waiting.count,
		.failed = setups->failed,
		.timed_out = setups->timed_out,
		.evicted = setups->evicted,
		.last_error = setups->last_error,
	};
}
