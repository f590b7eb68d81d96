/* Gathered output: bytes a write took that the kernel does not have yet. Exists only while there are some, so
 * that an idle connection keeps no buffer. Flush rules: core/io.h. */
#ifndef XS_OUTBUF_H
#define XS_OUTBUF_H

#include "socket.h"

struct xs_outbuf {
	char *data; /* bytes off .. off+len wait; owned */
	size_t off, len;
	size_t size; /* of data */
	uint32_t
		owner; /* fork generation that gathered them: in another process they are not ours to send (I5) */
};

/* How many bytes wait; what a parent process gathered is forgotten. */
size_t xs_outbuf_length(xs_socket *sock);

static inline size_t xs_outbuf_pending(xs_socket *sock)
{
	return sock->out ? xs_outbuf_length(sock) : 0;
}

/* Takes n bytes, or as many as fit into the stream's write_buffer; says how many. */
size_t xs_outbuf_append(xs_socket *sock, const char *p, size_t n);

/* The first n waiting bytes have gone out. Frees the buffer when nothing is left. */
void xs_outbuf_consume(xs_socket *sock, size_t n);

/* Drops what waits. */
void xs_outbuf_free(xs_socket *sock);

#endif
