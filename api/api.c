#include "api.h"

php_stream *xs_arg_stream(zval *zstream, uint32_t arg)
{
	php_stream *stream;
	if (Z_TYPE_P(zstream) == IS_RESOURCE && Z_RES_TYPE_P(zstream) == php_file_le_stream()) {
		stream = Z_RES_VAL_P(zstream); /* what the call below would find, at a fifth of its cost */
	} else if ((stream = zend_fetch_resource2_ex(zstream, "stream", php_file_le_stream(),
					php_file_le_pstream()))
		== NULL) {
		return NULL; /* TypeError is thrown */
	}
	if (!XS_IS_OURS(stream)) {
		zend_argument_type_error(arg, "must be a stream made by xsock, %s given", stream->ops->label);
		return NULL;
	}
	return stream;
}

php_stream *xs_arg_listener(zval *zstream, uint32_t arg)
{
	php_stream *stream = xs_arg_stream(zstream, arg);
	if (stream && !(XS_SOCK(stream)->flags & XS_F_LISTENING)) {
		const xs_transport *transport = XS_SOCK(stream)->transport;
		zend_argument_value_error(arg, "must be a listening socket, %s given%s", transport->name,
			transport->socktype == SOCK_DGRAM ? "; datagrams are received by xsock_recv_many()" : "");
		return NULL;
	}
	return stream;
}

bool xs_arg_timeout(uint32_t arg, double *timeout, bool is_null)
{
	if (is_null) {
		*timeout = (double) FG(default_socket_timeout);
	} else if (!zend_finite(*timeout)) {
		zend_argument_value_error(arg, "must be a finite value");
		return false;
	}
	return true;
}

void xs_out_clear(zval *error_code, zval *error_message)
{
	if (error_code) {
		ZEND_TRY_ASSIGN_REF_LONG(error_code, 0);
	}
	if (error_message) {
		ZEND_TRY_ASSIGN_REF_EMPTY_STRING(error_message);
	}
}

void xs_out_error(zval *error_code, zval *error_message, xs_error *err)
{
	if (error_code) {
		ZEND_TRY_ASSIGN_REF_LONG(error_code, err->code);
	}
	if (error_message) {
		ZEND_TRY_ASSIGN_REF_STRING(error_message, xs_error_text(err));
	}
}

const xs_transport *xs_arg_address(zend_string *text, xs_address *address, xs_error *err)
{
	const char *wrong = xs_address_scan(ZSTR_VAL(text), ZSTR_LEN(text), address);
	if (wrong) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: %s", ZSTR_VAL(text), wrong);
		return NULL;
	}
	if (address->kind == XS_ADDR_FD || address->kind == XS_ADDR_SYSTEMD) {
		return NULL;
	}
	const xs_transport *transport = xs_transport_find(address->scheme.p, address->scheme.n);
	if (transport == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: %s", ZSTR_VAL(text),
			xs_transport_is_tls(address->scheme.p, address->scheme.n) ? "xsock is built without OpenSSL"
																	  : "this system has no such sockets");
	}
	return transport;
}
