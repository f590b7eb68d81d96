/* xsock_writev(). */
#include "../core/io.h"
#include "../core/linger.h"
#include "../transports/tls.h"
#include "api.h"

/* Pieces of a datagram through the filters: one write, for each of them would be a datagram. */
static ssize_t write_joined(php_stream *stream, const xs_buf *bufs, size_t n, size_t total)
{
	zend_string *all = zend_string_alloc(total, 0);
	char *end = ZSTR_VAL(all);
	for (size_t i = 0; i < n; i++) {
		memcpy(end, bufs[i].p, bufs[i].n);
		end += bufs[i].n;
	}
	*end = '\0';
	ssize_t taken = php_stream_write(stream, ZSTR_VAL(all), total);
	zend_string_release(all);
	return taken;
}

/* Through the filters, one piece after the other: they see bytes, not pieces. A filter of the script may
 * change the array, so its strings are held. */
static ssize_t write_filtered(php_stream *stream, zend_array *chunks)
{
	uint32_t n = 0, count = zend_hash_num_elements(chunks);
	zend_string **held = safe_emalloc(count, sizeof(*held), 0);
	ssize_t taken = 0;
	bool going = true;
	zval *chunk;
	ZEND_HASH_FOREACH_VAL(chunks, chunk) {
		ZVAL_DEREF(chunk);
		held[n++] = zend_string_copy(Z_STR_P(chunk));
	}
	ZEND_HASH_FOREACH_END();
	for (uint32_t i = 0; i < n; i++) {
		if (going && ZSTR_LEN(held[i]) > 0) {
			ssize_t put = php_stream_write(stream, ZSTR_VAL(held[i]), ZSTR_LEN(held[i]));
			going = put >= 0 && (size_t) put == ZSTR_LEN(held[i]);
			taken = put >= 0 ? taken + put : taken ? taken : -1;
		}
		zend_string_release(held[i]);
	}
	efree(held);
	return taken;
}

static ssize_t write_pieces(php_stream *stream, const xs_buf *bufs, size_t n, size_t total)
{
	xs_socket *sock = XS_SOCK(stream);
	size_t taken;
	int code = 0;
	xs_linger_serve();
	xs_io r = xs_io_write(sock, bufs, n, total, &taken, &code);
	if (r == XS_OK || taken > 0 || (r == XS_WANT_WRITE && !sock->ns.is_blocked)) {
		return (ssize_t) taken;
	}
	xs_tls_warn(stream);
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
		ssize_t taken = !stream->writefilters.head   ? write_pieces(stream, bufs, n, total)
			: XS_SOCK(stream)->flags & XS_F_DATAGRAM ? write_joined(stream, bufs, n, total)
													 : write_filtered(stream, chunks);
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
