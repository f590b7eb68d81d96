/* Requests for new connections are dropped by a socket filter, or where that takes privileges by a limit on
 * their time to live, ip(7) and ipv6(7): the kernel looks at it for a listener's own packets, which are those
 * requests, and not for handshakes under way. */
#include "drain.h"

#include <linux/filter.h>
#include <netinet/in.h>

#ifndef IPV6_MINHOPCOUNT
#define IPV6_MINHOPCOUNT 73 /* linux/in6.h, which does not go with netinet/in.h */
#endif

#define TCP_FLAGS \
	13 /* offset of the byte in the header, where the filter of a TCP socket begins to count \
		*/
#define SYN 0x02
#define ACK 0x10

/* More than clients begin with (64 or 128), so that nothing of theirs has as much left. */
#define MOST_HOPS 255

static int drop_requests(php_socket_t listener)
{
	static struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, TCP_FLAGS),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, SYN | ACK),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYN, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
	};
	const struct sock_fprog program = { .len = sizeof(code) / sizeof(*code), .filter = code };
	return setsockopt(listener, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
}

/* An IPv6 socket takes IPv4, too, so both are set; one of IPv4 refuses the other. 0 or -1. */
static int demand_hops(php_socket_t fd, int hops)
{
	int ipv4 = setsockopt(fd, IPPROTO_IP, IP_MINTTL, &hops, sizeof(hops));
	int ipv6 = setsockopt(fd, IPPROTO_IPV6, IPV6_MINHOPCOUNT, &hops, sizeof(hops));
	return ipv4 == 0 || ipv6 == 0 ? 0 : -1;
}

enum xs_os_drained xs_os_drain(php_socket_t listener)
{
	if (drop_requests(listener) == 0) {
		return XS_OS_DRAINED;
	}
	/* Filters on TCP sockets are for CAP_NET_ADMIN since 2026, in stable kernels, too. */
	return errno == EPERM && demand_hops(listener, MOST_HOPS) == 0 ? XS_OS_DRAINED_INHERITS
																   : XS_OS_DRAIN_FAILED;
}

void xs_os_drain_undo(php_socket_t accepted)
{
	demand_hops(accepted, 0);
}
