/*
 * The limit of bench/poll: an epoll loop that makes the necessary system calls and nothing else.
 *
 *   limit IDLE      the same input and output lines as server.php
 *
 * Prints "port P", takes IDLE + 1 connections, then echoes what comes. After each line on its input it
 * answers "cost MICROSECONDS EVENTS": CPU since the last one, and how many events it bought.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static double cpu_us(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double) (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6
		+ (double) (u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static int check(int r, const char *what)
{
	if (r < 0) {
		perror(what);
		exit(1);
	}
	return r;
}

static void watch(int epoll, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };
	check(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e), "epoll_ctl");
}

int main(int argc, char **argv)
{
	struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct rlimit files = { 20000, 20000 };
	socklen_t len = sizeof name;
	int idle = argc > 1 ? atoi(argv[1]) : 0, one = 1;
	setrlimit(RLIMIT_NOFILE, &files);
	int server = check(socket(AF_INET, SOCK_STREAM, 0), "socket"),
		epoll = check(epoll_create1(0), "epoll_create1");
	check(bind(server, (struct sockaddr *) &name, sizeof name), "bind");
	check(listen(server, 4096), "listen");
	getsockname(server, (struct sockaddr *) &name, &len);
	setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	printf("port %d\n", ntohs(name.sin_port));
	fflush(stdout);
	for (int i = 0; i <= idle; i++) {
		watch(epoll, check(accept4(server, NULL, NULL, SOCK_NONBLOCK), "accept4"));
	}
	watch(epoll, 0);
	double start = cpu_us();
	for (long events = 0;;) {
		struct epoll_event e;
		char buffer[4096];
		check(epoll_wait(epoll, &e, 1, -1), "epoll_wait");
		if (e.data.fd == 0) {
			if (read(0, buffer, sizeof buffer) <= 0) {
				return 0;
			}
			printf("cost %.1f %ld\n", cpu_us() - start, events);
			fflush(stdout);
			start = cpu_us();
			events = 0;
		} else {
			ssize_t n = recv(e.data.fd, buffer, sizeof buffer, 0);
			if (n <= 0) {
				close(e.data.fd);
			} else {
				check((int) send(e.data.fd, buffer, (size_t) n, MSG_NOSIGNAL), "send");
				events++;
			}
		}
	}
}
