/*
 * The load generator of the TLS workloads, as cheap as it can be: nothing is verified, sessions are kept
 * here. Answers as load.c does.
 *
 *   load_tls churn  PORT N VERSION RESUME  N handshakes, each connection kept until the server closes it;
 *                                          VERSION 12 or 13; RESUME 1: with the session of the one before.
 *                                          Says how many were resumed
 *   load_tls answer PORT N SILENT          N times connect, ask, read the answer, beside SILENT clients that
 *                                          say nothing; says answers per second, 0 when one took PATIENCE
 *   load_tls hold   PORT N SIZE            N connections that stay open, SIZE bytes sent on each
 *   load_tls send   PORT N                 one connection, N bytes to the server
 *   load_tls recv   PORT                   one connection, taken to the end without a look at it
 */
#include "client.h"
#include <fcntl.h>
#include <openssl/ssl.h>

#define CHUNK 65536
#define PATIENCE 2000000 /* us */
#define MAX_SILENT 1000

static char chunk[CHUNK];
static SSL_CTX *ctx;
static SSL_SESSION *session;

static void make_ctx(int version)
{
	ctx = SSL_CTX_new(TLS_client_method());
	SSL_CTX_set_min_proto_version(ctx, version == 12 ? TLS1_2_VERSION : TLS1_3_VERSION);
	SSL_CTX_set_max_proto_version(ctx, version == 12 ? TLS1_2_VERSION : TLS1_3_VERSION);
	SSL_CTX_set_read_ahead(ctx, 1);
	SSL_CTX_set_default_read_buffer_len(ctx, 2 * CHUNK);
}

/* Never sleeps, see load.c. Can the call that answered `ret` be repeated? */
static int again(SSL *ssl, int ret, int64_t end)
{
	return SSL_get_error(ssl, ret) == SSL_ERROR_WANT_READ && now_us() < end;
}

static SSL *begin(int fd)
{
	SSL *ssl = SSL_new(ctx);
	int on = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* as browsers and curl do */
	check(fcntl(fd, F_SETFL, O_NONBLOCK), "fcntl");
	SSL_set_fd(ssl, fd);
	SSL_set_connect_state(ssl);
	return ssl;
}

static int shake_hands(SSL *ssl, int64_t end)
{
	int ret;

	while ((ret = SSL_do_handshake(ssl)) != 1 && again(ssl, ret, end)) {
	}
	return ret == 1;
}

static int read_some(SSL *ssl, int64_t end)
{
	int ret;

	while ((ret = SSL_read(ssl, chunk, CHUNK)) <= 0 && again(ssl, ret, end)) {
	}
	return ret;
}

/* The descriptor stays open. No goodbye: the server is not to spend time on it. */
static void end(SSL *ssl)
{
	SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
	SSL_free(ssl);
}

static SSL *must_shake_hands(int fd)
{
	SSL *ssl = begin(fd);

	if (!shake_hands(ssl, INT64_MAX)) {
		errno = EPROTO;
		die("handshake");
	}
	return ssl;
}

static void churn(int port, int n, int resume)
{
	int reused = 0;

	for (int i = 0; i < n; i++) {
		int fd = dial(SOCK_STREAM, port, i % SOURCES);
		SSL *ssl = begin(fd);
		if (resume && session) {
			SSL_set_session(ssl, session);
		}
		if (!shake_hands(ssl, INT64_MAX)) {
			errno = EPROTO;
			die("handshake");
		}
		reused += SSL_session_reused(ssl);
		while (read_some(ssl, INT64_MAX) > 0) { /* tickets, close_notify */
		}
		if (resume) {
			SSL_SESSION_free(session);
			session = SSL_get1_session(ssl);
		}
		end(ssl);
		drop(fd);
	}
	ready(reused);
}

static int ask(int port, int i)
{
	int64_t late = now_us() + PATIENCE;
	int fd = dial(SOCK_STREAM, port, i % SOURCES);
	SSL *ssl = begin(fd);
	int answered = shake_hands(ssl, late) && SSL_write(ssl, chunk, 64) == 64 && read_some(ssl, late) == 64;

	end(ssl);
	drop(fd);
	return answered;
}

/* Once a client has waited in vain the silent ones leave, so that the server comes to its end. */
static void answer(int port, int n, int silent)
{
	int silents[MAX_SILENT];
	int open = silent < MAX_SILENT ? silent : MAX_SILENT, in_vain = 0;

	for (int i = 0; i < open; i++) {
		silents[i] = dial(SOCK_STREAM, port, i % SOURCES);
	}
	int64_t start = now_us();
	for (int answered = 0, i = 0; answered < n; i++) {
		if (ask(port, i)) {
			answered++;
			continue;
		}
		in_vain = 1;
		while (open > 0) {
			drop(silents[--open]);
		}
	}
	int64_t took = now_us() - start;
	while (open > 0) {
		drop(silents[--open]);
	}
	ready(in_vain ? 0 : (int) ((int64_t) n * 1000000 / took));
}

static void hold(int port, int n, int size)
{
	int *fds = calloc((size_t) n + 1, sizeof *fds);
	int more = next_batch();

	while (more) {
		for (int i = 0; i < n; i++) {
			fds[i] = dial(SOCK_STREAM, port, i % SOURCES);
			SSL *ssl = must_shake_hands(fds[i]);
			SSL_write(ssl, chunk, size);
			end(ssl);
		}
		ready(n);
		more = next_batch();
		for (int i = 0; i < n; i++) {
			drop(fds[i]);
		}
	}
	free(fds);
}

static void send_stream(int port, long bytes)
{
	int fd = dial(SOCK_STREAM, port, 0);
	SSL *ssl = must_shake_hands(fd);

	check(fcntl(fd, F_SETFL, 0), "fcntl");
	for (; bytes > 0; bytes -= CHUNK) {
		if (SSL_write(ssl, chunk, bytes < CHUNK ? (int) bytes : CHUNK) <= 0) {
			die("SSL_write");
		}
	}
	SSL_shutdown(ssl);
	while (read_some(ssl, INT64_MAX) > 0) {
	}
	end(ssl);
	close(fd);
	ready(0);
}

static void recv_stream(int port)
{
	int fd = dial(SOCK_STREAM, port, 0);
	SSL *ssl = must_shake_hands(fd);
	ssize_t got;

	/* Decrypting takes as long as the server's encrypting: one would wait for the other, by turns and by
	 * chance. */
	do {
		got = recv(fd, chunk, CHUNK, MSG_DONTWAIT);
	} while (got > 0 || (got < 0 && errno == EAGAIN));
	end(ssl);
	close(fd);
	ready(0);
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	long arg[4] = { 0 };

	for (int i = 0; i < 4 && i + 2 < argc; i++) {
		arg[i] = atol(argv[i + 2]);
	}
	alarm(GIVE_UP_AFTER);
	memset(chunk, 'x', CHUNK);
	chunk[63] = '\n';
	make_ctx(strcmp(mode, "churn") == 0 ? (int) arg[2] : 13);

	if (strcmp(mode, "hold") == 0) {
		hold((int) arg[0], (int) arg[1], (int) arg[2]);
		return 0;
	}
	while (next_batch()) {
		if (strcmp(mode, "churn") == 0) {
			churn((int) arg[0], (int) arg[1], (int) arg[3]);
		} else if (strcmp(mode, "answer") == 0) {
			answer((int) arg[0], (int) arg[1], (int) arg[2]);
		} else if (strcmp(mode, "send") == 0) {
			send_stream((int) arg[0], arg[1]);
		} else if (strcmp(mode, "recv") == 0) {
			recv_stream((int) arg[0]);
		} else {
			fprintf(stderr, "load_tls: unknown mode '%s'\n", mode);
			return 2;
		}
	}
	return 0;
}
