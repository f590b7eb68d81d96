/* What the C limits share: cost, answers to bench/run, the listening socket. */
#ifndef BENCH_SERVER_H
#define BENCH_SERVER_H

#include "common.h"

#define KEEP_MAX 20000

static inline double cpu_us(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double) used.tv_sec * 1e6 + (double) used.tv_nsec / 1e3;
}

static inline void done(double cost, double amount)
{
	printf("done %.0f %.0f\n", cost, amount);
	fflush(stdout);
}

static inline int open_server(int type, int rcvbuf)
{
	struct sockaddr_in address = loopback(0, 0);
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	check(fd, "socket");
	if (rcvbuf > 0) {
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof rcvbuf);
	}
	check(bind(fd, (struct sockaddr *) &address, length), "bind");
	if (type == SOCK_STREAM) {
		check(listen(fd, 4096), "listen");
	}
	check(getsockname(fd, (struct sockaddr *) &address, &length), "getsockname");
	printf("port %d\n", ntohs(address.sin_port));
	fflush(stdout);
	return fd;
}

static inline int take(int server)
{
	return accept4(server, NULL, NULL, SOCK_CLOEXEC);
}

static inline long private_bytes(void)
{
	FILE *rollup = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	long kib = -1;

	while (rollup && fgets(line, sizeof line, rollup)) {
		if (sscanf(line, "Private_Dirty: %ld", &kib) == 1) {
			break;
		}
	}
	if (rollup) {
		fclose(rollup);
	}
	return kib * 1024;
}

#endif
