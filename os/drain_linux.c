/* A socket filter: every system of ours lets any process attach one to its own sockets. */
#include "drain.h"

#include <linux/filter.h>

#define TCP_FLAGS \
	13 /* offset of the byte in the header, where the filter of a TCP socket begins to count \
		*/
#define SYN 0x02
#define ACK 0x10

int xs_os_drain(php_socket_t listener)
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
