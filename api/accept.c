/* xsock_accept() and xsock_accept_many(). */
#include "../core/hold.h"
#include "../core/setup.h"
#include "../transports/tls.h"
#include "api.h"

/* One accept with the rule of the flags: a non-blocking listener never waits. */
static xs_accepted accept_one(xs_socket *sock, double timeout, xs_sockaddr *peer, xs_socket **conn,
	xs_error *err)
{
	bool wait = timeout != 0.0 && sock->ns.is_blocked;
	if (wait
		&& !sock->listener->poll_first) { /* most likely somebody is there: no need to look at the clock */
		xs_accepted how = xs_listener_accept(sock, false, 0, peer, conn, err);
		if (how != XS_NOBODY) {
			return how;
		}
	}
	return xs_listener_accept(sock, wait, wait ? xs_deadline_in(timeout) : 0, peer, conn, err);
}

/* What the script is told: nothing, or an errno, and a warning if something is wrong. Overwriting the
 * script's variables may run destructors that close the listener, so sock is not looked at behind the first
 * of them. */
static void report(xs_socket *sock, xs_accepted how, xs_error *err, zval *error_code, zval *error_message)
{
	bool warn = how == XS_ACCEPT_FAIL && xs_listener_may_warn(sock);
	if (how == XS_ACCEPTED || how == XS_NOBODY) {
		xs_out_clear(error_code, error_message);
		return;
	}
	if (how == XS_ACCEPT_INTR) {
		xs_error_set(err, XS_ERROR_SYSTEM, EINTR, "accept %s: interrupted by a signal",
			ZSTR_VAL(sock->listener->address));
	}
	xs_out_error(error_code, error_message, err);
	if (warn && !EG(exception)) {
		xs_error_raise(err);
	}
	xs_error_free(err);
}

PHP_FUNCTION(xsock_accept)
{
	zval *zstream, *peer_name = NULL, *error_code = NULL, *error_message = NULL;
	double timeout = 0.0;
	bool timeout_is_null = true;
	php_stream *stream;
	xs_sockaddr peer;
	xs_error err = XS_ERROR_INIT;
	xs_socket *conn;

	ZEND_PARSE_PARAMETERS_START(1, 5)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_OPTIONAL
		Z_PARAM_DOUBLE_OR_NULL(timeout, timeout_is_null)
		Z_PARAM_ZVAL(peer_name)
		Z_PARAM_ZVAL(error_code)
		Z_PARAM_ZVAL(error_message)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_listener(zstream, 1)) == NULL || !xs_arg_timeout(2, &timeout, timeout_is_null)) {
		RETURN_THROWS();
	}
	bool held = xs_hold(stream); /* callbacks of TLS options run meanwhile, see tls_calls.h */
	xs_accepted how = accept_one(XS_SOCK(stream), timeout, peer_name ? &peer : NULL, &conn, &err);
	xs_hold_end(stream, held);
	zend_string *warning = xs_tls_take_warning(XS_SOCK(stream));
	RETVAL_FALSE;
	if (how == XS_ACCEPTED) {
		php_stream *connection = xs_stream_accepted(stream, conn);
		php_stream_to_zval(connection, return_value);
		report(NULL, how, &err, error_code, error_message);
		if (peer_name) {
			ZEND_TRY_ASSIGN_REF_STR(peer_name, xs_sockaddr_text((struct sockaddr *) &peer.sa, peer.len));
		}
		xs_stream_tell_accepted(Z_RES_P(zstream), warning);
	} else {
		report(XS_SOCK(stream), how, &err, error_code, error_message);
		xs_error_tell(warning);
	}
}

/* Is nobody accepted yet, or can the next one be without a callback in between? What that throws would take
 * those before along. */
static bool may_go_on(const xs_socket *sock, const zval *accepted)
{
	return zend_hash_num_elements(Z_ARRVAL_P(accepted)) == 0 || sock->listener->setups == NULL
		|| xs_setup_is_quiet(sock->listener->setups);
}

/* A connection joins the list. False: a callback threw, which would take those before along; that comes out
 * of the next accept instead. */
static bool add_accepted(php_stream *listener, xs_socket *conn, zval *accepted)
{
	zval item;
	php_stream *connection = xs_stream_accepted(listener, conn); /* the macro names its argument twice */
	php_stream_to_zval(connection, &item);
	if (zend_hash_num_elements(Z_ARRVAL_P(accepted)) > 0 && xs_listener_keep_thrown(XS_SOCK(listener))) {
		zval_ptr_dtor(&item);
		return false;
	}
	add_next_index_zval(accepted, &item);
	return true;
}

PHP_FUNCTION(xsock_accept_many)
{
	zval *zstream, *peer_names = NULL, *error_code = NULL;
	zend_long limit = 64;
	double timeout = 0.0;
	bool timeout_is_null = false;
	php_stream *stream;
	xs_sockaddr peer;
	xs_error err = XS_ERROR_INIT;
	xs_accepted how = XS_NOBODY;
	xs_socket *conn;
	zval names;

	ZEND_PARSE_PARAMETERS_START(1, 5)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(limit)
		Z_PARAM_DOUBLE_OR_NULL(timeout, timeout_is_null)
		Z_PARAM_ZVAL(peer_names)
		Z_PARAM_ZVAL(error_code)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_listener(zstream, 1)) == NULL) {
		RETURN_THROWS();
	}
	if (limit < 1) {
		zend_argument_value_error(2, "must be greater than 0");
		RETURN_THROWS();
	}
	if (!xs_arg_timeout(3, &timeout, timeout_is_null)) {
		RETURN_THROWS();
	}
	array_init(return_value);
	array_init(&names);
	bool held = xs_hold(stream); /* making a stream may run code of the script, see xs_tls_capture() */
	/* Only the first one is waited for. An error behind it is kept for the next call. */
	while (limit-- > 0 && !EG(exception) && may_go_on(XS_SOCK(stream), return_value)
		&& (how = accept_one(XS_SOCK(stream), timeout, peer_names ? &peer : NULL, &conn, &err)) == XS_ACCEPTED
		&& add_accepted(stream, conn, return_value)) {
		if (peer_names) {
			add_next_index_str(&names, xs_sockaddr_text((struct sockaddr *) &peer.sa, peer.len));
		}
		timeout = 0.0;
	}
	xs_hold_end(stream, held);
	zend_string *warning = xs_tls_take_warning(XS_SOCK(stream));
	bool none = zend_hash_num_elements(Z_ARRVAL_P(return_value)) == 0;
	if (!none && how == XS_ACCEPT_FAIL) {
		XS_SOCK(stream)->listener->kept = err.code;
	}
	report(XS_SOCK(stream), none ? how : XS_ACCEPTED, &err, error_code, NULL);
	xs_error_free(&err);
	if (peer_names) {
		ZEND_TRY_ASSIGN_REF_ARR(peer_names, Z_ARR(names));
	} else {
		zval_ptr_dtor(&names);
	}
	none ? xs_error_tell(warning) : xs_stream_tell_accepted(Z_RES_P(zstream), warning);
}
