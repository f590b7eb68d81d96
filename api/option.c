/* xsock_get_option() and xsock_set_option(). */
#include "../core/sockopt.h"
#include "../os/tcpinfo.h"
#include "../transports/tls.h"
#include "api.h"
#include "option_value.h"

/* The certificates by name, without their passphrases. */
static void without_passphrases(zend_array *certs)
{
	zval *item;
	ZEND_HASH_FOREACH_VAL(certs, item) {
		if (Z_TYPE_P(item) == IS_ARRAY) {
			SEPARATE_ARRAY(item);
			zend_hash_str_del(Z_ARRVAL_P(item), "passphrase", strlen("passphrase"));
		}
	}
	ZEND_HASH_FOREACH_END();
}

static bool given_value(const xs_options *opt, xs_option_id id, zval *out)
{
	if (!XS_HAS(opt, id) || id == XS_OPT_passphrase || id == XS_OPT_ticket_keys || XS_OF_CONNECTION(id)) {
		return false; /* secrets stay where they are */
	}
	switch (xs_option_rows[id].type) {
		case XS_TYPE_BOOL:
			ZVAL_BOOL(out, opt->v[id].i);
			return true;
		case XS_TYPE_INT:
			ZVAL_LONG(out, opt->v[id].i);
			return true;
		case XS_TYPE_FLOAT:
			ZVAL_DOUBLE(out, opt->v[id].f);
			return true;
		case XS_TYPE_CALLBACK:
			ZVAL_COPY(out, zend_hash_index_find(opt->v[id].a, 0));
			return true;
		case XS_TYPE_LIST:
		case XS_TYPE_MAP:
			ZVAL_ARR(out, zend_array_dup(opt->v[id].a));
			if (id == XS_OPT_SNI_server_certs) {
				without_passphrases(Z_ARRVAL_P(out));
			}
			return true;
		default:
			ZVAL_STR_COPY(out, opt->v[id].s);
			return true;
	}
}

bool xs_option_backlog(xs_socket *sock, zend_long *backlog, zend_long *queued)
{
	unsigned waiting, most_waiting;
	if (sock->transport->on == XS_ON_TCP && xs_os_tcp_queue(sock->ns.socket, &waiting, &most_waiting)) {
		*backlog = most_waiting;
		*queued = waiting;
		return true;
	}
	int given = sock->listener->backlog, most = xs_os_backlog_maximum();
	*queued = -1;
	*backlog = most >= 0 && (given < 0 || most < given) ? most : given;
	return given != XS_BACKLOG_UNKNOWN;
}

bool xs_option_value(xs_socket *sock, xs_option_id id, zval *out)
{
	const xs_listener *listener = sock->listener;
	zend_long backlog, queued;
	switch (id) {
		case XS_OPT_read_buffer:
			ZVAL_LONG(out, sock->read_buffer);
			return true;
		case XS_OPT_write_buffer:
			ZVAL_LONG(out, sock->write_buffer);
			return true;
		case XS_OPT_backlog:
			errno = 0;
			if (!(sock->flags & XS_F_LISTENING)) {
				return false;
			}
			ZVAL_NULL(out);
			if (xs_option_backlog(sock, &backlog, &queued)) {
				ZVAL_LONG(out, backlog);
			}
			return true;
		case XS_OPT_nonblock:
			ZVAL_BOOL(out, sock->flags & XS_F_LISTENING ? listener->nonblock : !sock->ns.is_blocked);
			return true;
		case XS_OPT_cloexec:
			ZVAL_BOOL(out, xs_os_get_cloexec(sock->ns.socket));
			return true;
		default:
			if (xs_option_rows[id].level >= 0) {
				return xs_sockopt_get(sock->ns.socket, id, out);
			}
			errno = 0;
			return listener && given_value(&listener->opt, id, out);
	}
}

/* The option a name argument means, and that it applies to this stream; else throws ValueError and returns
 * -1. */
static int arg_option(const xs_socket *sock, const zend_string *name)
{
	int id = xs_option_find(ZSTR_VAL(name), ZSTR_LEN(name));
	if (id < 0) {
		const char *nearest = xs_option_nearest(ZSTR_VAL(name), ZSTR_LEN(name));
		zend_argument_value_error(2, "is no option: \"%s\"%s%s%s", ZSTR_VAL(name),
			nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
		return -1;
	}
	if (!(xs_option_rows[id].on & sock->transport->on)) {
		zend_argument_value_error(2, "\"%s\" does not apply to %s sockets", ZSTR_VAL(name),
			sock->transport->name);
		return -1;
	}
	return id;
}

PHP_FUNCTION(xsock_get_option)
{
	zval *zstream;
	zend_string *name;
	php_stream *stream;
	int id;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_STR(name)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_stream(zstream, 1)) == NULL || (id = arg_option(XS_SOCK(stream), name)) < 0) {
		RETURN_THROWS();
	}
	if (!xs_option_value(XS_SOCK(stream), id, return_value)) {
		char reason[128];
		int code = errno;
		if (code) {
			xs_os_strerror(code, reason, sizeof(reason));
		}
		xs_error_warn("Option \"%s\" has no value here%s%s", ZSTR_VAL(name), code ? ": " : "",
			code ? reason : "");
		RETURN_NULL();
	}
}

static const char *local_text(const xs_socket *sock)
{
	return sock->listener ? ZSTR_VAL(sock->listener->address) : sock->transport->name;
}

/* For new connections of this listener; checked now. */
static zend_result set_ticket_keys(xs_socket *sock, const xs_value *value, xs_error *err)
{
	xs_options keys = { 0 }, all = { 0 };
	zend_result result = SUCCESS;
	if (!(sock->flags & XS_F_LISTENING) || sock->tls_store == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "set ticket_keys: not a listening socket that serves TLS");
		return FAILURE;
	}
	xs_options_put(&keys, XS_OPT_ticket_keys, (xs_value){ .a = zend_array_dup(value->a) });
	if (xs_transport_speaks_tls(sock->transport, &sock->listener->opt)) {
		xs_options_copy_ssl(&all, &sock->listener->opt, false);
		xs_options_copy_ssl(&all, &keys, false);
		result = xs_tls_prepare(sock->tls_store, &all, true, err);
		xs_options_free(&all);
	}
	if (result == SUCCESS) {
		xs_tls_store_give(sock->tls_store, &keys);
	}
	xs_options_free(&keys);
	return result;
}

static zend_result set(xs_socket *sock, xs_option_id id, const xs_value *value, xs_error *err)
{
	switch (id) {
		case XS_OPT_backlog:
			if (!(sock->flags & XS_F_LISTENING)) {
				xs_error_set(err, XS_ERROR_INPUT, 0, "set backlog: not a listening socket");
				return FAILURE;
			}
			return xs_listener_listen(sock, (int) value->i, err);
		case XS_OPT_ticket_keys:
			return set_ticket_keys(sock, value, err);
		case XS_OPT_read_buffer:
			sock->read_buffer = (uint32_t) value->i;
			return SUCCESS;
		case XS_OPT_write_buffer:
			if (xs_stream_set_write_buffer(sock, (size_t) value->i) == PHP_STREAM_OPTION_RETURN_OK) {
				return SUCCESS;
			}
			xs_error_set(err, XS_ERROR_INPUT, 0, "set write_buffer: %s",
				sock->flags & XS_F_DATAGRAM ? "datagrams are not gathered"
											: "more is gathered and does not go out now");
			return FAILURE;
		case XS_OPT_multicast_groups:
		case XS_OPT_multicast_if:
			return sock->transport->change(sock, id, value, err);
		default:
			return xs_sockopt_set(sock->ns.socket, sock->flags & XS_F_INET6 ? AF_INET6 : AF_INET, id, value,
				local_text(sock), err);
	}
}

PHP_FUNCTION(xsock_set_option)
{
	zval *zstream, *zvalue;
	zend_string *name;
	php_stream *stream;
	xs_value value;
	xs_error err = XS_ERROR_INIT;
	int id;

	ZEND_PARSE_PARAMETERS_START(3, 3)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_STR(name)
		Z_PARAM_ZVAL(zvalue)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_stream(zstream, 1)) == NULL || (id = arg_option(XS_SOCK(stream), name)) < 0) {
		RETURN_THROWS();
	}
	if (!(xs_option_rows[id].when & XS_LIVE)) {
		zend_argument_value_error(2, "\"%s\" cannot change on an open socket", ZSTR_VAL(name));
		RETURN_THROWS();
	}
	if (xs_option_convert(id, zvalue, "xsock_set_option(): option", false, &value, &err) != SUCCESS) {
		xs_error_raise(&err);
		xs_error_free(&err);
		RETURN_THROWS();
	}
	RETVAL_BOOL(set(XS_SOCK(stream), id, &value, &err) == SUCCESS);
	xs_listener *listener = XS_SOCK(stream)->listener;
	if (Z_TYPE_P(return_value) == IS_TRUE && listener) {
		xs_options_put(&listener->opt, id,
			value); /* for connections that do not inherit it from the kernel */
	} else {
		xs_value_free(id, &value);
	}
	xs_error_raise(&err);
	xs_error_free(&err);
}
