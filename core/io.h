/* Moving bytes, and the one loop that waits for a layer.
 *
 * Gathered output (write_buffer) goes out: on xs_io_flush(); when it is full; before a read; on casts for
 * pollers; before anything that writes past the buffer. If the kernel takes only part, the rest stays
 * gathered. */
#ifndef XS_IO_H
#define XS_IO_H

#include "address.h"
#include "socket.h"

/* Receives some bytes. wait: may wait until the stream's timeout; then, and only then, ns.timeout_event is
 * set anew. XS_OK: *got bytes (0 only for an empty datagram). XS_WANT_READ: nothing came. XS_FAIL: *code is
 * the errno. from may be NULL; it is filled for datagrams. A plain blocking read is one recv(2) that the
 * kernel bounds. */
xs_io xs_io_recv(xs_socket *sock, char *buf, size_t n, int flags, bool wait, xs_sockaddr *from, size_t *got,
	int *code);

/* Takes the pieces for sending: gathers them, or sends them behind what is gathered. A blocking stream waits
 * until all is out or its timeout passed (ns.timeout_event). *taken: bytes of the pieces that are sent or
 * gathered, also when the result is XS_WANT_WRITE (short) or XS_FAIL. A datagram is one call and never
 * gathered. */
xs_io xs_io_write(xs_socket *sock, const xs_buf *bufs, size_t n_bufs, size_t total, size_t *taken, int *code);

/* Sends what is gathered; waits until `deadline` when `wait`, 0 being the stream's own timeout. XS_OK:
 * nothing is left. */
xs_io xs_io_flush(xs_socket *sock, bool wait, xs_deadline deadline, int *code);

/* One try to send what is gathered; never waits. XS_OK: nothing is left; else what it waits for, or XS_FAIL.
 */
xs_io xs_io_push_now(xs_socket *sock);
static inline xs_io xs_io_push(xs_socket *sock)
{
	return sock->out || sock->layer_state ? xs_io_push_now(sock) : XS_OK;
}

/* Polls until the descriptor has one of the events; *deadline is 0 at the first wait of a call and gets the
 * stream's timeout then. XS_OK: try again. XS_WANT_READ: the time is over (ns.timeout_event), also when the
 * descriptor is ready again and again and nothing moves. XS_FAIL: *code. revents may be NULL. */
xs_io xs_io_wait(xs_socket *sock, short events, xs_deadline *deadline, short *revents, int *code);

/* May the kernel do the waiting of a call that receives, or sends, bounded by the stream's timeout? Sets
 * SO_RCVTIMEO or SO_SNDTIMEO when that is still to do. False: poll. */
bool xs_io_kernel_receives(xs_socket *sock);
bool xs_io_kernel_sends(xs_socket *sock);

/* The kernel's wait is over with EAGAIN: timed out (XS_WANT_READ, ns.timeout_event is set), or somebody made
 * the descriptor non-blocking behind our back (I2), then XS_WANT_WRITE says to poll instead. */
xs_io xs_io_kernel_gave_up(xs_socket *sock);

#endif
