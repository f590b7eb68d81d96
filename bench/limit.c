/*
 * The limit: a server that makes the necessary system calls and nothing else.
 *
 *   limit WORKLOAD N SIZE      the same words, the same input and output lines as server_*.php
 *
 * It prints "port P", then does one batch of N operations for each line on its input and answers
 * "done COST AMOUNT": microseconds of CPU (bytes for idle) and how many operations or bytes they bought.
 */
#include "server.h"
#include <fcntl.h>

static char buffer[256 * 1024];
static int kept[KEEP_MAX];

static void accept_close(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n; i++) {
		int fd = take(server);
		check(fd, "accept4");
		close(fd);
	}
	done(cpu_us() - start, n);
}

static void accept_keep(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n; i++) {
		kept[i] = take(server);
	}
	done(cpu_us() - start, n);
	for (int i = 0; i < n; i++) {
		close(kept[i]);
	}
}

/* Until the queue is empty, as a server does after each wake-up. */
static void accept_many(int server)
{
	double start = cpu_us();
	int n = 0;

	while (n < KEEP_MAX && (kept[n] = take(server)) >= 0) {
		n++;
	}
	done(cpu_us() - start, n);
	while (n > 0) {
		close(kept[--n]);
	}
}

static void idle(int server, int n)
{
	long start = 0;

	memset(kept, 1, sizeof kept);
	for (int i = 0; i <= n; i++) {
		kept[i] = take(server);
		check(recv(kept[i], buffer, 8192, 0), "recv");
		if (i == 0) {
			private_bytes();
			start = private_bytes();
		}
	}
	done((double) (private_bytes() - start), n);
	for (int i = 0; i <= n; i++) {
		close(kept[i]);
	}
}

static void echo(int server, int n, size_t size)
{
	int fd = take(server);
	double start = cpu_us();

	for (int i = 0; i < n; i++) {
		ssize_t got = recv(fd, buffer, size, 0);
		check(got, "recv");
		check(send(fd, buffer, (size_t) got, MSG_NOSIGNAL), "send");
	}
	done(cpu_us() - start, n);
	close(fd);
}

static void bulk_in(int server, size_t size)
{
	int fd = take(server);
	double start = cpu_us(), bytes = 0;
	ssize_t got;

	while ((got = recv(fd, buffer, size, 0)) > 0) {
		bytes += (double) got;
	}
	done(cpu_us() - start, bytes);
	close(fd);
}

static void bulk_out(int server, long n, size_t size)
{
	int fd = take(server);
	double start = cpu_us();

	for (long sent = 0; sent < n;) {
		ssize_t put = send(fd, buffer, size, MSG_NOSIGNAL);
		check(put, "send");
		sent += put;
	}
	done(cpu_us() - start, (double) n);
	close(fd);
}

static void udp_recv(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n; i++) {
		check(recv(server, buffer, 2048, 0), "recv");
	}
	done(cpu_us() - start, n);
}

static void udp_echo(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n; i++) {
		struct sockaddr_in peer;
		socklen_t length = sizeof peer;
		ssize_t got = recvfrom(server, buffer, 2048, 0, (struct sockaddr *) &peer, &length);
		check(got, "recvfrom");
		check(sendto(server, buffer, (size_t) got, 0, (struct sockaddr *) &peer, length), "sendto");
	}
	done(cpu_us() - start, n);
}

int main(int argc, char **argv)
{
	const char *workload = argc > 1 ? argv[1] : "";
	long n = argc > 2 ? atol(argv[2]) : 0;
	long size = argc > 3 ? atol(argv[3]) : 0;
	int is_udp = strncmp(workload, "udp", 3) == 0;
	int server = open_server(is_udp ? SOCK_DGRAM : SOCK_STREAM, is_udp ? 4 << 20 : 0);

	alarm(GIVE_UP_AFTER);
	if (strcmp(workload, "accept_many") == 0) {
		check(fcntl(server, F_SETFL, O_NONBLOCK), "fcntl");
	}
	while (next_batch()) {
		if (strcmp(workload, "accept_close") == 0) {
			accept_close(server, (int) n);
		} else if (strcmp(workload, "accept_keep") == 0) {
			accept_keep(server, (int) n);
		} else if (strcmp(workload, "accept_many") == 0) {
			accept_many(server);
		} else if (strcmp(workload, "idle") == 0) {
			idle(server, (int) n);
		} else if (strcmp(workload, "echo") == 0 || strcmp(workload, "echo_line") == 0) {
			echo(server, (int) n, size > 0 ? (size_t) size : 8192);
		} else if (strcmp(workload, "bulk_in") == 0) {
			bulk_in(server, (size_t) size);
		} else if (strcmp(workload, "bulk_out") == 0) {
			bulk_out(server, n, (size_t) size);
		} else if (strcmp(workload, "udp_recv") == 0) {
			udp_recv(server, (int) n);
		} else if (strcmp(workload, "udp_echo") == 0) {
			udp_echo(server, (int) n);
		} else if (strcmp(workload, "burst") == 0) {
			usleep(300000);
			done(0, 1);
		} else {
			fprintf(stderr, "limit: unknown workload '%s'\n", workload);
			return 2;
		}
	}
	return 0;
}
