#include "connect.h"

#include "../php_xsock.h"
#include "../transports/tls.h"
#include "sockopt.h"

/* Option bindto: "192.0.2.1:0". */
static zend_result bind_local(php_socket_t fd, int domain, int socktype, const xs_options *opt, xs_error *err)
{
	xs_address local;
	xs_sockaddrs addrs;
	const zend_string *text = opt->v[XS_OPT_bindto].s;
	const char *wrong = xs_address_scan_rest(XS_ADDR_INET, ZSTR_VAL(text), ZSTR_LEN(text), &local);
	if (wrong) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "bindto %s: %s", ZSTR_VAL(text), wrong);
		return FAILURE;
	}
	if (xs_address_resolve(&local, socktype, true, ZSTR_VAL(text), &addrs, err) != SUCCESS) {
		return FAILURE;
	}
	zend_result result = FAILURE;
	int code = EAFNOSUPPORT;
	for (size_t i = 0; i < addrs.count && result != SUCCESS; i++) {
		if (addrs.list[i].sa.ss_family == domain) {
			result = bind(fd, (struct sockaddr *) &addrs.list[i].sa, addrs.list[i].len) == 0 ? SUCCESS
																							 : FAILURE;
			code = php_socket_errno();
		}
	}
	xs_sockaddrs_free(&addrs);
	if (result != SUCCESS) {
		xs_error_system(err, code, "bind", ZSTR_VAL(text));
	}
	return result;
}

/* Waits for a connect(2) under way. 0 when it succeeded, else its errno. */
static int wait_connected(php_socket_t fd, xs_deadline deadline)
{
	int code = 0;
	socklen_t len = sizeof(code);
	xs_waited w;
	do {
		w = xs_wait(fd, POLLOUT, deadline, NULL);
	} while (w == XS_INTERRUPTED);
	if (w == XS_TIMED_OUT) {
		return ETIMEDOUT;
	}
	if (w == XS_BROKEN || getsockopt(fd, SOL_SOCKET, SO_ERROR, (char *) &code, &len) != 0) {
		return php_socket_errno();
	}
	return code;
}

/* A unix server whose queue is full answers EAGAIN and nothing can be polled for; the kernel waits, bounded
 * by SO_SNDTIMEO. 0 when connected, else the errno. */
static int connect_queueing(php_socket_t fd, const xs_sockaddr *to, xs_deadline deadline)
{
	struct timeval tv = { -1, 0 }; /* for ever */
	int code;
	xs_os_set_blocking(fd, true);
	do {
		int64_t us = deadline == XS_NEVER ? 0 : (deadline - xs_clock()) / 1000;
		if (us <= 0 && deadline != XS_NEVER) {
			code = EAGAIN;
			break;
		}
		if (deadline != XS_NEVER) {
			tv.tv_sec = us / 1000000;
			tv.tv_usec = us % 1000000;
		}
		xs_os_set_sndtimeo(fd, &tv);
		code = connect(fd, (const struct sockaddr *) &to->sa, to->len) == 0 ? 0 : php_socket_errno();
	} while (code == EINTR);
	tv.tv_sec = -1;
	xs_os_set_sndtimeo(fd, &tv);
	xs_os_set_blocking(fd, false);
	return code == EAGAIN ? ETIMEDOUT : code;
}

static zend_result set_up(xs_socket *sock, php_socket_t fd, int domain, const char *text,
	const xs_options *opt, xs_error *err)
{
	const xs_transport *transport = sock->transport;
	if (xs_sockopt_apply(fd, domain, opt, transport->on, XS_AT_OPEN, text, err) != SUCCESS
		|| (XS_GIVEN(opt, bindto) && transport->kind == XS_ADDR_INET
			&& bind_local(fd, domain, transport->socktype, opt, err) != SUCCESS)) {
		return FAILURE;
	}
	return transport->bound ? transport->bound(fd, domain, opt, text, err) : SUCCESS;
}

zend_result xs_connect_tls(xs_socket *sock, const xs_options *opt, const char *host, const char *text,
	xs_deadline deadline, xs_error *err)
{
	if (!xs_transport_speaks_tls(sock->transport, opt)) {
		return SUCCESS;
	}
	if (xs_tls_begin(sock, opt, false, host && *host ? host : NULL, err) == SUCCESS) {
		if (deadline == 0) {
			sock->flags |= XS_F_CAPTURE_LATE;
			return SUCCESS;
		}
		if (xs_tls_handshake_wait(sock, deadline, err) == SUCCESS) {
			return SUCCESS;
		}
		xs_error_prefix(err, "connect", text);
	}
	if (sock->layer->free) {
		sock->layer->free(sock);
	}
	xs_os_close(sock->ns.socket);
	sock->ns.socket = SOCK_ERR;
	return FAILURE;
}

static zend_result connect_one(xs_socket *sock, const xs_sockaddr *to, const char *text, const char *host,
	const xs_options *opt, xs_deadline deadline, bool async, bool *in_progress, xs_error *err)
{
	int domain = to->sa.ss_family;
	bool cloexec = XS_INT(opt, cloexec, 1);
	php_socket_t fd = xs_os_socket(domain, sock->transport->socktype,
		XS_OS_NONBLOCK | (cloexec ? XS_OS_CLOEXEC : 0));
	if (fd == SOCK_ERR) {
		xs_error_system(err, php_socket_errno(), "socket", text);
		return FAILURE;
	}
	if (set_up(sock, fd, domain, text, opt, err) != SUCCESS) {
		xs_os_close(fd);
		return FAILURE;
	}
	int code = connect(fd, (const struct sockaddr *) &to->sa, to->len) == 0 ? 0 : php_socket_errno();
	if (code == EAGAIN && domain == AF_UNIX && !async) {
		code = connect_queueing(fd, to, deadline);
	}
	*in_progress = code == EINPROGRESS;
	if (*in_progress && !async) {
		code = wait_connected(fd, deadline);
		*in_progress = false;
	}
	if (code != 0 && !*in_progress) {
		xs_error_system(err, code, "connect", text);
		xs_os_close(fd);
		return FAILURE;
	}
	sock->ns.socket = fd;
	sock->ns.is_blocked = !XS_INT(opt, nonblock, 0);
	sock->read_buffer = (uint32_t) XS_INT(opt, read_buffer, XSG(read_buffer));
	sock->write_buffer = xs_write_buffer(sock, opt);
	sock->flags |= (domain == AF_INET6 ? XS_F_INET6 : 0) | (cloexec ? 0 : XS_F_HANDED_OUT);
	if (!sock->ns.is_blocked || xs_os_set_blocking(fd, true) != 0) {
		sock->flags |= XS_F_FD_NONBLOCK;
	}
	if (sock->transport->as_core) {
		return SUCCESS; /* the stream's certificates are captured there, see xs_tls_connect_as_core() */
	}
	return xs_connect_tls(sock, opt, host, text, *in_progress ? 0 : deadline, err);
}

zend_result xs_connect(xs_socket *sock, const xs_address *address, const char *text, const xs_options *opt,
	xs_deadline deadline, bool async, bool *in_progress, xs_error *err)
{
	xs_sockaddrs addrs;
	zend_result result = FAILURE;
	char host[256] = "";
	*in_progress = false;
	if (address->host.n > 0) { /* a unix address has none */
		memcpy(host, address->host.p, MIN(address->host.n, sizeof(host) - 1));
	}
	if (xs_address_resolve(address, sock->transport->socktype, false, text, &addrs, err) != SUCCESS) {
		return FAILURE;
	}
	for (size_t i = 0; i < addrs.count && result != SUCCESS; i++) {
		xs_error_free(err);
		result = connect_one(sock, &addrs.list[i], text, host, opt, deadline, async, in_progress, err);
	}
	xs_sockaddrs_free(&addrs);
	return result;
}
