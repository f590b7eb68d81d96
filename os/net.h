/* The system's headers about sockets, without PHP's. */
#ifndef XS_OS_NET_H
#define XS_OS_NET_H

#ifdef _WIN32
#include <ws2tcpip.h>
#include <mswsock.h>
#include <afunix.h>
#include <iphlpapi.h>
#include <process.h>
typedef ADDRESS_FAMILY sa_family_t;
typedef ULONG nfds_t;
#define poll(fds, n, ms) WSAPoll(fds, n, ms)
#define XS_OS_POLL "WSAPoll" /* Io\Poll\Backend's name for it */
/* Joins and leaves groups. An interface's index is written as an address 0.x.x.x there. */
typedef struct ip_mreq xs_mreq;
#define XS_MREQ(local, index) \
	{ \
		.imr_interface.s_addr = (index) ? htonl(index) : (local).s_addr \
	}
#define XS_MREQ_IF(mreq) ((const char *) &(mreq)->imr_interface), sizeof((mreq)->imr_interface)
/* What php_socket_errno() returns there: Winsock's own numbers. */
#undef EAGAIN
#undef EBADF
#undef ECONNABORTED
#undef ECONNREFUSED
#undef ECONNRESET
#undef EINTR
#undef EINVAL
#undef EMFILE
#undef EMSGSIZE
#undef ENETDOWN
#undef ENETUNREACH
#undef ENOBUFS
#undef ENOTCONN
#undef ENOTSOCK
#undef EPIPE
#undef ETIMEDOUT
#define EAGAIN WSAEWOULDBLOCK
#define EBADF WSAEBADF
#define ECONNABORTED WSAECONNABORTED
#define ECONNREFUSED WSAECONNREFUSED
#define ECONNRESET WSAECONNRESET
#define EINTR WSAEINTR
#define EINVAL WSAEINVAL
#define EMFILE WSAEMFILE
#define EMSGSIZE WSAEMSGSIZE
#define ENETDOWN WSAENETDOWN
#define ENETUNREACH WSAENETUNREACH
#define ENOBUFS WSAENOBUFS
#define ENOTCONN WSAENOTCONN
#define ENOTSOCK WSAENOTSOCK
#define EPIPE WSAESHUTDOWN
#define ETIMEDOUT WSAETIMEDOUT
#else
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>
#define XS_OS_POLL "Poll"
typedef struct ip_mreqn xs_mreq;
#define XS_MREQ(local, index) \
	{ \
		.imr_address = (local), .imr_ifindex = (int) (index) \
	}
#define XS_MREQ_IF(mreq) ((const char *) (mreq)), sizeof(*(mreq)) /* value and size of IP_MULTICAST_IF */
#endif

#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif

#endif
