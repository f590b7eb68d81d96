/* Several datagrams at once, and the waiting around it. */
#ifndef XS_BATCH_H
#define XS_BATCH_H

#include "../os/dgram.h"
#include "socket.h"

/* Receives up to n datagrams into list. A blocking socket waits for the first until the stream's timeout, and
 * then ns.timeout_event is set anew. XS_OK: *count came, at least one. XS_WANT_READ: nothing came. XS_FAIL:
 * *code is the errno. */
xs_io xs_batch_recv(xs_socket *sock, xs_dgram *list, int n, int *count, int *code);

/* Sends n datagrams in order. A blocking socket goes on until all are out or its timeout passed
 * (ns.timeout_event). *count went out. XS_WANT_WRITE: there is no room for more now. XS_FAIL: the next one
 * failed, *code is the errno. */
xs_io xs_batch_send(xs_socket *sock, const xs_dgram *list, int n, int *count, int *code);

#endif
