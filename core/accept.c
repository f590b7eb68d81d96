/* Taking connections from a listener. */
#include "../os/drain.h"
#include "../os/fork.h"
#include "../os/timer.h"
#include "../transports/tls.h"
#include "linger.h"
#include "listener.h"
#include "setup.h"
#include "watched.h"

#include "zend_exceptions.h"

/* What accept's errno means for the loop around it. The one place that knows. */
typedef enum { TAKEN, EMPTY, NEXT, INTR, PAUSE, BROKEN } action;

static action action_for(int code)
{
	switch (code) {
		case EAGAIN:
#if EWOULDBLOCK != EAGAIN
		case EWOULDBLOCK:
#endif
			return EMPTY;
		case EINTR:
			return INTR;
		case ECONNABORTED:
#ifdef EPROTO
		case EPROTO:
#endif
#ifdef ENONET /* Linux reports errors of the new connection's network here, see accept(2) */
		case ENETDOWN:
		case ENOPROTOOPT:
		case EHOSTDOWN:
		case ENONET:
		case EHOSTUNREACH:
		case ENETUNREACH:
#endif
			return NEXT;
		case EMFILE:
		case ENFILE:
		case ENOBUFS:
		case ENOMEM:
			return PAUSE;
		default:
			return BROKEN;
	}
}

/* Connections that died in the queue are passed over, but not for ever. */
#define MAX_PASSED_OVER 4096

static action take_one(xs_socket *sock, xs_sockaddr *peer, php_socket_t *fd, xs_error *err)
{
	xs_listener *listener = sock->listener;
	int flags = (listener->nonblock ? XS_OS_NONBLOCK : 0) | (listener->cloexec ? XS_OS_CLOEXEC : 0);
	for (int i = 0; i < MAX_PASSED_OVER; i++) {
		if (peer) {
			peer->len = sizeof(peer->sa);
		}
		*fd = xs_os_accept(sock->ns.socket, peer ? (struct sockaddr *) &peer->sa : NULL,
			peer ? &peer->len : NULL, flags);
		if (*fd != SOCK_ERR) {
			return TAKEN;
		}
		int code = php_socket_errno();
		action what = action_for(code);
		if (what == PAUSE && xs_linger_give_way()) {
			continue;
		}
		if (what != NEXT) {
			if (what == PAUSE || what == BROKEN) {
				xs_error_system(err, code, "accept", ZSTR_VAL(listener->address));
			}
			return what;
		}
		listener->aborted++;
	}
	return EMPTY;
}

static void pause_pollers(xs_socket *sock)
{
	if (sock->listener->timer != SOCK_ERR) {
		xs_os_timer_arm(sock->listener->timer, XS_PAUSE_MS);
		sock->listener->paused = true;
		xs_watched_touch(sock);
	}
}

static xs_waited wait_for_client(xs_socket *sock, xs_deadline deadline, short *revents, xs_error *err)
{
	if (XS_SIGNAL_PENDING()) {
		return XS_INTERRUPTED; /* it came too early to interrupt the poll */
	}
	xs_waited w = xs_wait(sock->ns.socket, POLLIN | POLLRDHUP, deadline, revents);
	if (w == XS_BROKEN) {
		xs_error_system(err, php_socket_errno(), "poll", ZSTR_VAL(sock->listener->address));
	}
	return w;
}

xs_accepted xs_listener_take(xs_socket *sock, xs_sockaddr *peer, php_socket_t *fd, xs_error *err)
{
	static const xs_accepted how[] = {
		[TAKEN] = XS_ACCEPTED,
		[EMPTY] = XS_NOBODY,
		[INTR] = XS_ACCEPT_INTR,
		[PAUSE] = XS_ACCEPT_FAIL,
		[BROKEN] = XS_ACCEPT_FAIL,
	};
	return how[take_one(sock, peer, fd, err)];
}

static xs_accepted accept_plain(xs_socket *sock, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	php_socket_t *fd, xs_error *err)
{
	xs_listener *listener = sock->listener;
	bool poll_first = wait && listener->poll_first;

	for (;;) {
		int64_t before = 0, polled = 0;
		short revents = 0;
		if (poll_first) {
			before = xs_clock();
			xs_waited w = wait_for_client(sock, deadline, &revents, err);
			if (w != XS_READY) {
				return w == XS_TIMED_OUT ? XS_NOBODY : w == XS_INTERRUPTED ? XS_ACCEPT_INTR : XS_ACCEPT_FAIL;
			}
			polled = xs_clock();
		}
		switch (take_one(sock, peer, fd, err)) {
			case TAKEN:
				/* A poll that took no longer than the accept behind it did not sleep: clients are queueing,
				 * the next call need not ask first. */
				if (poll_first) {
					listener->poll_first = polled - before > 2 * (xs_clock() - polled);
				}
				listener->accepted++;
				return XS_ACCEPTED;
			case INTR:
				return XS_ACCEPT_INTR;
			case PAUSE:
				pause_pollers(sock);
				listener->out_until = xs_clock() + XS_PAUSE_MS * INT64_C(1000000);
				return XS_ACCEPT_FAIL;
			case BROKEN:
				return XS_ACCEPT_FAIL;
			default:
				listener->poll_first = true;
				if (!wait || (poll_first && deadline != XS_NEVER && polled >= deadline)) {
					return XS_NOBODY;
				}
				if (revents & (POLLHUP | POLLRDHUP)) {
					/* Shut down: always ready and never anybody there. A tcp socket says so by itself, a unix
					 * one not. */
					xs_error_system(err, EINVAL, "accept", ZSTR_VAL(listener->address));
					return XS_ACCEPT_FAIL;
				}
				poll_first = true; /* also when another process took the client between poll and accept */
		}
	}
}

/* Descriptors ran out a moment ago and this call has time: a loop around a waiting accept must not spin. With
 * set-ups it is xs_setup_round() that pauses, and goes on with them. False: a signal came. */
static bool sit_out(xs_socket *sock, xs_deadline deadline)
{
	int64_t until = sock->listener->out_until;
	sock->listener->out_until = 0;
	if (until == 0) {
		return true;
	}
	if (deadline != XS_NEVER && deadline < until) {
		until = deadline;
	}
	return !XS_SIGNAL_PENDING() && xs_wait(sock->ns.socket, 0, until, NULL) != XS_INTERRUPTED;
}

xs_accepted xs_listener_accept(xs_socket *sock, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err)
{
	php_socket_t fd;
	xs_linger_serve();
	zend_object *thrown = sock->listener->thrown;
	if (thrown) {
		sock->listener->thrown = NULL;
		xs_error_throw(thrown);
		return XS_ACCEPT_FAIL;
	}
	if (sock->listener->kept) {
		xs_error_system(err, sock->listener->kept, "accept", ZSTR_VAL(sock->listener->address));
		sock->listener->kept = 0;
		return XS_ACCEPT_FAIL;
	}
	if (sock->listener->paused) {
		sock->listener->paused = false;
		xs_watched_touch(sock);
	}
	if (sock->flags & XS_F_HANDED_OUT) {
		/* Somebody else may have made the listener blocking (I2): accept would then wait past its deadline.
		 */
		xs_os_set_blocking(sock->ns.socket, false);
	}
	if (sock->listener->setups) {
		return xs_setup_accept(sock, wait, deadline, peer, conn, err);
	}
	if (wait && !sit_out(sock, deadline)) {
		return XS_ACCEPT_INTR;
	}
	xs_accepted how = accept_plain(sock, wait, deadline, peer, &fd, err);
	if (how == XS_ACCEPTED) {
		*conn = xs_listener_adopt(sock, fd);
	}
	return how;
}

bool xs_listener_keep_thrown(xs_socket *sock)
{
	zend_object *thrown = xs_error_take_back();
	if (thrown == NULL) {
		return false;
	}
	if (sock->listener->thrown) { /* of an accept in the middle of this one, or in another fiber */
		zend_exception_set_previous(thrown, sock->listener->thrown);
	}
	sock->listener->thrown = thrown;
	return true;
}

xs_socket *xs_listener_adopt(const xs_socket *from, php_socket_t fd)
{
	const xs_listener *listener = from->listener;
	xs_socket *volatile made = NULL;
	zend_try
	{
		made = xs_socket_new(from->transport, false);
	}
	zend_catch
	{
		xs_os_close(fd);
		zend_bailout();
	}
	zend_end_try();
	xs_socket *sock = made;
	sock->ns.socket = fd;
	sock->ns.timeout = from->ns.timeout;
	sock->ns.is_blocked = !listener->nonblock;
	sock->read_buffer = from->read_buffer;
	sock->write_buffer = from->write_buffer;
	sock->tls_store = from->tls_store ? xs_tls_store_hold(from->tls_store) : NULL;
	sock->flags |= (from->flags & XS_F_INET6) | (listener->nonblock ? XS_F_FD_NONBLOCK : 0)
		| (listener->inherits_rcvtimeo && listener->forks == xs_os_forks() ? XS_F_RCVTIMEO : 0)
		| (listener->cloexec ? 0 : XS_F_HANDED_OUT);
	if (listener->drained) {
		xs_os_drain_undo(fd);
	}
	if (from->transport->accepted) {
		from->transport->accepted(fd, listener);
	}
	return sock;
}
