/*
 * The limit of the workloads that move files, batches of datagrams and descriptors.
 *
 *   limit_move WORKLOAD N SIZE      the words of server_move.php
 *
 * Input and output lines are those of limit.c.
 */
#include "server.h"
#include <sys/sendfile.h>
#include <sys/stat.h>

#define BATCH 64

static char buffer[BATCH][2048];
static struct sockaddr_in peers[BATCH];
static struct iovec pieces[BATCH];
static struct mmsghdr messages[BATCH];

static void file_out(int server, long n)
{
	FILE *file = tmpfile();
	int fd = take(server), in = fileno(file);
	off_t at = 0;

	check(ftruncate(in, n), "ftruncate");
	while (read(in, buffer, sizeof buffer) > 0) {
	}
	double start = cpu_us();
	while (at < n) {
		check(sendfile(fd, in, &at, (size_t) (n - at)), "sendfile");
	}
	done(cpu_us() - start, (double) n);
	close(fd);
	fclose(file);
}

static int receive(int server)
{
	for (int i = 0; i < BATCH; i++) {
		pieces[i] = (struct iovec){ buffer[i], sizeof buffer[i] };
		messages[i].msg_hdr = (struct msghdr){
			.msg_name = &peers[i], .msg_namelen = sizeof peers[i], .msg_iov = &pieces[i], .msg_iovlen = 1
		};
	}
	int got = recvmmsg(server, messages, BATCH, MSG_WAITFORONE, NULL);
	check(got, "recvmmsg");
	return got;
}

static void udp_batch(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n;) {
		i += receive(server);
	}
	done(cpu_us() - start, n);
}

static void udp_batch_echo(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n;) {
		int got = receive(server);
		for (int k = 0; k < got; k++) {
			pieces[k].iov_len = messages[k].msg_len;
		}
		check(sendmmsg(server, messages, (unsigned) got, 0), "sendmmsg");
		i += got;
	}
	done(cpu_us() - start, n);
}

static void pass(int from, int to, int fd)
{
	char room[CMSG_SPACE(sizeof(int))];
	char byte = 0;
	struct iovec piece = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &piece, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room
	};
	struct cmsghdr *control = CMSG_FIRSTHDR(&message);

	control->cmsg_level = SOL_SOCKET;
	control->cmsg_type = SCM_RIGHTS;
	control->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(control), &fd, sizeof fd);
	check(sendmsg(from, &message, MSG_NOSIGNAL), "sendmsg");
	check(recvmsg(to, &message, MSG_CMSG_CLOEXEC), "recvmsg");
	memcpy(&fd, CMSG_DATA(control), sizeof fd);
	close(fd);
}

static void fd_pass(int server, int n)
{
	int pair[2];

	check(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), "socketpair");
	double start = cpu_us();
	for (int i = 0; i < n; i++) {
		pass(pair[0], pair[1], server);
	}
	done(cpu_us() - start, n);
	close(pair[0]);
	close(pair[1]);
}

int main(int argc, char **argv)
{
	const char *workload = argc > 1 ? argv[1] : "";
	long n = argc > 2 ? atol(argv[2]) : 0;
	int is_udp = strncmp(workload, "udp", 3) == 0;
	int server = open_server(is_udp ? SOCK_DGRAM : SOCK_STREAM, is_udp ? 4 << 20 : 0);

	alarm(GIVE_UP_AFTER);
	while (next_batch()) {
		if (strcmp(workload, "file_out") == 0) {
			file_out(server, n);
		} else if (strcmp(workload, "udp_batch") == 0) {
			udp_batch(server, (int) n);
		} else if (strcmp(workload, "udp_batch_echo") == 0) {
			udp_batch_echo(server, (int) n);
		} else if (strcmp(workload, "fd_pass") == 0) {
			fd_pass(server, (int) n);
		} else {
			fprintf(stderr, "limit_move: unknown workload '%s'\n", workload);
			return 2;
		}
	}
	return 0;
}
