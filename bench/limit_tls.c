/*
 * The limit of the TLS workloads: one SSL_CTX, and of OpenSSL only the calls needed.
 *
 *   limit_tls WORKLOAD N SIZE CERT      the words of server_tls.php; CERT has certificate and key
 *
 * Input and output lines are those of limit.c.
 */
#include "server.h"
#include <openssl/ssl.h>
#include <sys/wait.h>

static char buffer[65536];
static SSL *kept[KEEP_MAX];
static SSL_CTX *ctx;

static void make_ctx(const char *cert, int tickets, int spare_memory)
{
	ctx = SSL_CTX_new(TLS_server_method());
	if (SSL_CTX_use_certificate_chain_file(ctx, cert) != 1
		|| SSL_CTX_use_PrivateKey_file(ctx, cert, SSL_FILETYPE_PEM) != 1) {
		errno = EINVAL;
		die(cert);
	}
	SSL_CTX_set_session_id_context(ctx, (const unsigned char *) "bench", 5);
	SSL_CTX_set_options(ctx, tickets ? 0 : SSL_OP_NO_TICKET);
	SSL_CTX_set_mode(ctx, spare_memory ? SSL_MODE_RELEASE_BUFFERS : 0);
}

static SSL *take_tls(int server)
{
	int fd = take(server);
	SSL *ssl = SSL_new(ctx);

	check(fd, "accept4");
	SSL_set_fd(ssl, fd);
	if (SSL_accept(ssl) != 1) {
		errno = EPROTO;
		die("SSL_accept");
	}
	return ssl;
}

static void end(SSL *ssl)
{
	int fd = SSL_get_fd(ssl);

	SSL_shutdown(ssl);
	SSL_free(ssl);
	close(fd);
}

static void handshake(int server, int n)
{
	double start = cpu_us();

	for (int i = 0; i < n; i++) {
		end(take_tls(server));
	}
	done(cpu_us() - start, n);
}

/* Each client meets another process. */
static void forked(int server, int n)
{
	for (int i = 0; i < n; i++) {
		pid_t pid = fork();
		check(pid, "fork");
		if (pid == 0) {
			end(take_tls(server));
			_exit(0);
		}
		waitpid(pid, NULL, 0);
	}
	done(0, n);
}

/* The client closes first. */
static void answer(int server, int n)
{
	for (int i = 0; i < n; i++) {
		SSL *ssl = take_tls(server);
		int got;
		while ((got = SSL_read(ssl, buffer, sizeof buffer)) > 0) {
			SSL_write(ssl, buffer, got);
		}
		end(ssl);
	}
	done(0, n);
}

static void idle(int server, int n)
{
	long start = 0;

	memset(kept, 1, sizeof kept);
	for (int i = 0; i <= n; i++) {
		kept[i] = take_tls(server);
		SSL_read(kept[i], buffer, 8192);
		if (i == 0) {
			private_bytes();
			start = private_bytes();
		}
	}
	done((double) (private_bytes() - start), n);
	for (int i = 0; i <= n; i++) {
		end(kept[i]);
	}
}

static void bulk_in(int server, int size)
{
	SSL *ssl = take_tls(server);
	double start = cpu_us(), bytes = 0;
	int got;

	while ((got = SSL_read(ssl, buffer, size)) > 0) {
		bytes += got;
	}
	done(cpu_us() - start, bytes);
	end(ssl);
}

static void bulk_out(int server, long n, int size)
{
	SSL *ssl = take_tls(server);
	double start = cpu_us();

	for (long sent = 0; sent < n; sent += size) {
		if (SSL_write(ssl, buffer, size) != size) {
			die("SSL_write");
		}
	}
	done(cpu_us() - start, (double) n);
	end(ssl);
}

int main(int argc, char **argv)
{
	const char *workload = argc > 4 ? argv[1] : "";
	long n = argc > 4 ? atol(argv[2]) : 0;
	int size = argc > 4 ? atoi(argv[3]) : 0, on = 1;
	int server = open_server(SOCK_STREAM, 0);

	setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	alarm(GIVE_UP_AFTER);
	make_ctx(argc > 4 ? argv[4] : "", strcmp(workload, "session_id") != 0, strcmp(workload, "idle") == 0);
	while (next_batch()) {
		if (strcmp(workload, "handshake") == 0 || strcmp(workload, "session_id") == 0) {
			handshake(server, (int) n);
		} else if (strcmp(workload, "forked") == 0) {
			forked(server, (int) n);
		} else if (strcmp(workload, "answer") == 0) {
			answer(server, (int) n);
		} else if (strcmp(workload, "idle") == 0) {
			idle(server, (int) n);
		} else if (strcmp(workload, "bulk_in") == 0) {
			bulk_in(server, size);
		} else if (strcmp(workload, "bulk_out") == 0 || strcmp(workload, "bulk_out_now") == 0) {
			bulk_out(server, n, size);
		} else {
			fprintf(stderr, "limit_tls: unknown workload '%s'\n", workload);
			return 2;
		}
	}
	return 0;
}
