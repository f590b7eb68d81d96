#include "outbuf.h"

#include "../os/fork.h"
#include "watched.h"

size_t xs_outbuf_length(xs_socket *sock)
{
	if (sock->out->owner != xs_os_generation()) {
		xs_outbuf_free(sock);
		return 0;
	}
	return sock->out->len;
}

size_t xs_outbuf_append(xs_socket *sock, const char *p, size_t n)
{
	bool persistent = sock->flags & XS_F_PERSISTENT;
	size_t pending = xs_outbuf_pending(sock);
	size_t room = sock->write_buffer > pending ? sock->write_buffer - pending : 0;

	n = MIN(n, room);
	if (n == 0) {
		return 0;
	}
	if (sock->out == NULL) {
		sock->out = pecalloc(1, sizeof(*sock->out), persistent);
		sock->out->owner = xs_os_generation();
	}
	xs_outbuf *out = sock->out;
	if (out->size - out->off - out->len < n) {
		if (out->off > 0) {
			memmove(out->data, out->data + out->off, out->len);
			out->off = 0;
		}
		if (out->size < out->len + n) {
			/* Doubling, not all at once: a large write_buffer costs nothing until it is used. */
			size_t wanted = MIN(MAX(MAX(out->size * 2, 1024), out->len + n), sock->write_buffer);
			out->data = perealloc(out->data, wanted, persistent);
			out->size = wanted;
		}
	}
	memcpy(out->data + out->off + out->len, p, n);
	out->len += n;
	xs_watched_touch(sock);
	return n;
}

void xs_outbuf_consume(xs_socket *sock, size_t n)
{
	if (n == 0) {
		return;
	}
	ZEND_ASSERT(sock->out && n <= sock->out->len);
	sock->out->off += n;
	sock->out->len -= n;
	if (sock->out->len == 0) {
		xs_outbuf_free(sock);
	}
}

void xs_outbuf_free(xs_socket *sock)
{
	if (sock->out) {
		bool persistent = sock->flags & XS_F_PERSISTENT;
		pefree(sock->out->data, persistent);
		pefree(sock->out, persistent);
		sock->out = NULL;
	}
}
