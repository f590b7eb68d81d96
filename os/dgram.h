/* Several datagrams with one system call. Implemented by dgram_mmsg.c (recvmmsg, sendmmsg), dgram_loop.c
 * or dgram_win.c, picked by the build; dgram_msg.c has what the first two share. */
#ifndef XS_OS_DGRAM_H
#define XS_OS_DGRAM_H

#include "sock.h"

typedef struct xs_dgram {
	char *data;                    /* recv: where it goes; send: what goes out */
	size_t n;                      /* recv: room, then bytes that came; send: bytes */
	struct sockaddr_storage *peer; /* recv: room for who sent it; send: to whom, NULL on a connected socket */
	socklen_t peer_len;
	bool truncated;   /* recv: it was longer than the room */
	unsigned segment; /* recv: several of that size, the last maybe shorter, as one (UDP_GRO); 0 is one */
	/* recv: the address it came to, when the kernel was asked to tell; send: the address to send from */
	sa_family_t local_family; /* AF_INET, AF_INET6; 0 is not told */
	union {
		struct in_addr in;
		struct in6_addr in6;
	} local;
} xs_dgram;

/* Receives up to n datagrams; how many, or -1 with errno when none came. wait: let the kernel wait for the
 * first, bounded by SO_RCVTIMEO, if the descriptor is blocking. One system call per 64. */
int xs_os_recv_many(php_socket_t fd, xs_dgram *list, int n, bool wait);

/* Sends up to n datagrams in order, without SIGPIPE; how many went out, or -1 with errno when the first did
 * not. wait: let the kernel wait for room, bounded by SO_SNDTIMEO, if the descriptor is blocking. One system
 * call per 64. */
int xs_os_send_many(php_socket_t fd, const xs_dgram *list, int n, bool wait);

/* "yes" or "no", for phpinfo(). */
extern const char xs_os_dgram_how[];

#endif
