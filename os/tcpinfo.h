/* What the kernel tells about a TCP socket: TCP_INFO where there is one. */
#ifndef XS_OS_TCPINFO_H
#define XS_OS_TCPINFO_H

#include "../xs_compat.h"

struct xs_tcp_info {
	unsigned rtt;         /* microseconds, smoothed */
	unsigned retransmits; /* segments sent again, ever */
	unsigned cwnd;        /* congestion window, segments */
};

/* Of a connection. False when the system does not tell. */
bool xs_os_tcp_info(php_socket_t fd, struct xs_tcp_info *info);

/* Of a TCP listener: connections waiting for accept, and the backlog in force. False when the system does not
 * tell. */
bool xs_os_tcp_queue(php_socket_t fd, unsigned *queued, unsigned *backlog);

/* The system's maximum for any backlog, or -1 when it does not tell. */
int xs_os_backlog_maximum(void);

#endif
