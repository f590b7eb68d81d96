/* Windows passes no descriptors through sockets. */
#include "fds.h"

ssize_t xs_os_send_fds(php_socket_t fd, const char *data, size_t n, const int *fds, int count)
{
	(void) fd, (void) data, (void) n, (void) fds, (void) count;
	WSASetLastError(WSAEOPNOTSUPP);
	return -1;
}

ssize_t xs_os_recv_fds(php_socket_t fd, char *data, size_t n, int *fds, int *count, bool *lost)
{
	(void) fd, (void) data, (void) n, (void) fds;
	*count = 0;
	*lost = false;
	WSASetLastError(WSAEOPNOTSUPP);
	return -1;
}

const char *xs_os_fd_mode(int fd)
{
	(void) fd;
	return "r+b";
}
