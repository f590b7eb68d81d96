/* What the load generator and the C limit share. Plain C, Linux, loopback only. */
#ifndef BENCH_COMMON_H
#define BENCH_COMMON_H

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define GIVE_UP_AFTER 300 /* seconds: no process of the bench outlives this */

static inline void die(const char *step)
{
	fprintf(stderr, "bench: %s: %s\n", step, strerror(errno));
	exit(1);
}

static inline void check(long result, const char *step)
{
	if (result < 0) {
		die(step);
	}
}

/* One line from bench/run starts the next batch; the end of the input ends the program. */
static inline int next_batch(void)
{
	char line[64];
	return fgets(line, sizeof line, stdin) != NULL;
}

static inline struct sockaddr_in loopback(int host, int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t) port) };
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (uint32_t) host);
	return address;
}

#endif
