/* Winsock. Its sockets stay non-blocking for good: there is no MSG_DONTWAIT, and no way to ask a socket for
 * its mode. Waiting is always a poll in core/. Errors are WSAGetLastError()'s, which is what
 * php_socket_errno() returns. */
#include "sock.h"

#include <time.h>

static php_socket_t finish(SOCKET fd, int flags)
{
	if (fd == INVALID_SOCKET) {
		return SOCK_ERR;
	}
	if (xs_os_set_blocking(fd, false) != 0 || xs_os_set_cloexec(fd, flags & XS_OS_CLOEXEC) != 0) {
		int code = WSAGetLastError();
		xs_os_close(fd);
		WSASetLastError(code);
		return SOCK_ERR;
	}
	return fd;
}

php_socket_t xs_os_socket(int domain, int type, int flags)
{
	return finish(WSASocketW(domain, type, 0, NULL, 0, WSA_FLAG_OVERLAPPED), flags);
}

php_socket_t xs_os_accept(php_socket_t listener, struct sockaddr *sa, socklen_t *len, int flags)
{
	return finish(accept(listener, sa, len), flags);
}

void xs_os_close(php_socket_t fd)
{
	closesocket(fd);
}

int xs_os_poll(php_socket_t fd, short events, int ms, short *revents)
{
	WSAPOLLFD p = { .fd = fd, .events = events };
	int n = WSAPoll(&p, 1, ms);
	*revents = p.revents;
	return n;
}

ssize_t xs_os_send(php_socket_t fd, const void *buf, size_t n, int extra)
{
	return send(fd, buf, (int) MIN(n, INT_MAX), extra);
}

ssize_t xs_os_sendv(php_socket_t fd, const xs_buf *bufs, int n)
{
	WSABUF pieces[XS_OS_MAX_BUFS];
	DWORD sent;
	for (int i = 0; i < n; i++) {
		pieces[i].buf = (char *) bufs[i].p;
		pieces[i].len = (ULONG) MIN(bufs[i].n, INT_MAX);
	}
	return WSASend(fd, pieces, (DWORD) n, &sent, 0, NULL, NULL) == 0 ? (ssize_t) sent : -1;
}

ssize_t xs_os_sendto(php_socket_t fd, const void *buf, size_t n, int extra, const struct sockaddr *sa,
	socklen_t len)
{
	return sendto(fd, buf, (int) MIN(n, INT_MAX), extra, sa, len);
}

ssize_t xs_os_recv(php_socket_t fd, void *buf, size_t n, int flags, bool wait, struct sockaddr *sa,
	socklen_t *len)
{
	(void) wait; /* never true: xs_os_set_rcvtimeo() fails */
	int room = (int) MIN(n, INT_MAX);
	int got = recvfrom(fd, buf, room, flags, sa, len);
	/* A datagram longer than the room is an error here, and cut elsewhere. */
	return got < 0 && WSAGetLastError() == WSAEMSGSIZE ? room : got;
}

int xs_os_set_rcvtimeo(php_socket_t fd, const struct timeval *timeout)
{
	(void) fd, (void) timeout;
	WSASetLastError(WSAEOPNOTSUPP); /* it means nothing to a non-blocking socket */
	return -1;
}

int xs_os_set_sndtimeo(php_socket_t fd, const struct timeval *timeout)
{
	return xs_os_set_rcvtimeo(fd, timeout);
}

int xs_os_set_blocking(php_socket_t fd, bool blocking)
{
	u_long on = 1;
	return blocking ? 0 : ioctlsocket(fd, FIONBIO, &on);
}

bool xs_os_is_blocking(php_socket_t fd)
{
	(void) fd;
	return false;
}

int xs_os_set_cloexec(php_socket_t fd, bool on)
{
	if (SetHandleInformation((HANDLE) fd, HANDLE_FLAG_INHERIT, on ? 0 : HANDLE_FLAG_INHERIT)) {
		return 0;
	}
	WSASetLastError(WSAEINVAL);
	return -1;
}

bool xs_os_get_cloexec(php_socket_t fd)
{
	DWORD flags;
	return GetHandleInformation((HANDLE) fd, &flags) && !(flags & HANDLE_FLAG_INHERIT);
}

void xs_os_strerror(int code, char *buf, size_t size)
{
	char *text = php_socket_strerror(code, NULL, 0);
	strlcpy(buf, text, size);
	efree(text);
}

int64_t xs_os_clock(void)
{
	LARGE_INTEGER now, per_second;
	QueryPerformanceCounter(&now);
	QueryPerformanceFrequency(&per_second);
	int64_t whole = now.QuadPart / per_second.QuadPart, rest = now.QuadPart % per_second.QuadPart;
	return whole * 1000000000 + rest * 1000000000 / per_second.QuadPart;
}

uint32_t xs_os_descriptor_limit(void)
{
	return UINT32_MAX; /* handles are bounded by memory */
}

int64_t xs_os_wall_clock(void)
{
	return (int64_t) time(NULL);
}
