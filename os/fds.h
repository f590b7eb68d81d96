/* Descriptors through unix sockets, and who is at the other end. Implemented by fds_posix.c; the credentials
 * by one of creds_*.c, picked by the build. */
#ifndef XS_OS_FDS_H
#define XS_OS_FDS_H

#include "sock.h"

#define XS_OS_MAX_FDS 253 /* of one message, SCM_MAX_FD of Linux */

/* sendmsg(2) with SCM_RIGHTS, without waiting or SIGPIPE. The descriptors go with the first byte. */
ssize_t xs_os_send_fds(php_socket_t fd, const char *data, size_t n, const int *fds, int count);

/* recvmsg(2) without waiting. fds has room for XS_OS_MAX_FDS; the *count received are the caller's, CLOEXEC.
 * *lost: some that were sent are gone, because this process may have no more (or sent more than fit). */
ssize_t xs_os_recv_fds(php_socket_t fd, char *data, size_t n, int *fds, int *count, bool *lost);

/* What a descriptor can be used for, as fopen(3) says it: "rb", "wb", "r+b". */
const char *xs_os_fd_mode(int fd);

/* The process that connected (or listened, seen from the client), at that moment. *pid is -1 where the system
 * does not tell. False with errno. */
bool xs_os_peer_credentials(php_socket_t fd, long *pid, long *uid, long *gid);

#endif
