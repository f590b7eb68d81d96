#include "listener.h"

#include "../os/drain.h"
#include "../os/timer.h"
#include "../php_xsock.h"
#include "../transports/tls.h"
#include "linger.h"
#include "prelude.h"
#include "setup.h"
#include "sockopt.h"
#include "watched.h"

#define PAUSE_MS 50 /* how long pollers leave us alone when descriptors are out */

/* ---- create ------------------------------------------------------------------------------------- */

/* Is there something to do with connections before accept hands them out? */
static bool owes_setup(const xs_socket *sock)
{
	return sock->transport->socktype == SOCK_STREAM
		&& (xs_transport_speaks_tls(sock->transport, &sock->listener->opt)
			|| xs_prelude_wanted(&sock->listener->opt));
}

zend_result xs_listener_equip(xs_socket *sock, xs_error *err)
{
	xs_listener *listener = sock->listener;
	if (owes_setup(sock) && listener->setups == NULL) {
		listener->setups = xs_setups_new(sock, err);
		return listener->setups ? SUCCESS : FAILURE;
	}
	if (listener->timer == SOCK_ERR && !listener->setups) {
		listener->timer = xs_os_timer_new();
	}
	return SUCCESS;
}

void xs_listener_attach(xs_socket *sock, zend_string *text, xs_options *opt, bool listening)
{
	xs_listener *listener = ecalloc(1, sizeof(*listener)); /* servers are never persistent (I15) */
	listener->opt = *opt;
	memset(opt, 0, sizeof(*opt));
	listener->address = zend_string_copy(text);
	listener->timer = SOCK_ERR;
	listener->poll_first = true;
	listener->nonblock = XS_INT(&listener->opt, nonblock, 0);
	listener->cloexec = XS_INT(&listener->opt, cloexec, 1);
	sock->listener = listener;
	if (listening && !owes_setup(sock)) { /* set-ups have their own */
		listener->timer = xs_os_timer_new();
	}
	sock->read_buffer = (uint32_t) XS_INT(&listener->opt, read_buffer, XSG(read_buffer));
	sock->write_buffer = xs_write_buffer(sock, &listener->opt);
	sock->flags |= listening ? XS_F_LISTENING : 0;
}

void xs_listener_free(xs_listener *listener)
{
	if (listener->setups) {
		xs_setups_free(listener->setups);
	}
	xs_options_free(&listener->opt);
	zend_string_release(listener->address);
	if (listener->path) {
		zend_string_release(listener->path);
	}
	if (listener->timer != SOCK_ERR) {
		xs_os_close(listener->timer);
	}
	efree(listener);
}

/* Defaults that are ours rather than the system's. */
static zend_result apply_options(php_socket_t fd, int domain, const xs_transport *transport, bool any_host,
	const xs_options *opt, const char *text, xs_error *err)
{
	static const xs_value on = { .i = 1 }, off = { .i = 0 };
	bool reuse = transport->on == XS_ON_TCP || (transport->as_core && transport->on == XS_ON_UDP);
	bool nodelay = transport->on == XS_ON_TCP && !transport->as_core;
	if ((reuse && !XS_GIVEN(opt, so_reuseaddr)
			&& xs_sockopt_set(fd, domain, XS_OPT_so_reuseaddr, &on, text, err) != SUCCESS)
		|| (nodelay && !XS_GIVEN(opt, tcp_nodelay)
			&& xs_sockopt_set(fd, domain, XS_OPT_tcp_nodelay, &on, text, err) != SUCCESS)) {
		return FAILURE;
	}
	if (any_host && !XS_GIVEN(opt, ipv6_v6only)
		&& xs_sockopt_set(fd, domain, XS_OPT_ipv6_v6only, &off, text, err) != SUCCESS) {
		return FAILURE;
	}
	return xs_sockopt_apply(fd, domain, opt, transport->on, XS_AT_OPEN, text, err);
}

static zend_result bind_plain(php_socket_t fd, const xs_sockaddr *to, const char *text, xs_error *err)
{
	if (bind(fd, (const struct sockaddr *) &to->sa, to->len) != 0) {
		xs_error_system(err, php_socket_errno(), "bind", text);
		return FAILURE;
	}
	return SUCCESS;
}

/* One address: socket, options, bind. On failure nothing is open. */
static zend_result open_one(xs_socket *sock, const xs_sockaddr *to, bool any_host, xs_error *err)
{
	const xs_transport *transport = sock->transport;
	xs_listener *listener = sock->listener;
	const xs_options *opt = &listener->opt;
	const char *text = ZSTR_VAL(listener->address);
	int domain = to->sa.ss_family;
	bool nonblock = (sock->flags & XS_F_LISTENING) || listener->nonblock;

	php_socket_t fd = xs_os_socket(domain, transport->socktype,
		(nonblock ? XS_OS_NONBLOCK : 0) | (listener->cloexec ? XS_OS_CLOEXEC : 0));
	if (fd == SOCK_ERR) {
		xs_error_system(err, php_socket_errno(), "socket", text);
		return FAILURE;
	}
	if (apply_options(fd, domain, transport, any_host, opt, text, err) != SUCCESS
		|| (transport->bind ? transport->bind(fd, to, opt, listener, err) : bind_plain(fd, to, text, err))
			!= SUCCESS) {
		xs_os_close(fd);
		return FAILURE;
	}
	sock->ns.socket = fd;
	sock->flags |= (domain == AF_INET6 ? XS_F_INET6 : 0);
	if (!(sock->flags & XS_F_LISTENING) && listener->nonblock) {
		sock->flags |= XS_F_FD_NONBLOCK;
		sock->ns.is_blocked = 0;
	}
	if (transport->bound && transport->bound(fd, domain, opt, text, err) != SUCCESS) {
		return FAILURE;
	}
	return SUCCESS;
}

/* The first address that works; the error is that of the last one tried. */
static zend_result open_any(xs_socket *sock, const xs_address *address, xs_error *err)
{
	xs_sockaddrs addrs;
	zend_result result = FAILURE;
	if (xs_address_resolve(address, sock->transport->socktype, true, ZSTR_VAL(sock->listener->address),
			&addrs, err)
		!= SUCCESS) {
		return FAILURE;
	}
	for (size_t i = 0; i < addrs.count && result != SUCCESS && sock->ns.socket == SOCK_ERR; i++) {
		xs_error_free(err);
		result = open_one(sock, &addrs.list[i], address->any_host, err);
	}
	xs_sockaddrs_free(&addrs);
	return result;
}

static void unwind(xs_socket *sock, xs_options *opt)
{
	*opt = sock->listener->opt;
	memset(&sock->listener->opt, 0, sizeof(sock->listener->opt));
	if (sock->ns.socket != SOCK_ERR) {
		if (sock->transport->closed) {
			sock->listener->keep_path = false; /* nobody ever listened there */
			sock->transport->closed(sock->listener);
		}
		xs_os_close(sock->ns.socket);
		sock->ns.socket = SOCK_ERR;
	}
	xs_listener_free(sock->listener);
	sock->listener = NULL;
	sock->flags &= ~(XS_F_LISTENING | XS_F_INET6 | XS_F_FD_NONBLOCK);
}

zend_result xs_listener_open(xs_socket *sock, const xs_address *address, zend_string *text, int flags,
	xs_options *opt, xs_error *err)
{
	bool listening = (flags & STREAM_XPORT_LISTEN) && sock->transport->socktype == SOCK_STREAM;
	if (xs_prelude_check(opt, err) != SUCCESS) {
		return FAILURE;
	}
	if (xs_transport_speaks_tls(sock->transport, opt) && !sock->transport->as_core
		&& xs_tls_prepare(sock->tls_store, opt, true, err) != SUCCESS) {
		return FAILURE; /* a bad certificate shows here, not at the first client */
	}
	xs_listener_attach(sock, text, opt, listening);
	if (open_any(sock, address, err) != SUCCESS) {
		unwind(sock, opt);
		return FAILURE;
	}
	if (listening
		&& xs_listener_listen(sock, (int) XS_INT(&sock->listener->opt, backlog, XSG(backlog)), err)
			!= SUCCESS) {
		unwind(sock, opt);
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_listener_listen(xs_socket *sock, int backlog, xs_error *err)
{
	xs_listener *listener = sock->listener;
	/* The kernel caps it at its own maximum; -1 is not defined everywhere, a large number is. */
	if (listen(sock->ns.socket, backlog < 0 ? 65535 : backlog) != 0) {
		xs_error_system(err, php_socket_errno(), "listen", ZSTR_VAL(listener->address));
		return FAILURE;
	}
	listener->backlog = backlog;
	sock->flags |= XS_F_LISTENING;
	if (xs_listener_equip(sock, err) != SUCCESS) {
		return FAILURE;
	}
	if (XS_TCP_INHERITS_RCVTIMEO && sock->transport->on == XS_ON_TCP && listener->cloexec
		&& !(sock->flags & XS_F_HANDED_OUT)) {
		listener->inherits_rcvtimeo = xs_os_set_rcvtimeo(sock->ns.socket, &sock->ns.timeout) == 0;
		sock->flags |= XS_F_RCVTIMEO;
	}
	return SUCCESS;
}

/* ---- accept ------------------------------------------------------------------------------------- */

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
		xs_os_timer_arm(sock->listener->timer, PAUSE_MS);
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

xs_accepted xs_listener_accept(xs_socket *sock, bool wait, xs_deadline deadline, xs_sockaddr *peer,
	xs_socket **conn, xs_error *err)
{
	php_socket_t fd;
	xs_linger_serve();
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
	xs_accepted how = accept_plain(sock, wait, deadline, peer, &fd, err);
	if (how == XS_ACCEPTED) {
		*conn = xs_listener_adopt(sock, fd);
	}
	return how;
}

xs_socket *xs_listener_adopt(const xs_socket *from, php_socket_t fd)
{
	const xs_listener *listener = from->listener;
	xs_socket *sock = xs_socket_new(from->transport, false);
	sock->ns.socket = fd;
	sock->ns.timeout = from->ns.timeout;
	sock->ns.is_blocked = !listener->nonblock;
	sock->read_buffer = from->read_buffer;
	sock->write_buffer = from->write_buffer;
	sock->tls_store = from->tls_store ? xs_tls_store_hold(from->tls_store) : NULL;
	sock->flags |= (from->flags & XS_F_INET6) | (listener->nonblock ? XS_F_FD_NONBLOCK : 0)
		| (listener->inherits_rcvtimeo ? XS_F_RCVTIMEO : 0) | (listener->cloexec ? 0 : XS_F_HANDED_OUT);
	if (listener->drained) {
		xs_os_drain_undo(fd);
	}
	if (from->transport->accepted) {
		from->transport->accepted(fd, listener);
	}
	return sock;
}

/* ---- polling ------------------------------------------------------------------------------------ */

php_socket_t xs_listener_poll_fd(xs_socket *sock)
{
	if (sock->listener->setups) {
		return xs_setup_poll_fd(sock);
	}
	return sock->listener->paused ? sock->listener->timer : sock->ns.socket;
}

bool xs_listener_may_warn(xs_socket *sock)
{
	int64_t now = xs_clock();
	if (sock->listener->warned_at && now - sock->listener->warned_at < INT64_C(1000000000)) {
		return false;
	}
	sock->listener->warned_at = now;
	return true;
}
