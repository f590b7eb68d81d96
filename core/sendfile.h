/* Files into connections. */
#ifndef XS_SENDFILE_H
#define XS_SENDFILE_H

#include "socket.h"

/* Sends n bytes of a plain file from offset on, behind what is gathered: by sendfile(2) where the connection
 * is plain and the system has it, else by pread(2) and the layer. A blocking stream goes on until all is out
 * or nothing moved for its timeout (ns.timeout_event); a non-blocking one sends what fits. *sent counts in
 * every case. XS_OK: all of it. XS_EOF: the file ends before. XS_WANT_WRITE: short. XS_FAIL: *code is the
 * errno. */
xs_io xs_sendfile(xs_socket *sock, int file, zend_off_t offset, zend_off_t n, zend_off_t *sent, int *code);

#endif
