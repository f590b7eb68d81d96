/* xsock_sendfile(). */
#include "../core/sendfile.h"

#include "../core/hold.h"
#include "../os/sendfile.h"
#include "../transports/tls.h"
#include "api.h"

#define PROGRESS_STEP (1 << 20) /* bytes between two notifications */

/* The connection in the argument; else throws and returns NULL. */
static php_stream *arg_connection(zval *zstream)
{
	php_stream *stream = xs_arg_stream(zstream, 1);
	if (stream == NULL) {
		return NULL;
	}
	if (XS_SOCK(stream)->flags & (XS_F_LISTENING | XS_F_DATAGRAM)) {
		zend_argument_value_error(1, "must be a connection, %s socket given",
			XS_SOCK(stream)->flags & XS_F_DATAGRAM ? "datagram" : "listening");
		return NULL;
	}
	if (stream->writefilters.head) {
		zend_argument_value_error(1, "must not have write filters: the file would go past them");
		return NULL;
	}
	return stream;
}

/* The file in the argument: its stream, descriptor and size; else throws and returns NULL. */
static php_stream *arg_file(zval *zfile, int *fd, zend_off_t *size)
{
	php_stream *file = zend_fetch_resource2_ex(zfile, "stream", php_file_le_stream(), php_file_le_pstream());
	php_socket_t handle = SOCK_ERR;
	if (file == NULL) {
		return NULL; /* TypeError is thrown */
	}
	if (file->readfilters.head) {
		zend_argument_value_error(2, "must not have read filters: the file would go past them");
		return NULL;
	}
	/* The cast for select leaves position and buffer alone. A stream wrapper of the script runs its code in
	 * it. */
	bool held = xs_hold(file);
	int cast = php_stream_cast(file, PHP_STREAM_AS_FD_FOR_SELECT | PHP_STREAM_CAST_INTERNAL, (void *) &handle,
		0);
	xs_hold_end(file, held);
	if (cast != SUCCESS || !xs_os_file_size((int) handle, size)) {
		if (!EG(exception)) {
			zend_argument_value_error(2, "must be a plain file, stream_copy_to_stream() sends others");
		}
		return NULL;
	}
	if (strpbrk(file->mode, "r+") == NULL) {
		zend_argument_value_error(2, "must be open for reading, its mode is \"%s\"", file->mode);
		return NULL;
	}
	*fd = (int) handle;
	return file;
}

/* Sends n bytes, in steps when somebody wants to know how far it is: of how many is n, or 0 for not known. */
static xs_io send_all(php_stream *stream, int fd, zend_off_t offset, zend_off_t n, bool known,
	zend_off_t *sent, int *code)
{
	php_stream_context *context = PHP_STREAM_CONTEXT(stream);
	bool notify = context && context->notifier;
	xs_io r;
	*sent = 0;
	do {
		zend_off_t step = notify ? MIN(n - *sent, PROGRESS_STEP) : n, put;
		r = xs_sendfile(XS_SOCK(stream), fd, offset + *sent, step, &put, code);
		*sent += put;
		if (notify && put > 0) {
			php_stream_notify_progress(context, (size_t) *sent, known ? (size_t) n : 0);
		}
	} while (r == XS_OK && *sent < n && !EG(exception));
	return r;
}

/* What the script gets to know. asked: the range it wants ends there; size: the file did when we began. */
static void report(php_stream *stream, xs_io r, zend_off_t offset, zend_off_t n, zend_off_t sent, int code,
	zval *return_value)
{
	RETVAL_LONG(sent);
	if (r == XS_EOF) {
		xs_error_warn("The file ends at byte " ZEND_LONG_FMT ", " ZEND_LONG_FMT
					  " bytes of what was asked for are "
					  "missing",
			(zend_long) (offset + sent), (zend_long) (n - sent));
		if (sent == 0) {
			RETVAL_FALSE;
		}
	} else if (sent == 0 && n > 0
		&& (r == XS_FAIL || (r == XS_WANT_WRITE && XS_SOCK(stream)->ns.is_blocked))) {
		RETVAL_FALSE;
		xs_tls_warn(stream);
		xs_error_notice_send(stream, (size_t) n, r == XS_FAIL ? code : EAGAIN);
	}
}

PHP_FUNCTION(xsock_sendfile)
{
	zval *zstream, *zfile;
	php_stream *stream, *file;
	zend_long offset = 0, length = 0;
	bool to_the_end = true;
	int fd = -1, code = 0;
	zend_off_t size = 0, sent = 0;

	ZEND_PARSE_PARAMETERS_START(2, 4)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_RESOURCE(zfile)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(offset)
		Z_PARAM_LONG_OR_NULL(length, to_the_end)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_connection(zstream)) == NULL) {
		RETURN_THROWS();
	}
	bool held = xs_hold(stream);
	file = arg_file(zfile, &fd, &size);
	xs_hold_end(stream, held);
	if (file == NULL) {
		RETURN_THROWS();
	}
	if (offset < 0) {
		zend_argument_value_error(3, "must be greater than or equal to 0");
		RETURN_THROWS();
	}
	if (!to_the_end && (length < 0 || length > ZEND_LONG_MAX - offset)) {
		zend_argument_value_error(4, length < 0 ? "must be greater than or equal to 0" : "is too large");
		RETURN_THROWS();
	}
	bool open_end = to_the_end && size < 0;
	zend_off_t n = open_end ? ZEND_LONG_MAX - offset : to_the_end ? MAX(size - offset, 0) : length;
	if (size >= 0 && (offset > size || (offset == size && n > 0))) {
		xs_error_warn("The file ends at byte " ZEND_LONG_FMT ", nothing is at " ZEND_LONG_FMT,
			(zend_long) size, offset);
		RETURN_FALSE;
	}
	if (n == 0) {
		RETURN_LONG(0);
	}
	/* Notifications run code of the script, which must not close what we work with. */
	bool file_held = xs_hold(file);
	held = xs_hold(stream);
	xs_io r = send_all(stream, fd, offset, n, !open_end, &sent, &code);
	xs_hold_end(stream, held);
	xs_hold_end(file, file_held);
	report(stream, open_end && r == XS_EOF ? XS_OK : r, offset, n, sent, code, return_value);
}
