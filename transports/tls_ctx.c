#include "tls_ctx.h"

#include "../os/sock.h"

#include "tls_as_core.h"
#include "tls_calls.h"
#include "tls_ctx_parts.h"
#include "tls_layer.h"
#include "tls_store.h"

#include <openssl/err.h>

#define DEFAULT_CIPHERS "ECDHE+AESGCM:ECDHE+CHACHA20"
#define DEFAULT_CACHE_SIZE 20480

static int ex_index = -1;

const char *xs_tls_library(void)
{
	return OpenSSL_version(OPENSSL_VERSION);
}

void xs_tls_startup(void)
{
	ex_index = SSL_get_ex_new_index(0, NULL, NULL, NULL, NULL);
	xs_tls_bio_startup();
	xs_tls_store_startup();
}

void xs_tls_shutdown(void)
{
	xs_tls_bio_shutdown();
}

void xs_tls_ctx_bind(SSL *ssl, xs_tls_ctx *ctx)
{
	SSL_set_ex_data(ssl, ex_index, ctx);
}

const xs_tls_ctx *xs_tls_ctx_of(const SSL *ssl)
{
	return SSL_get_ex_data(ssl, ex_index);
}

void xs_tls_error(xs_error *err, const char *fmt, ...)
{
	char what[512], system[128];
	va_list args;
	/* The first error is the cause, later ones are what failed because of it. */
	unsigned long code = ERR_peek_error();
	const char *reason = code ? ERR_reason_error_string(code) : NULL;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	if (code && reason == NULL && ERR_SYSTEM_ERROR(code)) {
		xs_os_strerror(ERR_GET_REASON(code), system, sizeof(system));
		reason = system;
	}
	xs_error_set(err, XS_ERROR_INPUT, 0, "%s%s%s", what, reason ? ": " : "", reason ? reason : "");
	ERR_clear_error();
}

/* ---- the options as text ------------------------------------------------------------------------ */

static void append_value(smart_str *text, zval *value)
{
	zend_string *key;
	zend_ulong index;
	zval *item;
	if (Z_TYPE_P(value) == IS_ARRAY) {
		smart_str_appendc(text, '[');
		ZEND_HASH_FOREACH_KEY_VAL(Z_ARRVAL_P(value), index, key, item) {
			key ? smart_str_append(text, key) : smart_str_append_unsigned(text, index);
			smart_str_appendc(text, '=');
			append_value(text, item);
		}
		ZEND_HASH_FOREACH_END();
		smart_str_appendc(text, ']');
		return;
	}
	zend_string *s = zval_get_string(value);
	smart_str_append_unsigned(text, ZSTR_LEN(s));
	smart_str_appendc(text, ':');
	smart_str_append(text, s);
	zend_string_release(s);
}

zend_string *xs_tls_ctx_key(const xs_options *opt, bool server)
{
	smart_str text = { 0 };
	smart_str_appends(&text, server ? "server" : "client");
	smart_str_appends(&text, opt->as_core ? " as core" : "");
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		zval value;
		if (!XS_HAS(opt, id) || xs_option_rows[id].level != XS_SSL || XS_OF_CONNECTION(id)) {
			continue;
		}
		smart_str_appendc(&text, ';');
		smart_str_append_unsigned(&text, (zend_ulong) id);
		smart_str_appendc(&text, '=');
		switch (xs_option_rows[id].type) {
			case XS_TYPE_CALLBACK:
				ZVAL_TRUE(&value); /* each connection has its own */
				break;
			case XS_TYPE_STRING:
				ZVAL_STR(&value, opt->v[id].s);
				break;
			case XS_TYPE_LIST:
			case XS_TYPE_MAP:
				ZVAL_ARR(&value, opt->v[id].a);
				break;
			case XS_TYPE_FLOAT:
				ZVAL_DOUBLE(&value, opt->v[id].f);
				break;
			default:
				ZVAL_LONG(&value, opt->v[id].i);
		}
		append_value(&text, &value);
	}
	return smart_str_extract(&text);
}

/* ---- protocol, ciphers, sessions, verification -------------------------------------------------- */

/* STREAM_CRYPTO_PROTO_* and the bits of STREAM_CRYPTO_METHOD_*: 1 << 3 is TLS 1.0, ... 1 << 6 is TLS 1.3. */
static int version_of_bit(int bit)
{
	static const int versions[] = { TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION };
	for (int i = 0; i < 4; i++) {
		if (bit == 1 << (3 + i)) {
			return versions[i];
		}
	}
	return 0;
}

static zend_result set_versions(SSL_CTX *ctx, const xs_options *opt, xs_error *err)
{
	static const uint64_t off[] = { SSL_OP_NO_TLSv1, SSL_OP_NO_TLSv1_1, SSL_OP_NO_TLSv1_2,
		SSL_OP_NO_TLSv1_3 };
	const int all = 0x78;
	int lowest = TLS1_2_VERSION, highest = 0;
	int method = (int) XS_INT(opt, crypto_method, 0) & all;

	if (method && method != all) { /* "any TLS" means what is sensible, not what is possible */
		lowest = version_of_bit(method & -method);
		for (int i = 0; i < 4; i++) {
			if (!(method & (1 << (3 + i)))) {
				SSL_CTX_set_options(ctx, off[i]);
			}
		}
	}
	if (XS_GIVEN(opt, min_proto_version)
		&& (lowest = version_of_bit((int) XS_INT(opt, min_proto_version, 0))) == 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"min_proto_version: not one of STREAM_CRYPTO_PROTO_TLSv1_0 to _TLSv1_3");
		return FAILURE;
	}
	if (XS_GIVEN(opt, max_proto_version)
		&& (highest = version_of_bit((int) XS_INT(opt, max_proto_version, 0))) == 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"max_proto_version: not one of STREAM_CRYPTO_PROTO_TLSv1_0 to _TLSv1_3");
		return FAILURE;
	}
	if (highest && highest < lowest) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "max_proto_version is older than the oldest version allowed");
		return FAILURE;
	}
	SSL_CTX_set_min_proto_version(ctx, lowest);
	SSL_CTX_set_max_proto_version(ctx, highest);
	return SUCCESS;
}

static zend_result set_ciphers(SSL_CTX *ctx, const xs_options *opt, xs_error *err)
{
	const char *ciphers = XS_GIVEN(opt, ciphers) ? ZSTR_VAL(XS_STR(opt, ciphers)) : DEFAULT_CIPHERS;
	if (XS_GIVEN(opt, security_level)) {
		SSL_CTX_set_security_level(ctx, (int) XS_INT(opt, security_level, 0));
	}
	if (SSL_CTX_set_cipher_list(ctx, ciphers) != 1) {
		xs_tls_error(err, "ciphers \"%s\"", ciphers);
		return FAILURE;
	}
	if (XS_GIVEN(opt, ecdh_curve) && SSL_CTX_set1_groups_list(ctx, ZSTR_VAL(XS_STR(opt, ecdh_curve))) != 1) {
		xs_tls_error(err, "ecdh_curve \"%s\"", ZSTR_VAL(XS_STR(opt, ecdh_curve)));
		return FAILURE;
	}
	if (XS_GIVEN(opt, dh_param)) {
		return xs_tls_use_dh(ctx, ZSTR_VAL(XS_STR(opt, dh_param)), err);
	}
	SSL_CTX_set_dh_auto(ctx,
		1); /* as strong as the certificate's key; counts when option ciphers lists DHE */
	return SUCCESS;
}

static void set_sessions(xs_tls_ctx *self, const xs_options *opt)
{
	SSL_CTX *ctx = self->main;
	if (!self->server) {
		xs_tls_set_session_calls(self, opt);
		return;
	}
	if (XS_INT(opt, session_cache, 1)) {
		SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_SERVER);
		SSL_CTX_sess_set_cache_size(ctx, (long) XS_INT(opt, session_cache_size, DEFAULT_CACHE_SIZE));
	} else {
		SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	}
	if (XS_GIVEN(opt, session_timeout)) {
		SSL_CTX_set_timeout(ctx, (long) XS_INT(opt, session_timeout, 0));
	} else if (opt->as_core && XS_INT(opt, session_cache, 0)) {
		SSL_CTX_set_timeout(ctx, 300); /* core's default, for both versions */
	}
	if (XS_INT(opt, no_ticket, 0)) {
		SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
		if (!opt->as_core) { /* core leaves TLS 1.3 its sessions by id; Amp asks for no_ticket always */
			SSL_CTX_set_num_tickets(ctx, 0);
		}
	} else if (XS_GIVEN(opt, num_tickets)) {
		SSL_CTX_set_num_tickets(ctx, (size_t) XS_INT(opt, num_tickets, 2));
	}
	xs_tls_set_session_calls(self, opt);
	xs_tls_set_session_context(self, opt);
}

static void set_options(xs_tls_ctx *self, const xs_options *opt)
{
	uint64_t options = SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_SSLv3;
	options |= XS_INT(opt, disable_compression, 1) ? SSL_OP_NO_COMPRESSION : 0;
	options |= self->server && XS_INT(opt, honor_cipher_order, 1) ? SSL_OP_CIPHER_SERVER_PREFERENCE : 0;
	SSL_CTX_set_options(self->main, options);
}

static void set_modes(SSL_CTX *ctx)
{
	/* Our BIO takes everything, so a write is never repeated; idle connections give their buffers back. */
	SSL_CTX_set_mode(ctx,
		SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS
			| SSL_MODE_AUTO_RETRY);
	SSL_CTX_set_options(ctx, XS_TLS_OP_HALF_CLOSED);
	SSL_CTX_set_read_ahead(ctx, 1); /* else every record costs two recv(2) */
}

/* ---- create, destroy ---------------------------------------------------------------------------- */

/* The ways of xsock_server(). */
static zend_result build_ours(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	set_options(self, opt);
	return xs_tls_check_calls(opt, self->server, err) == SUCCESS
			&& set_versions(self->main, opt, err) == SUCCESS && set_ciphers(self->main, opt, err) == SUCCESS
			&& xs_tls_use_certificates(self, opt, err) == SUCCESS
			&& xs_tls_set_verify(self, opt, err) == SUCCESS && xs_tls_set_alpn(self, opt, err) == SUCCESS
		? SUCCESS
		: FAILURE;
}

static zend_result build(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	ERR_clear_error();
	self->main = SSL_CTX_new(self->server ? TLS_server_method() : TLS_client_method());
	if (self->main == NULL) {
		xs_tls_error(err, "TLS");
		return FAILURE;
	}
	set_modes(self->main);
	if ((opt->as_core ? xs_tls_build_as_core(self, opt, err) : build_ours(self, opt, err)) != SUCCESS
		|| xs_tls_set_ticket_keys(self, opt, err) != SUCCESS || xs_tls_set_files(self, opt, err) != SUCCESS
		|| xs_tls_set_ktls(self, opt, err) != SUCCESS) {
		return FAILURE;
	}
	set_sessions(self, opt);
	return SUCCESS;
}

xs_tls_ctx *xs_tls_ctx_new(const xs_options *opt, bool server, bool persistent, xs_error *err)
{
	xs_tls_ctx *self = pecalloc(1, sizeof(*self), persistent);
	self->refs = 1;
	self->server = server;
	self->persistent = persistent;
	xs_options_copy_ssl(&self->opt, opt, persistent);
	xs_options_forget_calls(&self->opt);
	if (build(self, opt, err) != SUCCESS) {
		ERR_clear_error();
		xs_tls_ctx_release(self);
		return NULL;
	}
	if (!persistent) {
		self->key = xs_tls_ctx_key(opt, server);
	}
	self->read_at = xs_os_wall_clock();
	ERR_clear_error();
	return self;
}

xs_tls_ctx *xs_tls_ctx_hold(xs_tls_ctx *ctx)
{
	ctx->refs++;
	return ctx;
}

void xs_tls_ctx_release(xs_tls_ctx *ctx)
{
	if (--ctx->refs > 0) {
		return;
	}
	bool persistent = ctx->persistent;
	for (size_t i = 0; i < ctx->n_names; i++) {
		pefree(ctx->names[i].pattern, persistent);
		SSL_CTX_free(ctx->names[i].ctx);
	}
	if (ctx->main) {
		SSL_CTX_sess_set_remove_cb(ctx->main, NULL);
	}
	SSL_CTX_free(ctx->main);
	zval_ptr_dtor(&ctx->removed);
	if (ctx->names) {
		pefree(ctx->names, persistent);
	}
	if (ctx->alpn) {
		pefree(ctx->alpn, persistent);
	}
	if (ctx->ticket_keys) {
		OPENSSL_cleanse(ctx->ticket_keys, ctx->n_ticket_keys * XS_TICKET_KEY);
		pefree(ctx->ticket_keys, persistent);
	}
	if (ctx->ocsp) {
		pefree(ctx->ocsp, persistent);
	}
	if (ctx->keylog) {
		fclose(ctx->keylog);
	}
	if (ctx->key) {
		zend_string_release(ctx->key);
	}
	xs_options_free(&ctx->opt);
	pefree(ctx, persistent);
}
