#include "setup.h"

#include "../os/fork.h"
#include "../os/timer.h"
#include "../php_xsock.h"
#include "linger.h"
#include "setup_parts.h"

#define DEFAULT_LIMIT 1024
#define DEFAULT_TIMEOUT_S 10.0

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
	xs_setup_watch_listener(setups, true);
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

static bool lost_from(xs_setups *setups, struct list *list, const xs_socket *sock)
{
	for (struct setup *s = list->first; s; s = s->next) {
		if (s->sock == sock) {
			take_out(list, s);
			if (s->watched && setups->poller) {
				xs_poller_remove(setups->poller, sock->ns.socket);
			}
			efree(s);
			return true;
		}
	}
	return false;
}

void xs_setup_lost(const xs_socket *sock)
{
	for (xs_setups *setups = XSG(setups); setups; setups = setups->next_of_thread) {
		if (lost_from(setups, &setups->waiting, sock) || lost_from(setups, &setups->done, sock)) {
			return;
		}
	}
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
	xs_setup_wake_pollers(setups);
	return sock;
}

static xs_accepted next_done(xs_setups *setups, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err)
{
	int budget = XS_SETUP_STEPS;
	for (;;) {
		if (setups->done.first) {
			*conn = hand_out(setups, peer, err);
			setups->listener->listener->accepted += *conn != NULL;
			return *conn ? XS_ACCEPTED : XS_ACCEPT_FAIL;
		}
		xs_deadline until = wait ? deadline : 0;
		if (wait && setups->next_expiry != XS_NEVER && (until == XS_NEVER || setups->next_expiry < until)) {
			until = setups->next_expiry;
		}
		xs_accepted how = xs_setup_round(setups, until, &budget, err);
		if (how == XS_ACCEPT_FAIL || how == XS_ACCEPT_INTR) {
			return how;
		}
		if (xs_setup_broken_off(setups)) {
			return EG(exception) ? XS_ACCEPT_FAIL : XS_ACCEPT_INTR;
		}
		if (setups->done.first == NULL
			&& (wait ? deadline != XS_NEVER && xs_clock() >= deadline : budget <= 0)) {
			if (setups->rules) {
				xs_setup_wake_pollers(setups); /* those that asked for the descriptor only once */
			}
			return XS_NOBODY;
		}
		budget = wait ? XS_SETUP_STEPS : budget;
	}
}

xs_accepted xs_setup_accept(xs_socket *listener, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err)
{
	xs_setups *setups = listener->listener->setups;
	if (setups->busy) {
		return XS_NOBODY;
	}
	if (be_ours(setups, err) != SUCCESS) {
		return XS_ACCEPT_FAIL;
	}
	if (!wait) {
		xs_setup_end_pause(setups); /* else the timer does, so that a loop of waiting accepts does not spin */
	}
	setups->busy = true;
	xs_accepted how = next_done(setups, wait, deadline, peer, conn, err);
	setups->busy = false;
	return how;
}

bool xs_setup_is_quiet(const xs_setups *setups)
{
	return setups->done.count > 0 || !xs_setup_calls(setups);
}

php_socket_t xs_setup_poll_fd(xs_socket *listener)
{
	xs_setups *setups = listener->listener->setups;
	xs_error err = XS_ERROR_INIT;
	int budget = XS_SETUP_STEPS;
	if (!setups->busy && be_ours(setups, &err) == SUCCESS && !xs_setup_calls(setups)) {
		xs_setup_round(setups, 0, &budget, &err); /* errors show again when accept is called */
		xs_setup_wake_pollers(setups);
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
