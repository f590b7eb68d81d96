#include "tcpinfo.h"

bool xs_os_tcp_info(php_socket_t fd, struct xs_tcp_info *info)
{
	(void) fd;
	(void) info;
	return false;
}

bool xs_os_tcp_queue(php_socket_t fd, unsigned *queued, unsigned *backlog)
{
	(void) fd;
	(void) queued;
	(void) backlog;
	return false;
}

int xs_os_backlog_maximum(void)
{
	return -1;
}
