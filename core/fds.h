/* Descriptors over a unix socket. */
#ifndef XS_FDS_H
#define XS_FDS_H

#include "../os/fds.h"
#include "socket.h"

/* Sends data with count descriptors, which go with the first byte, behind what is gathered. A blocking socket
 * waits until all is out or the stream's timeout passed. *taken: bytes of data that went, 0: no descriptor
 * went either. XS_OK, XS_WANT_WRITE (short), XS_FAIL with *code. */
xs_io xs_fds_send(xs_socket *sock, const char *data, size_t n, const int *fds, int count, size_t *taken,
	int *code);

/* Receives up to n bytes and the descriptors that came with them, as xs_os_recv_fds() does. A blocking socket
 * waits until the stream's timeout. XS_OK, XS_WANT_READ: nothing came, XS_EOF, XS_FAIL with *code. */
xs_io xs_fds_recv(xs_socket *sock, char *data, size_t n, size_t *got, int *fds, int *count, bool *lost,
	int *code);

#endif
