#include "listener.h"

#include "../os/fork.h"
#include "../os/timer.h"
#include "../php_xsock.h"
#include "../transports/tls.h"
#include "prelude.h"
#include "setup.h"
#include "sockopt.h"

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
	listener->folder = -1;
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

/* Closed, it is not locked any more. */
static void let_folder_go(xs_listener *listener)
{
	if (listener->folder != -1) {
		xs_os_close(listener->folder);
		listener->folder = -1;
	}
}

void xs_listener_free(xs_listener *listener)
{
	let_folder_go(listener);
	if (listener->setups) {
		xs_setups_free(listener->setups);
	}
	if (listener->thrown) {
		OBJ_RELEASE(listener->thrown);
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
	if (reuse && !XS_GIVEN(opt, so_reuseaddr)
		&& xs_sockopt_set(fd, domain, XS_OPT_so_reuseaddr, &on, text, err) != SUCCESS) {
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
		if (result != SUCCESS && address->any_host && err->code == EADDRINUSE) {
			break; /* there is IPv6, and its port is somebody else's: IPv4 alone would not be what was asked
					*/
		}
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
	let_folder_go(sock->listener);
	return SUCCESS;
}

/* Clients may come as soon as listen(2) was called, and are born with the timeout the socket has then. */
static void bequeath_timeout(xs_socket *sock)
{
	xs_listener *listener = sock->listener;
	if (XS_TCP_INHERITS_RCVTIMEO && sock->transport->on == XS_ON_TCP && listener->cloexec
		&& !(sock->flags & XS_F_HANDED_OUT)) {
		listener->inherits_rcvtimeo = xs_os_set_rcvtimeo(sock->ns.socket, &sock->ns.timeout) == 0;
		listener->forks = xs_os_forks();
		sock->flags |= XS_F_RCVTIMEO;
	}
}

zend_result xs_listener_listen(xs_socket *sock, int backlog, xs_error *err)
{
	xs_listener *listener = sock->listener;
	if (!listener->listened) {
		bequeath_timeout(sock);
	}
	/* The kernel caps it at its own maximum; -1 is not defined everywhere, a large number is. */
	if (listen(sock->ns.socket, backlog < 0 ? 65535 : backlog) != 0) {
		xs_error_system(err, php_socket_errno(), "listen", ZSTR_VAL(listener->address));
		return FAILURE;
	}
	listener->listened = true;
	listener->backlog = backlog;
	sock->flags |= XS_F_LISTENING;
	return xs_listener_equip(sock, err);
}

/* ---- polling ------------------------------------------------------------------------------------ */

php_socket_t xs_listener_poll_fd(xs_socket *sock, bool asks_again)
{
	if (sock->listener->setups) {
		return xs_setup_poll_fd(sock);
	}
	return sock->listener->paused && asks_again ? sock->listener->timer : sock->ns.socket;
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
