/* stream_socket_enable_crypto(), and what it leaves in the stream's context. */
#include "../core/goodbye.h"
#include "../core/hold.h"
#include "../core/io.h"
#include "../core/like_core.h"
#include "../core/outbuf.h"
#include "../core/readahead.h"
#include "../core/stream.h"
#include "../core/transport.h"
#include "../core/watched.h"
#include "tls_layer.h"
#include "tls_store.h"

#include <openssl/err.h>

/* The ssl options in force for this stream now: flat ones of its listener, then its context's. */
static zend_result read_options(php_stream *stream, xs_options *opt, xs_error *err)
{
	xs_socket *sock = XS_SOCK(stream);
	php_stream_context *context = PHP_STREAM_CONTEXT(stream);
	struct xs_options_source src = {
		.context = context,
		.on = XS_ON_TCP | XS_ON_UNIX,
		.scheme = sock->transport->name,
		.ssl_only = true,
		.as_core = sock->transport->as_core,
	};
	if (sock->tls_store) {
		xs_options_copy_ssl(opt, &sock->tls_store->given, false);
	}
	return xs_options_read(opt, &src, err);
}

/* Bytes read ahead before TLS are the first of the handshake. Text a peer slipped in before it makes that
 * fail; it never counts as decrypted (CVE-2011-0411). */
static void take_early(php_stream *stream)
{
	struct xs_tls *tls = XS_TLS(XS_SOCK(stream));
	size_t n = (size_t) (stream->writepos - stream->readpos);
	if (n > 0) {
		tls->ahead = pemalloc(n, tls->persistent);
		memcpy(tls->ahead, stream->readbuf + stream->readpos, n);
		tls->ahead_len = n;
		stream->readpos = stream->writepos;
		XS_SOCK(stream)->moved -= (zend_off_t) n;
	}
	xs_readahead_release(stream);
}

static int raise_error(php_stream *stream, xs_error *err)
{
	if (!EG(exception)) {
		xs_error_raise_tls(stream, err);
	}
	xs_error_free(err);
	return -1;
}

/* To be resumed: the session of another connection. Core's words. */
static void take_session(xs_socket *sock, php_stream *from)
{
	if (!XS_IS_OURS(from)) {
		xs_error_warn("Supplied session stream must be an SSL enabled stream");
	} else if (XS_SOCK(from)->layer != &xs_layer_tls) {
		xs_error_warn("Supplied SSL session stream is not initialized");
	} else {
		SSL_SESSION *resume = SSL_get1_session(XS_TLS(XS_SOCK(from))->ssl);
		if (resume) {
			SSL_set_session(XS_TLS(sock)->ssl, resume);
			SSL_SESSION_free(resume);
		}
	}
}

/* What was gathered before TLS is plain text, and the peer may wait for it. 1: it is out; 0: it goes out when
 * there is room; -1: it does not, and a warning says why. */
static int send_gathered(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_error err = XS_ERROR_INIT;
	int code = 0;
	xs_io r = xs_outbuf_pending(sock) ? xs_io_flush(sock, sock->ns.is_blocked, 0, &code) : XS_OK;
	if (r == XS_OK) {
		return 1;
	}
	if (!sock->ns.is_blocked && (r == XS_WANT_WRITE || xs_os_no_buffers(code))) {
		return 0;
	}
	xs_error_system(&err, r == XS_WANT_WRITE ? ETIMEDOUT : code, "TLS", "what was gathered before it");
	return raise_error(stream, &err);
}

static int set_up(php_stream *stream, const php_stream_xport_crypto_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_options opt = { 0 };
	xs_error err = XS_ERROR_INIT;
	bool client = param->inputs.method & 1; /* bit 0 of every STREAM_CRYPTO_METHOD_*_CLIENT */

	if (sock->layer == &xs_layer_tls) {
		if (!XS_TLS(sock)->up || (sock->transport->as_core && !sock->ns.is_blocked)) {
			return 0; /* event loops ask for it again on every event */
		}
		xs_error_warn("SSL/TLS already set-up for this stream");
		return -1;
	}
	if ((sock->flags & (XS_F_LISTENING | XS_F_DATAGRAM)) || sock->ns.socket == SOCK_ERR) {
		xs_error_warn("TLS needs a connection");
		return -1;
	}
	int sent = send_gathered(stream);
	if (sent <= 0) {
		return sent;
	}
	bool held = xs_hold(stream); /* an unknown option of the context is warned about */
	zend_result result = read_options(stream, &opt, &err);
	if (result == SUCCESS && opt.as_core && !client) {
		result = xs_like_core_check_sessions(&opt, PHP_STREAM_CONTEXT(stream), &err);
	}
	xs_hold_end(stream, held);
	if (result != SUCCESS) {
		xs_options_free(&opt);
		return raise_error(stream, &err);
	}
	xs_options_put(&opt, XS_OPT_crypto_method, (xs_value){ .i = (zend_long) param->inputs.method });
	result = xs_tls_begin(sock, &opt, !client, xs_tls_store_host(sock->tls_store), &err);
	xs_options_free(&opt);
	if (result != SUCCESS) {
		return raise_error(stream, &err);
	}
	take_early(stream);
	if (param->inputs.session) {
		held = xs_hold(stream); /* it may warn */
		take_session(sock, param->inputs.session);
		xs_hold_end(stream, held);
	}
	return 0;
}

static void forget_words(struct xs_tls *tls)
{
	if (tls->words) {
		pefree(tls->words, tls->persistent);
		tls->words = NULL;
	}
}

static int shake_hands(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_error err = XS_ERROR_INIT;
	xs_deadline deadline = sock->ns.is_blocked ? xs_deadline_after(&sock->ns.timeout) : 0;
	if (sock->transport->as_core && XS_TLS(sock)->up) {
		return -1; /* core is silent about it */
	}
	sock->ns.timeout_event = 0;
	xs_io r = xs_tls_handshake(sock, &err);
	if ((r == XS_WANT_READ || r == XS_WANT_WRITE) && sock->ns.is_blocked) {
		r = xs_tls_handshake_wait(sock, deadline, &err) == SUCCESS ? XS_OK : XS_FAIL;
	}
	xs_watched_touch(sock); /* the first records may have come with the handshake */
	zend_string *warning = xs_tls_take_warning(sock);
	int result = 0;
	bool held = xs_hold(stream);
	if (r == XS_OK) {
		xs_tls_capture(stream, &XS_TLS(sock)->ctx->opt);
		result = 1;
	}
	xs_tls_tell(stream);
	xs_hold_end(stream, held);
	if (r == XS_FAIL) {
		xs_tls_capture_as_core(stream);
		forget_words(XS_TLS(sock));         /* said now: a read behind it does not say it again */
		result = raise_error(stream, &err); /* its handler may close the stream */
	}
	xs_error_tell(warning);
	return result;
}

/* What has come before the peer's close_notify is still decrypted, what stands behind it is plain text. */
static void keep_unread(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	struct xs_tls *tls = XS_TLS(sock);
	size_t size = 16384, got;
	char *text = xs_scratch(size);
	int code;
	if (stream->readfilters.head) {
		return; /* PHP's buffer holds what filters made of it */
	}
	for (int i = 0; i < 64 && tls->up && sock->layer->recv(sock, text, size, 0, NULL, &got, &code) == XS_OK;
		 i++) {
		xs_readahead_put(stream, text, got);
	}
	if (tls->ahead_len) {
		xs_readahead_put(stream, tls->ahead + tls->ahead_off, tls->ahead_len);
	}
}

/* What was written on TLS goes out on TLS, then the goodbye. False: not all of it, and there is a peer. */
static bool say_all(xs_socket *sock)
{
	const struct xs_tls *tls = XS_TLS(sock);
	int code;
	if (tls->up && xs_io_flush(sock, sock->ns.is_blocked, 0, &code) == XS_OK) {
		xs_goodbye_say(sock, xs_deadline_after(&sock->ns.timeout));
	}
	return !tls->up || tls->failed || tls->mute || (tls->closed && tls->len == 0 && !xs_outbuf_pending(sock));
}

/* The end of TLS, not of the connection. */
static int turn_off(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	int done = sock->transport->as_core && sock->transport->kind == XS_ADDR_INET ? -1
																				 : 1; /* core says false */
	if (sock->layer != &xs_layer_tls) {
		return done;
	}
	if (XS_TLS(sock)->ktls) {
		xs_error_warn("TLS cannot end before the connection, the kernel encrypts what is sent (option ktls)");
		return -1;
	}
	if (!say_all(sock) && !sock->transport->as_core) {
		return sock->ns.is_blocked ? -1 : 0; /* the peer would miss it, or get it in the clear */
	}
	keep_unread(stream);
	sock->layer->free(sock);
	size_t lost = xs_outbuf_pending(sock);
	xs_outbuf_free(sock); /* it was for TLS */
	stream->eof = 0;
	xs_watched_touch(sock);
	if (lost) {
		xs_error_warn("%zu bytes of gathered output are lost, there was no TLS for them", lost);
	}
	return done;
}

int xs_tls_crypto(php_stream *stream, php_stream_xport_crypto_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	if (sock->flags & (XS_F_TELLING | XS_F_EARLY)) {
		param->outputs.returncode = -1; /* bytes of a read are in PHP's buffer that it has not counted yet */
		return PHP_STREAM_OPTION_RETURN_OK;
	}
	switch (param->op) {
		case STREAM_XPORT_CRYPTO_OP_SETUP:
			param->outputs.returncode = set_up(stream, param);
			return PHP_STREAM_OPTION_RETURN_OK;
		case STREAM_XPORT_CRYPTO_OP_ENABLE:
			if (!param->inputs.activate) {
				param->outputs.returncode = turn_off(stream);
			} else if (sock->layer == &xs_layer_tls) {
				param->outputs.returncode = shake_hands(stream);
			} else {
				param->outputs.returncode = xs_outbuf_pending(sock) ? 0 : -1;
			}
			return PHP_STREAM_OPTION_RETURN_OK;
#ifdef XS_CRYPTO_STATUS
		case STREAM_XPORT_CRYPTO_OP_GET_STATUS:
			param->outputs.returncode = sock->layer != &xs_layer_tls || XS_TLS(sock)->up
				? STREAM_CRYPTO_STATUS_NONE
				: XS_TLS(sock)->want == XS_WANT_WRITE ? STREAM_CRYPTO_STATUS_WANT_WRITE
													  : STREAM_CRYPTO_STATUS_WANT_READ;
			return PHP_STREAM_OPTION_RETURN_OK;
#endif
		default:
			return PHP_STREAM_OPTION_RETURN_NOTIMPL;
	}
}

/* ---- capture_peer_cert -------------------------------------------------------------------------- */

/* An OpenSSLCertificate object, made by ext/openssl from PEM; undefined without that extension. */
static void make_object(zval *out, X509 *cert)
{
	zval function, pem;
	BIO *bio = BIO_new(BIO_s_mem());
	char *text;
	ZVAL_UNDEF(out);
	if (bio && PEM_write_bio_X509(bio, cert) == 1) {
		long n = BIO_get_mem_data(bio, &text);
		ZVAL_STRINGL(&pem, text, (size_t) n);
		ZVAL_STRING(&function, "openssl_x509_read");
		if (zend_is_callable(&function, 0, NULL)
			&& call_user_function(NULL, NULL, &function, out, 1, &pem) != SUCCESS) {
			ZVAL_UNDEF(out);
		}
		zval_ptr_dtor(&function);
		zval_ptr_dtor(&pem);
	}
	BIO_free(bio);
	ERR_clear_error();
}

/* The stream's own context, with the options of the shared one: certificates of one client are not the
 * others' (I7). */
static php_stream_context *own_context(php_stream *stream)
{
	php_stream_context *shared = PHP_STREAM_CONTEXT(stream);
	php_stream_context *own = php_stream_context_alloc();
	if (shared) {
		zval_ptr_dtor(&own->options);
		ZVAL_ARR(&own->options, zend_array_dup(Z_ARRVAL(shared->options)));
		zend_list_delete(stream->ctx);
	}
	stream->ctx = own->res; /* its first reference is the stream's */
	return own;
}

void xs_tls_capture(php_stream *stream, const xs_options *opt)
{
	SSL *ssl = XS_TLS(XS_SOCK(stream))->ssl;
	xs_tls_ctx *ctx = XS_TLS(XS_SOCK(stream))->ctx;
	bool want_cert = XS_INT(opt, capture_peer_cert, 0), want_chain = XS_INT(opt, capture_peer_cert_chain, 0);
	X509 *cert = want_cert || want_chain ? XS_GET1_PEER_CERTIFICATE(ssl) : NULL;
	zval object, chain;
	XS_SOCK(stream)->flags &= ~XS_F_CAPTURE_LATE;
	if (cert == NULL) {
		return;
	}
	make_object(&object, cert);
	bool held = xs_hold(stream);
	if (Z_TYPE(object) == IS_UNDEF) {
		if (!ctx->told_of_capture) {
			ctx->told_of_capture = true;
			xs_error_warn("capture_peer_cert needs the openssl extension, which is not loaded");
		}
		xs_hold_end(stream, held);
		X509_free(cert);
		return;
	}
	/* Under its own names everybody looks where core puts them. */
	bool shared = opt->as_core && PHP_STREAM_CONTEXT(stream);
	php_stream_context *own = shared ? PHP_STREAM_CONTEXT(stream) : own_context(stream);
	if (want_cert) {
		php_stream_context_set_option(own, "ssl", "peer_certificate", &object);
	}
	if (want_chain) {
		STACK_OF(X509) *stack = SSL_get_peer_cert_chain(ssl);
		array_init(&chain);
		for (int i = 0; stack && i < sk_X509_num(stack); i++) {
			zval item;
			make_object(&item, sk_X509_value(stack, i));
			if (Z_TYPE(item) != IS_UNDEF) {
				add_next_index_zval(&chain, &item);
			}
		}
		php_stream_context_set_option(own, "ssl", "peer_certificate_chain", &chain);
		zval_ptr_dtor(&chain);
	}
	xs_hold_end(stream, held);
	zval_ptr_dtor(&object);
	X509_free(cert);
}

void xs_tls_capture_late(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	uint32_t telling = sock->flags & XS_F_TELLING;
	if (xs_tls_is_up(sock)) {
		sock->flags |= XS_F_TELLING; /* it may warn, and PHP has yet to count what was read */
		xs_tls_capture(stream, &XS_TLS(sock)->ctx->opt);
		sock->flags = (sock->flags & ~XS_F_TELLING) | telling;
	}
}

void xs_tls_capture_as_core(php_stream *stream)
{
	const xs_options *opt = &XS_TLS(XS_SOCK(stream))->ctx->opt;
	if (opt->as_core && PHP_STREAM_CONTEXT(stream)) {
		xs_tls_capture(stream, opt);
	}
}

zend_result xs_tls_connect_as_core(php_stream *stream, const xs_options *opt, xs_deadline deadline,
	xs_error *err)
{
	xs_socket *sock = XS_SOCK(stream);
	if (xs_tls_begin(sock, opt, false, xs_tls_store_host(sock->tls_store), err) != SUCCESS) {
		return FAILURE;
	}
	zend_result result = xs_tls_handshake_wait(sock, deadline, err);
	xs_tls_capture_as_core(stream);
	xs_tls_tell(stream);
	return result;
}

void xs_tls_warn(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	struct xs_tls *tls = sock->layer == &xs_layer_tls ? XS_TLS(sock) : NULL;
	if (tls == NULL || tls->words == NULL) {
		return;
	}
	char *words = tls->words;
	bool persistent = tls->persistent;
	tls->words = NULL;
	if (!EG(exception)) { /* of a callback: it says it */
		bool held = xs_hold(stream);
		xs_error err = XS_ERROR_INIT;
		xs_error_set(&err, XS_ERROR_INPUT, 0, "%s", words);
		xs_error_raise_tls(stream, &err);
		xs_error_free(&err);
		xs_hold_end(stream, held);
	}
	pefree(words, persistent);
}
