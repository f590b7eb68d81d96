#include "adopt.h"

#include "../php_xsock.h"
#include "listener.h"
#include "sockopt.h"
#include "stream.h"

#define FIRST_FD 3 /* SD_LISTEN_FDS_START */
#define MAX_FDS 1024

/* Descriptors a service manager passed and that were taken already: the number may mean something else by
 * now. Process-wide like the descriptors themselves; a bit is only ever set. */
static unsigned char taken[MAX_FDS / 8];

static bool parse_env(const char *name, zend_long *value)
{
	const char *text = getenv(name);
	double unused;
	return text && is_numeric_string(text, strlen(text), value, &unused, false) == IS_LONG;
}

/* The place of the index-th socket of that name in LISTEN_FDNAMES, or -1. Without names all are "unknown". */
static int find_name(const char *names, const xs_slice *name, unsigned index, int count)
{
	for (int i = 0; i < count; i++) {
		const char *item = names ? names : "unknown";
		size_t n = names ? strcspn(names, ":") : strlen("unknown");
		if (n == name->n && memcmp(item, name->p, n) == 0 && index-- == 0) {
			return i;
		}
		if (names) {
			names += n + (names[n] == ':');
		}
	}
	return -1;
}

static zend_result find_systemd(const xs_address *address, const char *text, php_socket_t *fd, xs_error *err)
{
	zend_long pid, count;
	if (!parse_env("LISTEN_FDS", &count) || count < 1 || count > MAX_FDS) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "adopt %s: no sockets were passed (LISTEN_FDS is not set)",
			text);
		return FAILURE;
	}
	if (!parse_env("LISTEN_PID", &pid) || pid != (zend_long) getpid()) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"adopt %s: the sockets were passed to another process (LISTEN_PID is %s, this "
			"is %ld)",
			text, getenv("LISTEN_PID") ? getenv("LISTEN_PID") : "not set", (long) getpid());
		return FAILURE;
	}
	int i = find_name(getenv("LISTEN_FDNAMES"), &address->name, address->number, (int) count);
	if (i < 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"adopt %s: no such name among the sockets passed (LISTEN_FDNAMES is %s)", text,
			getenv("LISTEN_FDNAMES") ? getenv("LISTEN_FDNAMES") : "not set, so all are systemd://unknown");
		return FAILURE;
	}
	if (taken[i / 8] & (1u << (i % 8))) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "adopt %s: this socket was adopted before", text);
		return FAILURE;
	}
	*fd = FIRST_FD + i;
	return SUCCESS;
}

zend_result xs_adopt_find(const xs_address *address, const char *text, php_socket_t *fd, xs_error *err)
{
	if (address->kind == XS_ADDR_SYSTEMD) {
		return find_systemd(address, text, fd, err);
	}
	*fd = (php_socket_t) address->number;
	return SUCCESS;
}

/* 0, or the errno that says what is wrong with fd. found->transport is NULL when no transport is like it. */
static int look_at(php_socket_t fd, xs_found *found)
{
	int type = 0, listening = 0;
	socklen_t type_len = sizeof(type), listening_len = sizeof(listening);

	*found = (xs_found){ .name.len = sizeof(found->name.sa) };
	if (getsockopt(fd, SOL_SOCKET, SO_TYPE, (char *) &type, &type_len) != 0
		|| getsockname(fd, (struct sockaddr *) &found->name.sa, &found->name.len) != 0) {
		return php_socket_errno();
	}
	found->transport = xs_transport_for(found->name.sa.ss_family, type);
	if (type == SOCK_STREAM) {
		getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, (char *) &listening, &listening_len);
		found->listening = listening;
	}
	return 0;
}

zend_result xs_adopt_check(php_socket_t fd, bool server, const char *text, xs_found *found, xs_error *err)
{
	int code = look_at(fd, found);
	const char *why = NULL;

	if (code != 0) {
		xs_error_system(err, code, "adopt", text);
		return FAILURE;
	}
	if (found->transport == NULL) {
		why = "not an internet or unix socket of stream or datagram type";
	} else if (server && found->transport->socktype == SOCK_STREAM && !found->listening) {
		why = "the socket is not listening; xsock_client('fd://N') adopts connections";
	} else if (!server && found->listening) {
		why = "the socket is listening, xsock_server() adopts it";
	}
	if (why) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "adopt %s: %s", text, why);
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_adopt_unowned(php_socket_t fd, const char *text, xs_error *err)
{
	const zend_resource *res;
	ZEND_HASH_FOREACH_PTR(&EG(regular_list), res) {
		if (res && (res->type == php_file_le_stream() || res->type == php_file_le_pstream())) {
			const php_stream *stream = res->ptr;
			if (XS_IS_OURS(stream) && stream->abstract && XS_SOCK(stream)->ns.socket == fd) {
				xs_error_set(err, XS_ERROR_INPUT, 0, "adopt %s: another stream of xsock has this descriptor",
					text);
				return FAILURE;
			}
		}
	}
	ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

/* Puts fd into sock. server: with a listener. */
static zend_result take(xs_socket *sock, php_socket_t fd, const xs_found *found, bool server,
	zend_string *text, xs_options *opt, xs_error *err)
{
	bool nonblock = XS_INT(opt, nonblock, 0);

	/* Whoever made it may still have it: its mode and its timeouts are not ours alone. */
	sock->flags |= XS_F_HANDED_OUT | (found->name.sa.ss_family == AF_INET6 ? XS_F_INET6 : 0);
	sock->ns.socket = fd;
	if (server) {
		xs_listener_attach(sock, text, opt, found->listening);
	} else {
		sock->read_buffer = (uint32_t) XS_INT(opt, read_buffer, XSG(read_buffer));
		sock->write_buffer = xs_write_buffer(sock, opt);
	}
	if (found->listening) {
		xs_os_set_blocking(fd, false);
		sock->listener->backlog = XS_BACKLOG_UNKNOWN;
		/* On a socket that listens it only changes the queue. */
		if (XS_GIVEN(&sock->listener->opt, backlog)) {
			xs_error none = XS_ERROR_INIT;
			xs_listener_listen(sock, (int) sock->listener->opt.v[XS_OPT_backlog].i, &none);
			xs_error_free(&none);
		}
		return xs_listener_equip(sock, err);
	}
	sock->ns.is_blocked = !nonblock;
	return SUCCESS;
}

zend_result xs_adopt(xs_socket *sock, const xs_address *address, php_socket_t fd, const xs_found *found,
	bool server, zend_string *text, xs_options *opt, xs_error *err)
{
	if (address->kind == XS_ADDR_SYSTEMD) {
		taken[(fd - FIRST_FD) / 8] |= (unsigned char) (1u << ((fd - FIRST_FD) % 8));
	}
	xs_os_set_cloexec(fd, XS_INT(opt, cloexec, 1));
	return take(sock, fd, found, server, text, opt, err);
}

/* "tcp://127.0.0.1:80": what errors call it. */
static zend_string *own_address(const xs_found *found)
{
	const char *scheme = found->transport->name;
	zend_string *name = xs_sockaddr_text((const struct sockaddr *) &found->name.sa, found->name.len);
	zend_string *text = zend_string_concat3(scheme, strlen(scheme), "://", 3, ZSTR_VAL(name), ZSTR_LEN(name));
	zend_string_release(name);
	return text;
}

xs_socket *xs_adopt_received(php_socket_t fd)
{
	xs_options opt = { 0 };
	xs_error err = XS_ERROR_INIT;
	xs_found found;

	if (look_at(fd, &found) != 0 || found.transport == NULL) {
		return NULL;
	}
	xs_socket *sock = xs_socket_new(found.transport, false);
	zend_string *text = own_address(&found);
	xs_socket_share_tls(sock, NULL, NULL);
	/* Without options there is nothing that could fail. */
	take(sock, fd, &found, found.listening || (sock->flags & XS_F_DATAGRAM), text, &opt, &err);
	xs_error_free(&err);
	zend_string_release(text);
	if (!found.listening && !xs_os_is_blocking(fd)) {
		sock->ns.is_blocked = 0;
		sock->flags |= XS_F_FD_NONBLOCK;
	}
	return sock;
}
