#include "fds.h"

#include <fcntl.h>
#include <sys/uio.h>
#if defined(__linux__) && !defined(__GLIBC__)
#include <sys/syscall.h>
#endif

#ifdef MSG_CMSG_CLOEXEC
#define BORN_CLOEXEC MSG_CMSG_CLOEXEC
#else
#define BORN_CLOEXEC \
	0 /* set one by one, with the race against a fork in another thread such systems have \
	   */
#endif

/* Room for the descriptors, and for credentials somebody may have asked the kernel to add. */
typedef union control {
	struct cmsghdr align;
	char room[CMSG_SPACE(XS_OS_MAX_FDS * sizeof(int)) + 256];
} control;

/* musl's sendmsg(3) copies the control data and says ENOMEM beyond 1,024 bytes: enough for 252 descriptors.
 * It does so for the padding, which the kernel takes for upper halves of lengths; here that is zero. */
static ssize_t send_message(php_socket_t fd, const struct msghdr *msg)
{
	const int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
	ssize_t sent = sendmsg(fd, msg, flags);
#if defined(__linux__) && !defined(__GLIBC__)
	if (sent < 0 && errno == ENOMEM) {
		sent = syscall(SYS_sendmsg, fd, msg, flags);
	}
#endif
	return sent;
}

ssize_t xs_os_send_fds(php_socket_t fd, const char *data, size_t n, const int *fds, int count)
{
	control buf;
	struct iovec iov = { (void *) data, n };
	struct msghdr msg = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = buf.room,
		.msg_controllen = CMSG_SPACE((size_t) count * sizeof(int)) };
	memset(&buf, 0, sizeof(buf));
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN((size_t) count * sizeof(int));
	memcpy(CMSG_DATA(c), fds, (size_t) count * sizeof(int));
	return send_message(fd, &msg);
}

/* Takes the descriptors of one control message; what does not fit into fds is closed. */
static void take(const struct cmsghdr *c, int *fds, int *count, bool *lost)
{
	size_t n = ((size_t) c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	for (size_t i = 0; i < n; i++) {
		int fd;
		memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
		if (*count == XS_OS_MAX_FDS) {
			xs_os_close(fd);
			*lost = true;
			continue;
		}
		if (!BORN_CLOEXEC) {
			xs_os_set_cloexec(fd, true);
		}
		fds[(*count)++] = fd;
	}
}

ssize_t xs_os_recv_fds(php_socket_t fd, char *data, size_t n, int *fds, int *count, bool *lost)
{
	control buf;
	struct iovec iov = { data, n };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = buf.room, .msg_controllen = sizeof(buf.room)
	};
	*count = 0;
	*lost = false;
	ssize_t got = recvmsg(fd, &msg, MSG_DONTWAIT | BORN_CLOEXEC);
	if (got < 0) {
		return got;
	}
	*lost = msg.msg_flags & MSG_CTRUNC;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); c; c = CMSG_NXTHDR(&msg, c)) {
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
			take(c, fds, count, lost);
		}
	}
	return got;
}

const char *xs_os_fd_mode(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	switch (flags == -1 ? O_RDWR : flags & O_ACCMODE) {
		case O_RDONLY:
			return "rb";
		case O_WRONLY:
			return "wb";
		default:
			return "r+b";
	}
}
