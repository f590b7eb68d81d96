/* xsock_detach(), xsock_reset() and xsock_drain(): other ways to end, or to begin to. */
#include "../core/io.h"
#include "../core/outbuf.h"
#include "../os/drain.h"
#include "api.h"

/* As fclose() does it: the script's variables keep the resource, it only ends. */
static void end_stream(php_stream *stream)
{
	XS_SOCK(stream)->flags |= XS_F_NO_GOODBYE;
	php_stream_free(stream,
		PHP_STREAM_FREE_KEEP_RSRC
			| (php_stream_is_persistent(stream) ? PHP_STREAM_FREE_CLOSE_PERSISTENT : PHP_STREAM_FREE_CLOSE));
}

/* The stream in the argument, unless it is in the middle of a call that needs it; else throws and returns
 * NULL. */
static php_stream *arg_closable(zval *zstream)
{
	php_stream *stream = xs_arg_stream(zstream, 1);
	if (stream && (stream->flags & PHP_STREAM_FLAG_NO_FCLOSE)) {
		zend_throw_error(NULL, "The stream cannot be closed now, a call for it is under way");
		return NULL;
	}
	return stream;
}

PHP_FUNCTION(xsock_detach)
{
	zval *zstream;
	php_stream *stream;
	int code;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zstream)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_closable(zstream)) == NULL) {
		RETURN_THROWS();
	}
	xs_socket *sock = XS_SOCK(stream);
	if (xs_outbuf_pending(sock)) {
		xs_io_flush(sock, sock->ns.is_blocked, 0, &code);
	}
	size_t lost = xs_outbuf_pending(sock);
	end_stream(stream);
	if (lost) {
		xs_error_warn("%zu bytes of gathered output are lost, the peer did not take them", lost);
	}
	RETURN_TRUE;
}

PHP_FUNCTION(xsock_reset)
{
	zval *zstream;
	php_stream *stream;
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zstream)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_closable(zstream)) == NULL) {
		RETURN_THROWS();
	}
	/* Closing with zero patience is how the socket interface says abort: TCP sends RST instead of FIN. */
	setsockopt(XS_SOCK(stream)->ns.socket, SOL_SOCKET, SO_LINGER, (const char *) &reset, sizeof(reset));
	end_stream(stream);
	RETURN_TRUE;
}

PHP_FUNCTION(xsock_drain)
{
	zval *zstream;
	php_stream *stream;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zstream)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_listener(zstream, 1)) == NULL) {
		RETURN_THROWS();
	}
	if (XS_SOCK(stream)->transport->on != XS_ON_TCP) {
		zend_argument_value_error(1, "must be a tcp or tls server, %s given",
			XS_SOCK(stream)->transport->name);
		RETURN_THROWS();
	}
	switch (xs_os_drain(XS_SOCK(stream)->ns.socket)) {
		case XS_OS_DRAINED:
			RETURN_TRUE;
		case XS_OS_DRAINED_INHERITS:
			XS_SOCK(stream)->listener->drained = true;
			RETURN_TRUE;
		case XS_OS_DRAIN_FAILED:
			break;
	}
	xs_error err = XS_ERROR_INIT;
	xs_error_system(&err, php_socket_errno(), "drain", ZSTR_VAL(XS_SOCK(stream)->listener->address));
	xs_error_raise(&err);
	xs_error_free(&err);
	RETURN_FALSE;
}
