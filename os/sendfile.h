/* A file into a socket without copying it through the process. Implemented by sendfile_linux.c or
 * sendfile_none.c, picked by the build. */
#ifndef XS_OS_SENDFILE_H
#define XS_OS_SENDFILE_H

#include "sock.h"

/* Sends up to n bytes of the file from offset on; the file's own position neither counts nor moves. Without
 * SIGPIPE. How many bytes went, 0 when the file ends there, -1 with errno: EAGAIN no room (waits if the
 * descriptor is blocking, bounded by SO_SNDTIMEO), EINVAL or ENOSYS this file or system cannot do it. */
ssize_t xs_os_sendfile(php_socket_t fd, int file, zend_off_t offset, size_t n);

/* pread(2), repeated after a signal. */
ssize_t xs_os_pread(int file, void *buf, size_t n, zend_off_t offset);

/* Is it a plain file, and how long? False for anything else. -1: the system says 0 and there are bytes all
 * the same, as in most of /proc; only reading shows where they end. */
bool xs_os_file_size(int file, zend_off_t *size);

/* Opens a file for appending; one that is made is for its owner alone. NULL with errno. */
FILE *xs_os_append_private(const char *path);

/* "yes" or "no", for phpinfo(). */
extern const char xs_os_sendfile_how[];

#endif
