#include "sock.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Where the flags exist as part of socket(2) and accept4(2), descriptors are born right; elsewhere two fcntl
 * calls follow, with the race against a fork in another thread that those systems leave open. */
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK)
static int born_flags(int flags)
{
	return (flags & XS_OS_CLOEXEC ? SOCK_CLOEXEC : 0) | (flags & XS_OS_NONBLOCK ? SOCK_NONBLOCK : 0);
}
#endif

#if !defined(SOCK_CLOEXEC) || !defined(HAVE_ACCEPT4) || defined(SO_NOSIGPIPE)
static php_socket_t finish(php_socket_t fd, int flags)
{
	if (fd == SOCK_ERR) {
		return SOCK_ERR;
	}
#ifdef SO_NOSIGPIPE
	int on = 1;
	setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof(on));
#endif
	if ((flags & XS_OS_CLOEXEC) && xs_os_set_cloexec(fd, true) != 0) {
		xs_os_close(fd);
		return SOCK_ERR;
	}
	/* BSD hands the listener's O_NONBLOCK down, so both directions are set. */
	if (xs_os_set_blocking(fd, !(flags & XS_OS_NONBLOCK)) != 0) {
		xs_os_close(fd);
		return SOCK_ERR;
	}
	return fd;
}
#endif

php_socket_t xs_os_socket(int domain, int type, int flags)
{
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK) && !defined(SO_NOSIGPIPE)
	return socket(domain, type | born_flags(flags), 0);
#else
	return finish(socket(domain, type, 0), flags);
#endif
}

php_socket_t xs_os_accept(php_socket_t listener, struct sockaddr *sa, socklen_t *len, int flags)
{
#if defined(HAVE_ACCEPT4) && defined(SOCK_CLOEXEC) && !defined(SO_NOSIGPIPE)
	return accept4(listener, sa, len, born_flags(flags));
#else
	return finish(accept(listener, sa, len), flags);
#endif
}

void xs_os_close(php_socket_t fd)
{
	close(fd);
}

int xs_os_poll(php_socket_t fd, short events, int ms, short *revents)
{
	struct pollfd p = { .fd = fd, .events = events };
	int n = poll(&p, 1, ms);
	*revents = p.revents;
	return n;
}

ssize_t xs_os_send(php_socket_t fd, const void *buf, size_t n, int extra)
{
	return send(fd, buf, n, MSG_NOSIGNAL | MSG_DONTWAIT | extra);
}

ssize_t xs_os_sendv(php_socket_t fd, const xs_buf *bufs, int n)
{
	struct iovec iov[XS_OS_MAX_BUFS];
	struct msghdr msg = { .msg_iov = iov, .msg_iovlen = n };
	for (int i = 0; i < n; i++) {
		iov[i].iov_base = (void *) bufs[i].p;
		iov[i].iov_len = bufs[i].n;
	}
	return sendmsg(fd, &msg, MSG_NOSIGNAL | MSG_DONTWAIT);
}

ssize_t xs_os_sendto(php_socket_t fd, const void *buf, size_t n, int extra, const struct sockaddr *sa,
	socklen_t len)
{
	return sendto(fd, buf, n, MSG_NOSIGNAL | MSG_DONTWAIT | extra, sa, len);
}

ssize_t xs_os_recv(php_socket_t fd, void *buf, size_t n, int flags, bool wait, struct sockaddr *sa,
	socklen_t *len)
{
	return recvfrom(fd, buf, n, flags | (wait ? 0 : MSG_DONTWAIT), sa, len);
}

static int set_timeo(php_socket_t fd, int option, const struct timeval *timeout)
{
	struct timeval tv = { 0, 0 }; /* the kernel's way to say for ever */
	if (timeout->tv_sec >= 0) {
		tv = *timeout;
	}
	return setsockopt(fd, SOL_SOCKET, option, &tv, sizeof(tv));
}

int xs_os_set_rcvtimeo(php_socket_t fd, const struct timeval *timeout)
{
	return set_timeo(fd, SO_RCVTIMEO, timeout);
}

int xs_os_set_sndtimeo(php_socket_t fd, const struct timeval *timeout)
{
	return set_timeo(fd, SO_SNDTIMEO, timeout);
}

int xs_os_set_blocking(php_socket_t fd, bool blocking)
{
	int flags = fcntl(fd, F_GETFL);
	if (flags == -1) {
		return -1;
	}
	int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
	return wanted == flags ? 0 : fcntl(fd, F_SETFL, wanted);
}

bool xs_os_is_blocking(php_socket_t fd)
{
	int flags = fcntl(fd, F_GETFL);
	return flags != -1 && !(flags & O_NONBLOCK);
}

int xs_os_set_cloexec(php_socket_t fd, bool on)
{
	return fcntl(fd, F_SETFD, on ? FD_CLOEXEC : 0);
}

bool xs_os_get_cloexec(php_socket_t fd)
{
	int flags = fcntl(fd, F_GETFD);
	return flags != -1 && (flags & FD_CLOEXEC);
}

void xs_os_strerror(int code, char *buf, size_t size)
{
	char *text = php_socket_strerror(code, NULL, 0);
	strlcpy(buf, text, size);
	efree(text);
}

int64_t xs_os_clock(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t) ts.tv_sec * 1000000000 + ts.tv_nsec;
}

uint32_t xs_os_descriptor_limit(void)
{
	struct rlimit most;
	if (getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_cur > UINT32_MAX) {
		return UINT32_MAX;
	}
	return (uint32_t) most.rlim_cur;
}

int64_t xs_os_wall_clock(void)
{
	return (int64_t) time(NULL);
}
