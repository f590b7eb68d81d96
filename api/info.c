/* xsock_info(): what is really in force. */
#include "../core/outbuf.h"
#include "../core/prelude.h"
#include "../core/setup.h"
#include "../core/sockopt.h"
#include "../os/tcpinfo.h"
#include "../transports/tls.h"
#include "api.h"
#include "option_value.h"

static void add_name(zval *info, const char *key, const xs_socket *sock, bool peer)
{
	xs_sockaddr name = { .len = sizeof(name.sa) };
	if (xs_socket_name(sock, peer, &name) != 0) {
		add_assoc_null(info, key);
	} else {
		add_assoc_str(info, key, xs_sockaddr_text((struct sockaddr *) &name.sa, name.len));
	}
}

/* The options that mean something to this transport, as far as they have a value. */
static void add_options(zval *info, xs_socket *sock)
{
	zval options, value;
	array_init(&options);
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		if ((xs_option_rows[id].on & sock->transport->on) && xs_option_value(sock, id, &value)) {
			add_assoc_zval(&options, xs_option_rows[id].name, &value);
		}
	}
	add_assoc_zval(info, "options", &options);
}

static void add_listener(zval *info, xs_socket *sock)
{
	const xs_listener *listener = sock->listener;
	zend_long backlog, queued;
	bool known = xs_option_backlog(sock, &backlog, &queued);
	known ? add_assoc_long(info, "backlog", backlog) : add_assoc_null(info, "backlog");
	queued >= 0 ? add_assoc_long(info, "queued", queued) : add_assoc_null(info, "queued");
	add_assoc_long(info, "accepted", (zend_long) listener->accepted);
	add_assoc_long(info, "aborted", (zend_long) listener->aborted);
	if (listener->setups) {
		struct xs_setup_counts counts;
		xs_setup_counts(listener->setups, &counts);
		add_assoc_long(info, "setting_up", (zend_long) counts.setting_up);
		add_assoc_long(info, "setup_failed", (zend_long) counts.failed);
		add_assoc_long(info, "setup_timed_out", (zend_long) counts.timed_out);
		add_assoc_long(info, "setup_evicted", (zend_long) counts.evicted);
		if (counts.last_error) {
			add_assoc_stringl(info, "last_setup_error", ZSTR_VAL(counts.last_error),
				ZSTR_LEN(counts.last_error));
		} else {
			add_assoc_null(info, "last_setup_error");
		}
	}
}

static void add_connection(zval *info, xs_socket *sock)
{
	struct xs_tcp_info tcp;
	zval table;
	add_assoc_long(info, "bytes_in", (zend_long) sock->bytes_in);
	add_assoc_long(info, "bytes_out", (zend_long) sock->bytes_out);
	add_assoc_long(info, "gathered", (zend_long) xs_outbuf_pending(sock));
	xs_prelude_add_info(sock, info);
	if (sock->transport->on == XS_ON_TCP && xs_os_tcp_info(sock->ns.socket, &tcp)) {
		array_init(&table);
		add_assoc_long(&table, "rtt", tcp.rtt);
		add_assoc_long(&table, "retransmits", tcp.retransmits);
		add_assoc_long(&table, "cwnd", tcp.cwnd);
		add_assoc_zval(info, "tcp", &table);
	}
}

PHP_FUNCTION(xsock_info)
{
	zval *zstream, value;
	php_stream *stream;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zstream)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_stream(zstream, 1)) == NULL) {
		RETURN_THROWS();
	}
	xs_socket *sock = XS_SOCK(stream);
	array_init(return_value);
	add_assoc_string(return_value, "transport", (char *) sock->transport->name);
	add_name(return_value, "local", sock, false);
	add_name(return_value, "peer", sock, true);
	add_assoc_bool(return_value, "blocking", sock->ns.is_blocked);
	add_assoc_long(return_value, "read_buffer", sock->read_buffer);
	add_assoc_long(return_value, "write_buffer", sock->write_buffer);
	if (xs_option_value(sock, XS_OPT_so_rcvbuf, &value)) {
		add_assoc_zval(return_value, "so_rcvbuf", &value);
	}
	if (xs_option_value(sock, XS_OPT_so_sndbuf, &value)) {
		add_assoc_zval(return_value, "so_sndbuf", &value);
	}
	add_options(return_value, sock);
	if (sock->flags & XS_F_LISTENING) {
		add_listener(return_value, sock);
	} else {
		add_connection(return_value, sock);
	}
	xs_tls_add_info(sock, return_value);
}
