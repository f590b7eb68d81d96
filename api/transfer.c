/* xsock_writev(). */
#include "../core/io.h"
#include "api.h"

/* Through the filters, one piece after the other: they see bytes, not pieces. */
static ssize_t write_filtered(php_stream *stream, const xs_buf *bufs, size_t n)
{
	ssize_t taken = 0;
	for (size_t i = 0; i < n; i++) {
		ssize_t put = php_stream_write(stream, bufs[i].p, bufs[i].n);
		if (put < 0) {
			return taken ? taken : -1;
		}
		taken += put;
		if ((size_t) put < bufs[i].n) {
			break;
		}
	}
	return taken;
}

static ssize_t write_pieces(php_stream *stream, const xs_buf *bufs, size_t n, size_t total)
{
	xs_socket *sock = XS_SOCK(stream);
	size_t taken;
	int code = 0;
	if (stream->writefilters.head) {
		return write_filtered(stream, bufs, n);
	}
	xs_io r = xs_io_write(sock, bufs, n, total, &taken, &code);
	if (r == XS_OK || taken > 0 || (r == XS_WANT_WRITE && !sock->ns.is_blocked)) {
		return (ssize_t) taken;
	}
	xs_error_notice_send(stream, total, r == XS_FAIL ? code : EAGAIN);
	return -1;
}

/* The chunks as pieces; false with an exception when one is no string. */
static bool collect(zend_array *chunks, xs_buf *bufs, size_t *n, size_t *total)
{
	zval *chunk;
	ZEND_HASH_FOREACH_VAL(chunks, chunk) {
		ZVAL_DEREF(chunk);
		if (Z_TYPE_P(chunk) != IS_STRING) {
			zend_argument_type_error(2, "must be an array of strings, %s in it", zend_zval_type_name(chunk));
			return false;
		}
		if (Z_STRLEN_P(chunk) > 0) {
			bufs[(*n)++] = (xs_buf){ Z_STRVAL_P(chunk), Z_STRLEN_P(chunk) };
			*total += Z_STRLEN_P(chunk);
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

PHP_FUNCTION(xsock_writev)
{
	zval *zstream;
	zend_array *chunks;
	php_stream *stream;
	size_t n = 0, total = 0;
	xs_buf few[64];

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_ARRAY_HT(chunks)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_stream(zstream, 1)) == NULL) {
		RETURN_THROWS();
	}
	size_t count = zend_hash_num_elements(chunks);
	xs_buf *bufs = count <= 64 ? few : safe_emalloc(count, sizeof(*bufs), 0);
	if (!collect(chunks, bufs, &n, &total)) {
		/* exception */
	} else if ((XS_SOCK(stream)->flags & XS_F_DATAGRAM) && n > XS_OS_MAX_BUFS) {
		zend_argument_value_error(2, "must have at most %d chunks for one datagram, %zu given",
			XS_OS_MAX_BUFS, n);
	} else if (total == 0 && !(XS_SOCK(stream)->flags & XS_F_DATAGRAM)) {
		RETVAL_LONG(0);
	} else {
		ssize_t taken = write_pieces(stream, bufs, n, total);
		if (taken < 0) {
			RETVAL_FALSE;
		} else {
			RETVAL_LONG((zend_long) taken);
		}
	}
	if (bufs != few) {
		efree(bufs);
	}
}
