/* System calls on one socket. Implemented by sock_posix.c or sock_win.c, picked by the build.
 * No other file calls accept, close, fcntl or poll. All return -1 / SOCK_ERR with errno set on failure. */
#ifndef XS_OS_SOCK_H
#define XS_OS_SOCK_H

#include "../xs_compat.h"

/* A piece of memory to send; laid out by the platform file into its own iovec. */
typedef struct xs_buf {
	const char *p;
	size_t n;
} xs_buf;

#define XS_OS_NONBLOCK 1
#define XS_OS_CLOEXEC 2
#define XS_OS_MAX_BUFS 1024 /* pieces per xs_os_sendv(), IOV_MAX on every system of ours */

/* socket(2) with the flags XS_OS_*, one system call where the platform can. Caller owns the descriptor. */
php_socket_t xs_os_socket(int domain, int type, int flags);

/* accept4(2) with the flags XS_OS_*. sa and len may both be NULL. Never waits on a non-blocking listener. */
php_socket_t xs_os_accept(php_socket_t listener, struct sockaddr *sa, socklen_t *len, int flags);

/* close(2), once: a close that was interrupted is not repeated (the descriptor is gone on Linux). */
void xs_os_close(php_socket_t fd);

/* poll(2) on one descriptor. -1 waits for ever. */
int xs_os_poll(php_socket_t fd, short events, int ms, short *revents);

/* send(2) that neither waits nor raises SIGPIPE; extra flags such as MSG_OOB may be added. */
ssize_t xs_os_send(php_socket_t fd, const void *buf, size_t n, int extra);

/* The same for several pieces in one system call; n at most XS_OS_MAX_BUFS. */
ssize_t xs_os_sendv(php_socket_t fd, const xs_buf *bufs, int n);

/* sendto(2) that neither waits nor raises SIGPIPE. */
ssize_t xs_os_sendto(php_socket_t fd, const void *buf, size_t n, int extra, const struct sockaddr *sa,
	socklen_t len);

/* recv(2). wait: let the kernel wait, bounded by SO_RCVTIMEO, if the descriptor is blocking. sa/len may be
 * NULL. */
ssize_t xs_os_recv(php_socket_t fd, void *buf, size_t n, int flags, bool wait, struct sockaddr *sa,
	socklen_t *len);

/* SO_RCVTIMEO, SO_SNDTIMEO; tv_sec < 0 means for ever. */
int xs_os_set_rcvtimeo(php_socket_t fd, const struct timeval *timeout);
int xs_os_set_sndtimeo(php_socket_t fd, const struct timeval *timeout);

/* O_NONBLOCK of the open file description (shared with every process that holds it). */
int xs_os_set_blocking(php_socket_t fd, bool blocking);
bool xs_os_is_blocking(php_socket_t fd);

/* Is that errno the one of a call that would have had to wait? */
static inline bool xs_os_would_block(int code)
{
	return code == EAGAIN || code == EWOULDBLOCK;
}

/* Memory or buffers are out just now, which says nothing about the connection? */
static inline bool xs_os_no_buffers(int code)
{
	return code == ENOBUFS || code == ENOMEM;
}

int xs_os_set_cloexec(php_socket_t fd, bool on);
bool xs_os_get_cloexec(php_socket_t fd);

/* The text of an errno, cut to size. */
void xs_os_strerror(int code, char *buf, size_t size);

/* How many descriptors this process may have (RLIMIT_NOFILE). */
uint32_t xs_os_descriptor_limit(void);

/* Seconds of Unix time, for what is compared with certificates. */
int64_t xs_os_wall_clock(void);

/* Monotonic clock, nanoseconds. */
int64_t xs_os_clock(void);

#endif
