/*
 * The load generator: one process, one batch for each line on its input, "ready" when the batch is
 * queued (hold, dgram) or over (everything else).
 *
 *   load exec  CPU COMMAND...          run COMMAND pinned to CPU, with every descriptor it may have
 *   load wait  MODE...                 MODE as below, but asleep while it waits: for a server on the same CPU
 *   load churn PORT N INFLIGHT GAP     N connections, each kept until the server closes it
 *   load hold  PORT N SIZE             N connections that stay open, SIZE bytes sent on each
 *   load echo  PORT N SIZE             N round trips of SIZE bytes on one connection
 *   load talk  PORT N CONNS ANSWER     N HTTP requests on CONNS kept-alive connections, ANSWER bytes each
 *   load send  PORT N                  one connection, N bytes to the server
 *   load recv  PORT                    one connection, read to the end
 *   load dgram PORT N SIZE             N datagrams, then wait
 *   load udpecho PORT N SIZE INFLIGHT  N datagrams there and back
 *   load burst PORT N MS               N connects at once; says how many are connected after MS
 */
#include "client.h"
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define CHUNK (256 * 1024)

static char chunk[CHUNK];
static int asleep;

static void run_pinned(int cpu, char **command)
{
	struct sched_param first = { .sched_priority = 1 };
	struct rlimit files;
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof set, &set); /* with one CPU only: go on unpinned */
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	/* Where allowed, everybody else on the machine waits: not for the load, which never sleeps. */
	if (cpu != 0 || sched_setscheduler(0, SCHED_FIFO, &first) != 0) {
		setpriority(PRIO_PROCESS, 0, -20);
	}
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); /* huge pages would hide what a connection costs */
	execvp(command[0], command);
	die(command[0]);
}

static void send_all(int fd, size_t left)
{
	while (left > 0) {
		ssize_t sent = send(fd, chunk, left < CHUNK ? left : CHUNK, MSG_NOSIGNAL);
		check(sent, "send");
		left -= (size_t) sent;
	}
}

/* Beside the server it never sleeps: waking a client on another CPU would be work for the server, and the
 * most uneven there is. On the server's own CPU it has to. */
static ssize_t recv_some(int fd, size_t size)
{
	ssize_t got;

	do {
		got = recv(fd, chunk, size, asleep ? 0 : MSG_DONTWAIT);
	} while (got < 0 && (errno == EAGAIN || errno == EINTR));
	return got;
}

static void recv_all(int fd, size_t left)
{
	while (left > 0) {
		ssize_t got = recv_some(fd, left < CHUNK ? left : CHUNK);
		check(got, "recv");
		if (got == 0) {
			errno = EPIPE;
			die("recv");
		}
		left -= (size_t) got;
	}
}

/* A ring of connections, the oldest is waited for first: the server takes them in this order too. */
static void churn(int port, int n, int inflight, int gap)
{
	int *ring = calloc((size_t) inflight, sizeof *ring);
	int opened = 0, closed = 0;

	for (; closed < n; closed++) {
		for (; opened < n && opened - closed < inflight; opened++) {
			if (gap > 0) {
				usleep((useconds_t) gap);
			}
			ring[opened % inflight] = dial(SOCK_STREAM, port, opened % SOURCES);
		}
		while (recv_some(ring[closed % inflight], CHUNK) > 0) {
		}
		drop(ring[closed % inflight]);
	}
	free(ring);
	ready(n);
}

static void hold(int port, int n, int size)
{
	int *fds = calloc((size_t) n + 1, sizeof *fds);
	int more = next_batch();

	while (more) {
		for (int i = 0; i < n; i++) {
			fds[i] = dial(SOCK_STREAM, port, i % SOURCES);
			send_all(fds[i], (size_t) size);
		}
		ready(n);
		more = next_batch();
		for (int i = 0; i < n; i++) {
			drop(fds[i]);
		}
	}
	free(fds);
}

static void echo(int port, int n, int size)
{
	int on = 1, fd = dial(SOCK_STREAM, port, 0);

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	for (int i = 0; i < n; i++) {
		send_all(fd, (size_t) size);
		recv_all(fd, (size_t) size);
	}
	drop(fd);
	ready(n);
}

/* Each connection asks again once it has its answer: the server has always something to do. */
static void talk(int port, int n, int conns, int size)
{
	static const char request[] = "GET /a/path HTTP/1.1\r\nHost: example.test\r\nUser-Agent: load\r\n"
								  "Accept: */*\r\nConnection: keep-alive\r\n\r\n";
	int *fds = calloc((size_t) conns, sizeof *fds);
	int on = 1;

	for (int i = 0; i < conns; i++) {
		fds[i] = dial(SOCK_STREAM, port, i % SOURCES);
		setsockopt(fds[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	}
	for (int asked = 0, answered = 0; answered < n; answered++) {
		for (; asked < n && asked < answered + conns; asked++) {
			check(send(fds[asked % conns], request, sizeof request - 1, MSG_NOSIGNAL), "send");
		}
		recv_all(fds[answered % conns], (size_t) size);
	}
	for (int i = 0; i < conns; i++) {
		drop(fds[i]);
	}
	free(fds);
	ready(n);
}

static void send_stream(int port, size_t bytes)
{
	int fd = dial(SOCK_STREAM, port, 0);

	send_all(fd, bytes);
	shutdown(fd, SHUT_WR);
	while (recv(fd, chunk, CHUNK, 0) > 0) {
	}
	close(fd);
	ready(0);
}

static void recv_stream(int port)
{
	int fd = dial(SOCK_STREAM, port, 0);

	while (recv_some(fd, CHUNK) > 0) {
	}
	close(fd);
	ready(0);
}

static void dgram(int port, int n, int size)
{
	int fd = dial(SOCK_DGRAM, port, 0);

	while (next_batch()) {
		for (int i = 0; i < n; i++) {
			check(send(fd, chunk, (size_t) size, 0), "send");
		}
		ready(n);
	}
	close(fd);
}

/* A lost datagram would end the exchange: after a silent second everything in flight is sent again. */
static void udpecho(int port, int n, int size, int inflight)
{
	int fd = dial(SOCK_DGRAM, port, 0), flying = 0;
	int64_t heard = (now_us() / 1000);

	for (int back = 0; back < n;) {
		for (; flying < inflight && back + flying < n; flying++) {
			check(send(fd, chunk, (size_t) size, 0), "send");
		}
		if (recv(fd, chunk, CHUNK, MSG_DONTWAIT) >= 0) {
			heard = (now_us() / 1000);
			back++;
			flying--;
		} else if ((now_us() / 1000) - heard > 1000) {
			flying = 0;
		}
	}
	close(fd);
	ready(n);
}

static void burst(int port, int n, int ms)
{
	struct sockaddr_in address = loopback(0, port);
	struct pollfd *clients = calloc((size_t) n, sizeof *clients);
	int64_t end = (now_us() / 1000) + ms;
	int connected = 0;

	for (int i = 0; i < n; i++) {
		int fd = new_socket(SOCK_STREAM, i % SOURCES);
		check(fcntl(fd, F_SETFL, O_NONBLOCK), "fcntl");
		if (connect(fd, (struct sockaddr *) &address, sizeof address) < 0 && errno != EINPROGRESS) {
			die("connect");
		}
		clients[i] = (struct pollfd){ .fd = fd, .events = POLLOUT };
	}
	while (connected < n && (now_us() / 1000) < end) {
		poll(clients, (nfds_t) n, 10);
		for (int i = 0; i < n; i++) {
			if (clients[i].fd >= 0 && (clients[i].revents & (POLLOUT | POLLERR)) == POLLOUT) {
				clients[i].fd = ~clients[i].fd; /* negative: poll passes it over, the socket stays */
				connected++;
			}
		}
	}
	for (int i = 0; i < n; i++) {
		drop(clients[i].fd < 0 ? ~clients[i].fd : clients[i].fd);
	}
	free(clients);
	ready(connected);
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	long arg[4] = { 0 };

	if (strcmp(mode, "exec") == 0 && argc > 3) {
		run_pinned(atoi(argv[2]), argv + 3);
	}
	if (strcmp(mode, "wait") == 0 && argc > 2) {
		asleep = 1;
		argc--;
		argv++;
		mode = argv[1];
	}
	for (int i = 0; i < 4 && i + 2 < argc; i++) {
		arg[i] = atol(argv[i + 2]);
	}
	alarm(GIVE_UP_AFTER);
	memset(chunk, 'x', CHUNK);

	if (strcmp(mode, "hold") == 0) {
		chunk[arg[2] > 0 ? arg[2] - 1 : 0] = '\n';
		hold((int) arg[0], (int) arg[1], (int) arg[2]);
		return 0;
	}
	if (strcmp(mode, "dgram") == 0) {
		dgram((int) arg[0], (int) arg[1], (int) arg[2]);
		return 0;
	}
	while (next_batch()) {
		if (strcmp(mode, "churn") == 0) {
			churn((int) arg[0], (int) arg[1], (int) arg[2], (int) arg[3]);
		} else if (strcmp(mode, "echo") == 0) {
			chunk[arg[2] - 1] = '\n';
			echo((int) arg[0], (int) arg[1], (int) arg[2]);
		} else if (strcmp(mode, "talk") == 0) {
			talk((int) arg[0], (int) arg[1], (int) arg[2], (int) arg[3]);
		} else if (strcmp(mode, "send") == 0) {
			send_stream((int) arg[0], (size_t) arg[1]);
		} else if (strcmp(mode, "recv") == 0) {
			recv_stream((int) arg[0]);
		} else if (strcmp(mode, "udpecho") == 0) {
			udpecho((int) arg[0], (int) arg[1], (int) arg[2], (int) arg[3]);
		} else if (strcmp(mode, "burst") == 0) {
			burst((int) arg[0], (int) arg[1], (int) arg[2]);
		} else {
			fprintf(stderr, "load: unknown mode '%s'\n", mode);
			return 2;
		}
	}
	return 0;
}
