/* The TLS layer: handshake, reading, goodbye. Writing is in tls_send.c. */
#include "tls_as_core.h"
#include "tls_calls.h"

#include "../core/listener.h"
#include "../os/fork.h"

#include <openssl/err.h>

xs_io xs_tls_classify(xs_socket *sock, int ret, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	int what = SSL_get_error(tls->ssl, ret);
	xs_io result;

	if (what == SSL_ERROR_WANT_READ) {
		result = XS_WANT_READ;
	} else if (what == SSL_ERROR_WANT_WRITE) {
		result = XS_WANT_WRITE;
	} else if (tls->truncated && !tls->eof) {
		tls->eof = 1;
		tls->failed = !tls->up;
		tls->reason = "the connection ended without close_notify";
		result = tls->up ? XS_EOF : XS_FAIL;
		*code = ECONNRESET;
	} else if (what == SSL_ERROR_ZERO_RETURN) {
		tls->eof = 1;
		result = XS_EOF;
	} else if (xs_os_no_buffers(tls->error)) {
		*code = tls->error; /* passes by; no byte is lost, OpenSSL reads again */
		tls->error = 0;
		ERR_clear_error();
		return XS_FAIL;
	} else {
		unsigned long error = ERR_peek_last_error();
		tls->failed = 1;
		tls->reason = error ? ERR_reason_error_string(error) : NULL;
		*code = tls->error ? tls->error : EPROTO;
		result = XS_FAIL;
		if (tls->ctx->opt.as_core && tls->words == NULL) {
			tls->words = xs_tls_words_as_core(what, tls->error, tls->persistent);
		}
	}
	tls->want = result;
	ERR_clear_error(); /* ext/openssl shares the queue (I14) */
	return result;
}

/* Can OpenSSL go on without the kernel? Maybe it finds less than a record there; then it has taken it. */
static bool has_more(const struct xs_tls *tls)
{
	return tls->ahead_len > 0 || SSL_has_pending(tls->ssl);
}

/* ---- handshake ---------------------------------------------------------------------------------- */

static void fail_text(xs_socket *sock, xs_error *err, int code)
{
	const struct xs_tls *tls = XS_TLS(sock);
	long verified = SSL_get_verify_result(tls->ssl);
	char reason[128];
	if (tls->ctx->opt.as_core) {
		xs_error_set(err, XS_ERROR_CRYPTO, 0, "%s", tls->words ? tls->words : "");
		return;
	}
	if (verified != X509_V_OK && !SSL_is_init_finished(tls->ssl)) {
		xs_error_set(err, XS_ERROR_INPUT, EPROTO, "TLS handshake: %s (%s)",
			tls->reason ? tls->reason : "failed", X509_verify_cert_error_string(verified));
		return;
	}
	if (tls->reason) {
		xs_error_set(err, XS_ERROR_INPUT, EPROTO, "TLS handshake: %s", tls->reason);
		return;
	}
	xs_os_strerror(code, reason, sizeof(reason));
	xs_error_set(err, XS_ERROR_SYSTEM, code, "TLS handshake: %s", reason);
}

/* A callback in the middle of the handshake threw, or it forked and this is the child: then the connection is
 * the parent's, and what OpenSSL wrote is not to be sent. */
static bool broken_off(struct xs_tls *tls, uint32_t generation)
{
	bool child = generation != xs_os_generation();
	if (child) {
		tls->len = 0;
	}
	if (child || EG(exception)) {
		tls->failed = 1;
		tls->reason = tls->reason ? tls->reason : "a callback broke it off";
		return true;
	}
	return false;
}

xs_io xs_tls_handshake(xs_socket *sock, xs_error *err)
{
	struct xs_tls *tls = XS_TLS(sock);
	int code = 0;
	if (tls->up) {
		return XS_OK;
	}
	if (tls->failed
		|| (tls->calls && tls->calls->busy)) { /* a callback in the middle of it comes here again */
		fail_text(sock, err, tls->error ? tls->error : EPROTO);
		return XS_FAIL;
	}
	ERR_clear_error();
	uint32_t generation = xs_os_generation();
	int ret = tls->calls ? xs_tls_calls_step(sock) : SSL_do_handshake(tls->ssl);
	xs_io r = ret == 1 ? XS_OK : xs_tls_classify(sock, ret, &code);
	if (r == XS_EOF) {
		r = XS_FAIL;
		tls->failed = 1;
		tls->reason = "the peer closed the connection";
	} else if (r == XS_FAIL && !tls->failed) {
		r = XS_WANT_READ; /* out of memory or buffers just now, which is no fault of the peer */
	}
	if (tls->calls && broken_off(tls, generation)) {
		fail_text(sock, err, EPROTO);
		return XS_FAIL;
	}
	int ignored;
	xs_io flushed = xs_tls_flush(sock, r == XS_FAIL ? &ignored : &code); /* a fatal alert goes out, too */
	if (r == XS_FAIL) {
		fail_text(sock, err, code);
		return XS_FAIL;
	}
	if (flushed == XS_FAIL && !tls->mute) {
		flushed = XS_WANT_WRITE;
	}
	if (flushed == XS_FAIL && r == XS_OK) {
		/* A client that is gone before our session tickets arrive has shaken hands all the same, and what it
		 * sent is still there to be read. */
		tls->mute = 0;
		tls->error = 0;
		tls->len = 0;
	} else if (flushed == XS_FAIL) {
		tls->failed = 1;
		fail_text(sock, err, code);
		return XS_FAIL;
	}
	if (r == XS_OK) {
		if ((tls->ctx->opt.as_core ? xs_tls_verify_as_core(tls->ssl, tls->ctx, tls->peer_name, err)
								   : xs_tls_verify_peer(tls, &tls->ctx->opt, err))
				!= SUCCESS
			|| xs_tls_check_ktls(sock, err) != SUCCESS) {
			tls->failed = 1;
			return XS_FAIL;
		}
		tls->up = 1;
		tls->readable = has_more(tls);
	} else if (flushed == XS_WANT_WRITE) {
		r = XS_WANT_WRITE;
	}
	tls->want = r;
	return r;
}

zend_result xs_tls_handshake_wait(xs_socket *sock, xs_deadline deadline, xs_error *err)
{
	for (;;) {
		xs_io r = xs_tls_handshake(sock, err);
		if (r == XS_OK || r == XS_FAIL) {
			return r == XS_OK ? SUCCESS : FAILURE;
		}
		xs_waited w = xs_wait(sock->ns.socket, r == XS_WANT_WRITE ? POLLIN | POLLOUT : POLLIN, deadline,
			NULL);
		if (w == XS_TIMED_OUT || w == XS_BROKEN) {
			sock->ns.timeout_event = w == XS_TIMED_OUT;
			XS_TLS(sock)->failed = 1;
			if (XS_TLS(sock)->ctx->opt.as_core) {
				xs_error_set(err, XS_ERROR_CRYPTO, 0, "SSL: Handshake timed out");
			}
			xs_error_set(err, XS_ERROR_SYSTEM, ETIMEDOUT, "TLS handshake: timed out");
			return FAILURE;
		}
	}
}

xs_io xs_tls_handshake_late(xs_socket *sock, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	xs_error err = XS_ERROR_INIT;
	bool failed_before = tls->failed;
	/* An early stream's is the table's matter, which may free it. */
	xs_io r = sock->flags & XS_F_EARLY ? XS_FAIL : xs_tls_handshake(sock, &err);
	/* To be said by the read or write; not of a server, whose log clients could fill. */
	if (tls->failed && !failed_before && !tls->ctx->server && !tls->ctx->opt.as_core && tls->words == NULL) {
		tls->words = pestrdup(xs_error_text(&err), tls->persistent);
	}
	xs_error_free(&err);
	if (r != XS_OK) {
		*code = EPROTO;
	}
	return r;
}

bool xs_tls_is_up(const xs_socket *sock)
{
	return sock->layer == &xs_layer_tls && XS_TLS(sock)->up;
}

/* ---- reading ------------------------------------------------------------------------------------ */

/* More than one record when they are there already: each SSL_read gives at most one. */
static xs_io read_records(xs_socket *sock, char *buf, size_t n, size_t *got, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	do {
		size_t k = 0;
		tls->dataless = 0;
		int ret = SSL_read_ex(tls->ssl, buf + *got, n - *got, &k);
		if (ret != 1) {
			tls->readable = 0;
			xs_io r = xs_tls_classify(sock, ret, code);
			if (*got && (tls->eof || tls->failed)) {
				tls->untold = 1; /* shows next time */
			}
			return *got ? XS_OK : r;
		}
		*got += k;
		tls->used = xs_os_forks();
		tls->readable = has_more(tls);
	} while (*got < n && tls->readable);
	return XS_OK;
}

static xs_io tls_recv(xs_socket *sock, char *buf, size_t n, int flags, xs_sockaddr *from, size_t *got,
	int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	xs_io r;
	*got = 0;
	tls->untold = 0;
	if (from) {
		from->len = 0; /* a connection: the peer is known */
	}
	if (tls->eof && !tls->readable) {
		return XS_EOF;
	}
	if (tls->failed) {
		*code = tls->error ? tls->error : EPROTO;
		return XS_FAIL;
	}
	r = xs_tls_handshake_late(sock, code);
	if (r != XS_OK) {
		return r;
	}
	ERR_clear_error();
	if (flags & XS_PEEK) {
		tls->dataless = 0;
		int ret = SSL_peek_ex(tls->ssl, buf, n, got);
		r = ret == 1 ? XS_OK : xs_tls_classify(sock, ret, code);
		tls->readable = r == XS_OK;
	} else {
		r = read_records(sock, buf, n, got, code);
	}
	if (tls->len) {
		int ignored;
		xs_tls_flush(sock, &ignored); /* alerts, answers to key updates */
		if (tls->len > XS_TLS_MOST_UNSENT) {
			tls->failed = 1;
			tls->reason = "the peer asks for answers and does not take them";
		}
	}
	if (r == XS_WANT_READ && tls->dataless > XS_TLS_MOST_DATALESS) {
		tls->failed = 1;
		tls->reason = "the peer sends TLS messages without end, and no data";
	}
	return r;
}

static bool tls_used(const xs_socket *sock)
{
	return XS_TLS(sock)->used == xs_os_forks();
}

static bool tls_pending(const xs_socket *sock)
{
	return XS_TLS(sock)->readable;
}

static bool tls_ended(const xs_socket *sock)
{
	return XS_TLS(sock)->untold;
}

/* What a parent process has still to send is not ours (I5). */
static bool tls_unsent(const xs_socket *sock)
{
	struct xs_tls *tls = XS_TLS(sock);
	if (tls->owner != xs_os_generation()) {
		tls->owner = xs_os_generation();
		tls->len = 0;
	}
	return tls->len > 0;
}

static char *tls_take_unsent(xs_socket *sock, size_t *len)
{
	struct xs_tls *tls = XS_TLS(sock);
	char *out = tls->out;
	*len = tls_unsent(sock) ? tls->len : 0;
	if (*len == 0) {
		return NULL;
	}
	memmove(out, out + tls->off, tls->len);
	tls->out = NULL;
	tls->len = 0;
	return perealloc(out, *len, 1);
}

/* No peek through OpenSSL, which would take bytes from the kernel: dead is what said so, or a connection that
 * ended. A handshake that failed is neither: event loops ask in the error handler whether the peer is gone,
 * and show the warning when it is not. Only before a persistent connection is used again a goodbye behind
 * what was read must be seen. */
static bool tls_alive(xs_socket *sock)
{
	struct xs_tls *tls = XS_TLS(sock);
	char byte;
	int code = 0;
	if (tls->readable) {
		return true;
	}
	if (tls->eof || (tls->failed && (tls->up || tls->persistent)) || (tls->mute && tls->persistent)) {
		return false;
	}
	if (tls->persistent) {
		size_t got;
		tls->wait = 0;
		xs_io r = tls_recv(sock, &byte, 1, XS_PEEK, NULL, &got, &code);
		return r == XS_OK || r == XS_WANT_READ || r == XS_WANT_WRITE || code == ENOBUFS || code == ENOMEM;
	}
	ssize_t r = xs_os_recv(sock->ns.socket, &byte, 1, MSG_PEEK, false, NULL, NULL);
	code = r < 0 ? php_socket_errno() : 0;
	return r > 0 || xs_os_would_block(code) || code == EINTR || code == ENOBUFS || code == ENOMEM;
}

/* ---- end ---------------------------------------------------------------------------------------- */

static xs_io tls_goodbye(xs_socket *sock, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	if (tls->up && !tls->failed && !tls->closed) {
		ERR_clear_error();
		SSL_shutdown(tls->ssl);
		ERR_clear_error();
		tls->closed = !SSL_want_write(tls->ssl); /* only with ktls, when the kernel is full */
		if (!tls->closed) {
			return XS_WANT_WRITE;
		}
	}
	return xs_tls_flush(sock, code);
}

static bool tls_shut_behind(xs_socket *sock)
{
	XS_TLS(sock)->shut = tls_unsent(sock) && !XS_TLS(sock)->mute;
	return XS_TLS(sock)->shut;
}

static void tls_free(xs_socket *sock)
{
	struct xs_tls *tls = XS_TLS(sock);
	if (tls->ssl) {
		/* Without this a session whose goodbye was not said could not be resumed. */
		SSL_set_shutdown(tls->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
		SSL_free(tls->ssl);
	}
	if (tls->ctx) {
		xs_tls_ctx_release(tls->ctx);
	}
	if (tls->calls) {
		xs_tls_calls_free(tls->calls, tls->persistent);
	}
	if (tls->out) {
		free(tls->out);
	}
	if (tls->ahead) {
		pefree(tls->ahead, tls->persistent);
	}
	if (tls->words) {
		pefree(tls->words, tls->persistent);
	}
	if (tls->peer_name) {
		pefree(tls->peer_name, tls->persistent);
	}
	pefree(tls, tls->persistent);
	sock->layer_state = NULL;
	sock->layer = &xs_layer_plain;
}

/* The kernel waits for the first recv(2) of the next call, see core/io.c. */
static void tls_let_wait(xs_socket *sock, bool wait)
{
	XS_TLS(sock)->wait = wait;
	XS_TLS(sock)->timed_out = 0;
}

static bool tls_timed_out(const xs_socket *sock)
{
	return XS_TLS(sock)->timed_out;
}

const xs_layer xs_layer_tls = {
	.name = "tls",
	.recv = tls_recv,
	.sendv = xs_tls_sendv,
	.pending = tls_pending,
	.ended = tls_ended,
	.unsent = tls_unsent,
	.take_unsent = tls_take_unsent,
	.alive = tls_alive,
	.let_wait = tls_let_wait,
	.timed_out = tls_timed_out,
	.used = tls_used,
	.goodbye = tls_goodbye,
	.shut_behind = tls_shut_behind,
	.free = tls_free,
};
