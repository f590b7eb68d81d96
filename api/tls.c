/* xsock_tls_reload(). */
#include "../transports/tls.h"
#include "api.h"

PHP_FUNCTION(xsock_tls_reload)
{
	zval *zstream;
	php_stream *stream;
	xs_error err = XS_ERROR_INIT;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zstream)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_listener(zstream, 1)) == NULL) {
		RETURN_THROWS();
	}
	xs_socket *sock = XS_SOCK(stream);
	RETVAL_TRUE;
	if (sock->tls_store == NULL || xs_tls_store_reload(sock->tls_store, &err) != SUCCESS) {
		RETVAL_FALSE;
		xs_error_set(&err, XS_ERROR_INPUT, 0, "xsock is built without OpenSSL");
		xs_error_raise(&err);
	}
	xs_error_free(&err);
}
