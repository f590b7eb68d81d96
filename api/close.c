/* xsock_detach() and xsock_reset(): two other ways to end a stream. */
#include "../core/io.h"
#include "../core/outbuf.h"
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
		zend_throw_error(NULL, "The stream cannot be closed now, a write to it is under way");
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
