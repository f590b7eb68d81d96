#include "readahead.h"

#include "../php_xsock.h"
#include "io.h"
#include "transport.h"
#include "watched.h"

char *xs_scratch(size_t size)
{
	if (XSG(scratch_size) < size) {
		free(XSG(scratch));
		XSG(scratch) = pemalloc(size, 1);
		XSG(scratch_size) = size;
	}
	return XSG(scratch);
}

size_t xs_most_datagram(const xs_socket *sock)
{
	return sock->transport->kind == XS_ADDR_UNIX ? 1 << 20 : 65535;
}

void xs_readahead_release(php_stream *stream)
{
	if (stream->readbuf && stream->readpos == stream->writepos && !(XS_SOCK(stream)->flags & XS_F_TELLING)) {
		pefree(stream->readbuf, stream->is_persistent);
		stream->readbuf = NULL;
		stream->readbuflen = 0;
		stream->readpos = stream->writepos = 0;
	}
}

void xs_readahead_taken(php_stream *stream, size_t n)
{
	stream->readpos += (zend_off_t) n;
	XS_SOCK(stream)->moved -= (zend_off_t) n; /* PHP will never count them in its position */
	xs_readahead_release(stream);
}

void xs_readahead_closing(const php_stream *stream)
{
	for (unsigned i = 0; (XS_SOCK(stream)->flags & XS_F_ROOMY) && i < XS_ROOMY; i++) {
		if (XSG(roomy)[i] == stream) {
			XSG(roomy)[i] = NULL;
			return;
		}
	}
}

/* From now on this stream's buffer is one that keeps its room; the one that did longest is cut to what is in
 * it. */
static void keep_room(php_stream *stream)
{
	if (XS_SOCK(stream)->flags & XS_F_ROOMY) {
		return;
	}
	php_stream **place = &XSG(roomy)[XSG(roomy_next)++ % XS_ROOMY], *last = *place;
	*place = stream;
	XS_SOCK(stream)->flags |= XS_F_ROOMY;
	if (last == NULL) {
		return;
	}
	XS_SOCK(last)->flags &= ~XS_F_ROOMY;
	xs_readahead_release(last);
	/* Behind writepos there may be bytes that PHP has not counted yet: we are in a callback of their read. */
	if (last->readbuf && !(XS_SOCK(last)->flags & XS_F_TELLING)) {
		last->readbuflen = (size_t) last->writepos;
		last->readbuf = perealloc(last->readbuf, last->readbuflen, last->is_persistent);
	}
}

/* fgets, stream_get_line: PHP grew its read buffer by chunk_size and wants it filled at writepos. That room
 * is kept until XS_ROOMY other streams have read so: a conversation by lines allocates nothing, and still of
 * many connections only a few have more than their bytes. */
static xs_io recv_into_readbuf(php_stream *stream, size_t count, bool wait, size_t *got, int *code)
{
	xs_socket *sock = XS_SOCK(stream);
	size_t size = sock->flags & XS_F_DATAGRAM ? xs_most_datagram(sock)
		: sock->read_buffer                   ? sock->read_buffer
											  : count;
	bool in_place = size <= count && !stream->is_persistent;
	char *target = in_place ? (char *) stream->readbuf + stream->writepos : xs_scratch(size);

	xs_io r = xs_io_recv(sock, target, size, 0, wait, NULL, got, code);
	if (*got == 0) {
		xs_readahead_release(stream);
	} else if (in_place) {
		keep_room(stream);
	} else {
		size_t used = (size_t) stream->writepos + *got;
		stream->readbuf = perealloc(stream->readbuf, used, stream->is_persistent);
		stream->readbuflen = used; /* only now: without memory the request ends in the line above */
		memcpy(stream->readbuf + stream->writepos, target, *got);
	}
	return r;
}

/* A read smaller than `size`: one recv(2) of that size, the rest is left for the next reads. */
static xs_io recv_ahead(php_stream *stream, char *buf, size_t count, size_t size, bool wait, size_t *got,
	int *code)
{
	xs_socket *sock = XS_SOCK(stream);
	char *scratch = xs_scratch(size);
	size_t n;

	xs_io r = xs_io_recv(sock, scratch, size, 0, wait, NULL, &n, code);
	*got = MIN(n, count);
	memcpy(buf, scratch, *got);
	if (n > *got) {
		stream->readbuf = pemalloc(n - *got, stream->is_persistent);
		memcpy(stream->readbuf, scratch + *got, n - *got);
		stream->readbuflen = n - *got;
		stream->readpos = 0;
		stream->writepos = (zend_off_t) (n - *got);
	}
	/* What PHP counts is what this call returns; the rest is counted as moved all the same. */
	sock->moved += (zend_off_t) (n - *got);
	return r;
}

void xs_readahead_put(php_stream *stream, const char *bytes, size_t n)
{
	xs_socket *sock = XS_SOCK(stream);
	size_t used = (size_t) stream->writepos + n;
	stream->readbuf = perealloc(stream->readbuf, used, stream->is_persistent);
	stream->readbuflen = used;
	memcpy(stream->readbuf + stream->writepos, bytes, n);
	stream->writepos = (zend_off_t) used;
	sock->moved += (zend_off_t) n;
	sock->bytes_in += n;
	xs_watched_touch(sock);
}

/* Through the filters, as PHP does it, but without the wait that a blocking stream may do elsewhere. */
static void fill_filtered(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	bool blocked = sock->ns.is_blocked;
	sock->ns.is_blocked = 0;
	php_stream_fill_read_buffer(stream, 1);
	sock->ns.is_blocked = blocked;
}

void xs_readahead_fill(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	size_t size = MAX(sock->read_buffer, 8192), got;
	int code;
	if (stream->readfilters.head && stream->writepos == stream->readpos) {
		fill_filtered(stream);
	}
	if (stream->readbuf || stream->readfilters.head) {
		return;
	}
	char *scratch = xs_scratch(size);
	if (sock->layer->recv(sock, scratch, size, 0, NULL, &got, &code) == XS_OK && got > 0) {
		xs_readahead_put(stream, scratch, got);
	}
}

xs_io xs_readahead_recv(php_stream *stream, char *buf, size_t count, bool wait, size_t *got, int *code)
{
	xs_socket *sock = XS_SOCK(stream);
	bool at_end = stream->readbuf && buf == (char *) stream->readbuf + stream->writepos;
	if (stream->readbuf && (size_t) stream->writepos > stream->readbuflen) {
		/* What a removed filter had left is in the buffer, and PHP has not counted the room it made for that:
		 * `count` is less than nothing, and what is filtered next would go there, too. */
		count = at_end ? stream->chunk_size : count;
		stream->readbuflen = (size_t) stream->writepos + stream->chunk_size;
		stream->readbuf = perealloc(stream->readbuf, stream->readbuflen, stream->is_persistent);
	}
	/* With room behind writepos, else that address may be the start of somebody else's memory. */
	if (at_end && (size_t) stream->writepos < stream->readbuflen) {
		return recv_into_readbuf(stream, count, wait, got, code);
	}
	if (stream->readfilters.head) { /* the buffer holds filtered bytes, raw ones must not get among them */
		if (stream->readpos == stream->writepos) {
			/* A filter's removal makes unread bytes again of what was read long ago, unless that is nothing.
			 */
			stream->readpos = stream->writepos = 0;
		}
		return xs_io_recv(sock, buf, count, 0, wait, NULL, got, code);
	}
	/* Of a datagram nothing must be left to the kernel, which drops it. */
	size_t size = sock->read_buffer && (sock->flags & XS_F_DATAGRAM) ? xs_most_datagram(sock)
																	 : sock->read_buffer;
	xs_readahead_release(stream);
	if (count < size && stream->readbuf == NULL) {
		return recv_ahead(stream, buf, count, size, wait, got, code);
	}
	return xs_io_recv(sock, buf, count, 0, wait, NULL, got, code);
}
