/* What the load generators share. */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include "common.h"

#define SOURCES 8 /* 127.0.0.1 .. 127.0.0.8, so that ports do not run out */

static inline int new_socket(int type, int source)
{
	struct sockaddr_in address = loopback(source, 0);
	int on = 1, fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	check(fd, "socket");
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
	check(bind(fd, (struct sockaddr *) &address, sizeof address), "bind");
	return fd;
}

static inline int dial(int type, int port, int source)
{
	struct sockaddr_in address = loopback(0, port);
	int fd = new_socket(type, source);

	check(connect(fd, (struct sockaddr *) &address, sizeof address), "connect");
	return fd;
}

/* RST instead of TIME_WAIT: a long run needs its ports again. */
static inline void drop(int fd)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(fd);
}

static inline void ready(int result)
{
	printf("ready %d\n", result);
	fflush(stdout);
}

static inline int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

#endif
