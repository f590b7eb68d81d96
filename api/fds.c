/* xsock_send_fds(), xsock_recv_fds() and xsock_peer_credentials(). */
#include "../core/fds.h"

#include "../core/adopt.h"
#include "../core/hold.h"
#include "../core/outbuf.h"
#include "../core/readahead.h"
#include "api.h"

#define MOST_DATA 65536 /* bytes of a connection received along with descriptors; a datagram comes whole */

/* A unix connection or datagram socket of ours; else throws and returns NULL. */
static php_stream *arg_unix(zval *zstream)
{
	php_stream *stream = xs_arg_stream(zstream, 1);
	if (stream == NULL) {
		return NULL;
	}
	const xs_socket *sock = XS_SOCK(stream);
	if (sock->transport->kind != XS_ADDR_UNIX || (sock->flags & XS_F_LISTENING)) {
		zend_argument_value_error(1, "must be a connected unix socket, %s%s given",
			sock->flags & XS_F_LISTENING ? "listening " : "", sock->transport->name);
		return NULL;
	}
	if (sock->layer != &xs_layer_plain) {
		zend_argument_value_error(1, "must not use TLS: descriptors cannot be encrypted");
		return NULL;
	}
	if (stream->readfilters.head || stream->writefilters.head) {
		zend_argument_value_error(1, "must not have filters: descriptors do not pass through them");
		return NULL;
	}
	return stream;
}

/* ---- sending ------------------------------------------------------------------------------------ */

static size_t unread(const php_stream *stream)
{
	/* A file that can be repositioned is, when its descriptor is asked for. */
	return stream->ops->seek && !(stream->flags & PHP_STREAM_FLAG_NO_SEEK)
		? 0
		: (size_t) (stream->writepos - stream->readpos);
}

/* What goes out. Casting streams may run code of the script (filters, wrappers): those that were cast already
 * must stay, or their descriptors would be somebody else's by now. */
struct passing {
	int fds[XS_OS_MAX_FDS];
	zend_resource *streams[XS_OS_MAX_FDS]; /* one reference each */
	bool held[XS_OS_MAX_FDS];
	int count, streams_count;
};

static php_stream *keep(struct passing *p, zend_resource *res)
{
	php_stream *stream = zend_fetch_resource2(res, NULL, php_file_le_stream(), php_file_le_pstream());
	if (stream) {
		GC_ADDREF(res);
		p->held[p->streams_count] = xs_hold(stream);
		p->streams[p->streams_count++] = res;
	}
	return stream;
}

static void let_go(struct passing *p)
{
	while (p->streams_count > 0) {
		zend_resource *res = p->streams[--p->streams_count];
		if (res->ptr) {
			xs_hold_end(res->ptr, p->held[p->streams_count]);
		}
		zend_list_delete(res);
	}
}

/* The descriptor of one stream. -1 with an exception when it has none to give, -2 with a warning when it
 * cannot be given now. */
static int descriptor_of(struct passing *p, zval *zstream, uint32_t index)
{
	php_socket_t fd;
	ZVAL_DEREF(zstream);
	php_stream *stream = Z_TYPE_P(zstream) == IS_RESOURCE ? keep(p, Z_RES_P(zstream)) : NULL;
	if (stream == NULL) {
		zend_argument_type_error(2, "must be an array of open stream resources, number %u is none", index);
		return -1;
	}
	if (XS_IS_OURS(stream) && XS_SOCK(stream)->layer != &xs_layer_plain) {
		zend_argument_value_error(2, "has a TLS connection as number %u: its keys cannot be passed on",
			index);
		return -1;
	}
	if (unread(stream)) {
		xs_error_warn("Stream number %u has %zu unread bytes, which would stay behind", index,
			unread(stream));
		return -2;
	}
	if (php_stream_cast(stream, PHP_STREAM_AS_FD | PHP_STREAM_CAST_INTERNAL, (void *) &fd, 0) != SUCCESS) {
		if (!EG(exception)) {
			zend_argument_value_error(2, "has a stream without a descriptor as number %u", index);
		}
		return -1;
	}
	if (XS_IS_OURS(stream) && xs_outbuf_pending(XS_SOCK(stream))) {
		xs_error_warn("Stream number %u has %zu bytes of gathered output, which do not go out now", index,
			xs_outbuf_pending(XS_SOCK(stream)));
		return -2;
	}
	return (int) fd;
}

/* False when a stream has no descriptor to give; then there is an exception or a warning. */
static bool collect(zend_array *streams, struct passing *p)
{
	zval *item;
	ZEND_HASH_FOREACH_VAL(streams, item) {
		int fd = descriptor_of(p, item, (uint32_t) p->count);
		if (fd < 0 || EG(exception)) {
			return false;
		}
		p->fds[p->count++] = fd;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static void send_fds(php_stream *stream, zend_array *streams, const char *data, size_t n, zval *return_value)
{
	struct passing p;
	size_t taken;
	int code = 0;
	p.count = p.streams_count = 0;
	RETVAL_FALSE;
	if (collect(streams, &p)) {
		xs_io r = xs_fds_send(XS_SOCK(stream), data, n, p.fds, p.count, &taken, &code);
		if (r == XS_OK || taken > 0 || (r == XS_WANT_WRITE && !XS_SOCK(stream)->ns.is_blocked)) {
			RETVAL_LONG((zend_long) taken);
		} else {
			xs_error_notice_send(stream, n, r == XS_FAIL ? code : EAGAIN);
		}
	}
	let_go(&p);
}

PHP_FUNCTION(xsock_send_fds)
{
	zval *zstream;
	zend_array *streams;
	char *data = "\0";
	size_t n = 1;
	php_stream *stream;

	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_ARRAY_HT(streams)
		Z_PARAM_OPTIONAL
		Z_PARAM_STRING(data, n)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_unix(zstream)) == NULL) {
		RETURN_THROWS();
	}
	uint32_t given = zend_hash_num_elements(streams);
	if (given < 1 || given > XS_OS_MAX_FDS) {
		zend_argument_value_error(2, "must have 1 to %d streams, %u given", XS_OS_MAX_FDS, given);
		RETURN_THROWS();
	}
	if (n == 0) {
		zend_argument_value_error(3, "must not be empty: descriptors go with the first byte");
		RETURN_THROWS();
	}
	bool held = xs_hold(stream);
	send_fds(stream, streams, data, n, return_value);
	xs_hold_end(stream, held);
}

/* ---- receiving ---------------------------------------------------------------------------------- */

/* The right kind of stream around a received descriptor; *fd is -1 as soon as something else owns it. */
static php_stream *stream_of(int *fd)
{
	xs_socket *sock = xs_adopt_received(*fd);
	if (sock) {
		*fd = -1;
		return xs_stream_new(sock, NULL);
	}
	php_stream *stream = php_stream_fopen_from_fd(*fd, xs_os_fd_mode(*fd), NULL);
	*fd = stream ? -1 : *fd;
	return stream;
}

static void close_all(const int *fds, int count)
{
	for (int i = 0; i < count; i++) {
		if (fds[i] != -1) {
			xs_os_close(fds[i]);
		}
	}
}

/* The text becomes a string, the first `limit` descriptors streams; the others are closed, also when the
 * request ends here because memory_limit is reached. */
static zend_string *make_streams(const char *text, size_t n, int *fds, int count, int limit, zval *result)
{
	zend_string *volatile data = NULL;
	zend_try
	{
		data = zend_string_init(text, n, 0);
		array_init_size(result, (uint32_t) MIN(count, limit));
		for (int i = 0; i < count && i < limit; i++) {
			zval item;
			php_stream *stream = stream_of(&fds[i]);
			if (stream) {
				php_stream_to_zval(stream, &item);
				zend_hash_next_index_insert_new(Z_ARRVAL_P(result), &item);
			}
		}
	}
	zend_catch
	{
		close_all(fds, count);
		zend_bailout();
	}
	zend_end_try();
	close_all(fds, count);
	return data;
}

static void receive(php_stream *stream, int limit, zval *out_data, zval *return_value)
{
	int fds[XS_OS_MAX_FDS], count = 0, code = 0;
	size_t got;
	bool lost = false;
	zend_string *data = ZSTR_EMPTY_ALLOC();
	size_t most = XS_SOCK(stream)->flags & XS_F_DATAGRAM ? xs_most_datagram(XS_SOCK(stream)) : MOST_DATA;
	char *text = xs_scratch(most);

	xs_io r = xs_fds_recv(XS_SOCK(stream), text, most, &got, fds, &count, &lost, &code);
	if (r == XS_OK || r == XS_WANT_READ) {
		data = make_streams(text, got, fds, count, limit, return_value);
	} else {
		stream->eof = r == XS_EOF;
		RETVAL_FALSE;
	}
	if (out_data) {
		ZEND_TRY_ASSIGN_REF_STR(out_data, data);
	} else {
		zend_string_release(data);
	}
	if (r == XS_FAIL) {
		xs_error err = { XS_ERROR_SYSTEM, code, NULL };
		xs_error_raise(&err);
		xs_error_free(&err);
	}
	if (count > limit) {
		xs_error_warn("%d descriptors came, %d more than asked for: those were closed", count, count - limit);
	}
	if (lost) {
		xs_error_warn("Descriptors were lost on the way: this process may have no more of them");
	}
}

PHP_FUNCTION(xsock_recv_fds)
{
	zval *zstream, *out_data = NULL;
	zend_long limit = 16;
	php_stream *stream;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(limit)
		Z_PARAM_ZVAL(out_data)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_unix(zstream)) == NULL) {
		RETURN_THROWS();
	}
	if (limit < 1 || limit > XS_OS_MAX_FDS) {
		zend_argument_value_error(2, "must be between 1 and %d", XS_OS_MAX_FDS);
		RETURN_THROWS();
	}
	if (stream->writepos > stream->readpos) {
		if (out_data) {
			ZEND_TRY_ASSIGN_REF_EMPTY_STRING(out_data);
		}
		xs_error_warn(
			"%zu bytes were read ahead and must be read first; descriptors that came with them are lost "
			"(read_buffer: 0 reads nothing ahead)",
			(size_t) (stream->writepos - stream->readpos));
		RETURN_FALSE;
	}
	receive(stream, (int) limit, out_data, return_value);
}

PHP_FUNCTION(xsock_peer_credentials)
{
	zval *zstream;
	php_stream *stream;
	long pid, uid, gid;

	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zstream)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = xs_arg_stream(zstream, 1)) == NULL) {
		RETURN_THROWS();
	}
	if (XS_SOCK(stream)->transport->kind != XS_ADDR_UNIX || (XS_SOCK(stream)->flags & XS_F_LISTENING)) {
		zend_argument_value_error(1, "must be a connected unix socket, %s%s given",
			XS_SOCK(stream)->flags & XS_F_LISTENING ? "listening " : "", XS_SOCK(stream)->transport->name);
		RETURN_THROWS();
	}
	if (!xs_os_peer_credentials(XS_SOCK(stream)->ns.socket, &pid, &uid, &gid)) {
		xs_error err = XS_ERROR_INIT;
		xs_error_system(&err, php_socket_errno(), "credentials of", "the peer");
		xs_error_raise(&err);
		xs_error_free(&err);
		RETURN_FALSE;
	}
	array_init_size(return_value, 3);
	add_assoc_long(return_value, "pid", pid);
	add_assoc_long(return_value, "uid", uid);
	add_assoc_long(return_value, "gid", gid);
}
