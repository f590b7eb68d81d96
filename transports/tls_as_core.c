#include "tls_as_core.h"

#include "../os/sock.h"
#include "tls_ctx_parts.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

static zend_result say(xs_error *err, const char *fmt, ...) ZEND_ATTRIBUTE_FORMAT(printf, 2, 3);
static zend_result say(xs_error *err, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	zend_string *text = zend_vstrpprintf(0, fmt, args);
	va_end(args);
	xs_error_set(err, XS_ERROR_CRYPTO, 0, "%s", ZSTR_VAL(text));
	zend_string_release(text);
	ERR_clear_error();
	return FAILURE;
}

static const char *text_or_ini(const zend_string *given, const char *ini)
{
	const char *text = given ? ZSTR_VAL(given) : zend_ini_string(ini, strlen(ini), 0);
	return text && *text ? text : NULL;
}

/* ---- versions, ciphers --------------------------------------------------------------------------- */

/* A range: from the oldest to the newest version that crypto_method names, unless min_ and max_proto_version
 * say it. */
static void set_versions(SSL_CTX *ctx, const xs_options *opt)
{
	static const int versions[] = { TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION };
	zend_long method = XS_INT(opt, crypto_method, STREAM_CRYPTO_METHOD_TLS_ANY_SERVER);
	zend_long least = XS_INT(opt, min_proto_version, 0), most = XS_INT(opt, max_proto_version, 0);
	int lowest = 3, highest = 3; /* what core ends with when nothing is allowed */
	bool found = false;
	for (int i = 0; !least && i < 4; i++) {
		least = method & (1 << (3 + i));
	}
	for (int i = 3; !most && i >= 0; i--) {
		most = method & (1 << (3 + i));
	}
	for (int i = 0; i < 4; i++) {
		if ((1 << (3 + i)) >= least && (1 << (3 + i)) <= most) {
			lowest = found ? lowest : i;
			highest = i;
			found = true;
		}
	}
	SSL_CTX_set_min_proto_version(ctx, versions[lowest]);
	SSL_CTX_set_max_proto_version(ctx, versions[highest]);
}

static zend_result set_ciphers(SSL_CTX *ctx, const xs_options *opt, xs_error *err)
{
	static const char constant[] = "OPENSSL_DEFAULT_STREAM_CIPHERS"; /* of ext/openssl, when it is loaded */
	const zval *otherwise = zend_get_constant_str(constant, sizeof(constant) - 1);
	const char *list = XS_GIVEN(opt, ciphers)           ? ZSTR_VAL(XS_STR(opt, ciphers))
		: otherwise && Z_TYPE_P(otherwise) == IS_STRING ? Z_STRVAL_P(otherwise)
														: NULL;
	if (list && SSL_CTX_set_cipher_list(ctx, list) != 1) {
		return say(err, "%s", "");
	}
	if (XS_GIVEN(opt, security_level)) {
		SSL_CTX_set_security_level(ctx, (int) XS_INT(opt, security_level, 0));
	}
	return SUCCESS;
}

/* ---- verification -------------------------------------------------------------------------------- */

static int judge(int ok, X509_STORE_CTX *store)
{
	const SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	const xs_tls_ctx *ctx = xs_tls_ctx_of(ssl);
	if (X509_STORE_CTX_get_error(store) == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
		&& XS_INT(&ctx->opt, allow_self_signed, 0)) {
		ok = 1;
	}
	if (X509_STORE_CTX_get_error_depth(store) > XS_INT(&ctx->opt, verify_depth, 9)) {
		X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_CHAIN_TOO_LONG);
		ok = 0;
	}
	return ok;
}

/* A cafile that OpenSSL cannot open or read: PHP's streams may know how ("phar://..."). */
static zend_result load_through_streams(SSL_CTX *ctx, const char *cafile, xs_error *err)
{
	php_stream *stream = php_stream_open_wrapper(cafile, "rb", 0, NULL);
	long added = 0;
	if (stream == NULL) {
		return say(err, "failed loading cafile stream: `%s'", cafile);
	}
	if (stream->wrapper->is_url) {
		php_stream_close(stream);
		return say(err, "remote cafile streams are disabled for security purposes");
	}
	zend_string *pem = php_stream_copy_to_mem(stream, PHP_STREAM_COPY_ALL, 0);
	php_stream_close(stream);
	BIO *bio = pem ? BIO_new_mem_buf(ZSTR_VAL(pem), (int) MIN(ZSTR_LEN(pem), INT_MAX)) : NULL;
	X509 *cert;
	while (bio && (cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
		added += X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), cert);
		X509_free(cert);
	}
	BIO_free(bio);
	if (pem) {
		zend_string_release(pem);
	}
	ERR_clear_error();
	return added ? SUCCESS : say(err, "no valid certs found cafile stream: `%s'", cafile);
}

static zend_result set_verify(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	const char *cafile = text_or_ini(XS_STR(opt, cafile), "openssl.cafile");
	const char *capath = text_or_ini(XS_STR(opt, capath), "openssl.capath");
	if (!XS_INT(opt, verify_peer, 1)) {
		SSL_CTX_set_verify(self->main, SSL_VERIFY_NONE, NULL);
		return SUCCESS;
	}
	if (self->server && XS_GIVEN(opt, cafile)) {
		STACK_OF(X509_NAME) *authorities = SSL_load_client_CA_file(ZSTR_VAL(XS_STR(opt, cafile)));
		if (authorities == NULL) {
			return say(err, "SSL: failed loading CA names from cafile");
		}
		SSL_CTX_set_client_CA_list(self->main, authorities);
	}
	if (cafile || capath) {
		if (SSL_CTX_load_verify_locations(self->main, cafile, capath) != 1) {
			ERR_clear_error();
			if (cafile && load_through_streams(self->main, cafile, err) != SUCCESS) {
				return FAILURE;
			}
		}
	} else if (!self->server && SSL_CTX_set_default_verify_paths(self->main) != 1) {
		return say(err, "Unable to set default verify locations and no CA settings specified");
	}
	SSL_CTX_set_verify(self->main, SSL_VERIFY_PEER, judge);
	return SUCCESS;
}

/* ---- ALPN ---------------------------------------------------------------------------------------- */

static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_len,
	const unsigned char *in, unsigned in_len, void *arg)
{
	const xs_tls_ctx *self = arg;
	(void) ssl;
	return SSL_select_next_proto((unsigned char **) out, out_len, self->alpn, self->alpn_len, in, in_len)
			== OPENSSL_NPN_NEGOTIATED
		? SSL_TLSEXT_ERR_OK
		: SSL_TLSEXT_ERR_NOACK; /* core goes on without a protocol */
}

static zend_result set_alpn(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	if (!XS_GIVEN(opt, alpn_protocols)) {
		return SUCCESS;
	}
	if (xs_tls_parse_alpn(self, ZSTR_VAL(XS_STR(opt, alpn_protocols))) != SUCCESS) {
		return say(err, "Failed parsing comma-separated TLS ALPN protocol string");
	}
	if (self->server) {
		SSL_CTX_set_alpn_select_cb(self->main, choose_protocol, self);
	} else {
		SSL_CTX_set_alpn_protos(self->main, self->alpn, self->alpn_len);
	}
	return SUCCESS;
}

/* ---- certificates -------------------------------------------------------------------------------- */

static int give_passphrase(char *buf, int size, int writing, void *arg)
{
	const zend_string *given = arg;
	(void) writing;
	if (given == NULL || ZSTR_LEN(given) > (size_t) size) {
		return 0; /* never ask at a terminal */
	}
	memcpy(buf, ZSTR_VAL(given), ZSTR_LEN(given));
	return (int) ZSTR_LEN(given);
}

static bool find_file(const char *name, char path[MAXPATHLEN])
{
	return expand_filepath(name, path) != NULL && php_check_open_basedir(path) == 0;
}

static zend_result use_certificate(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	char path[MAXPATHLEN];
	if (!XS_GIVEN(opt, local_cert)) {
		return SUCCESS;
	}
	const char *cert = ZSTR_VAL(XS_STR(opt, local_cert));
	const char *pk = XS_GIVEN(opt, local_pk) ? ZSTR_VAL(XS_STR(opt, local_pk)) : NULL;
	if (!find_file(cert, path)) {
		return say(err, "Unable to get real path of certificate file `%s'", cert);
	}
	if (SSL_CTX_use_certificate_chain_file(self->main, path) != 1) {
		return say(err,
			"Unable to set local cert chain file `%s'; Check that your cafile/capath settings include "
			"details of your "
			"certificate and its issuer",
			cert);
	}
	if (pk && !find_file(pk, path)) {
		return say(err, "Unable to get real path of private key file `%s'", pk);
	}
	if (SSL_CTX_use_PrivateKey_file(self->main, path, SSL_FILETYPE_PEM) != 1) {
		return say(err, "Unable to set private key file `%s'", path);
	}
	self->has_default = true;
	return SUCCESS;
}

static zend_result use_named(xs_tls_ctx *self, const zend_string *pattern, zval *value, xs_error *err)
{
	char cert_path[MAXPATHLEN], key_path[MAXPATHLEN];
	bool both = Z_TYPE_P(value) == IS_ARRAY;
	zval *cert = both ? zend_hash_str_find_deref(Z_ARRVAL_P(value), "local_cert", strlen("local_cert"))
					  : value;
	zval *pk = both ? zend_hash_str_find_deref(Z_ARRVAL_P(value), "local_pk", strlen("local_pk")) : value;

	if (pattern == NULL) {
		return say(err, "SNI_server_certs array requires string host name keys");
	}
	if (cert == NULL || pk == NULL) {
		return say(err, "%s not present in the array", cert ? "local_pk" : "local_cert");
	}
	if (!find_file(Z_STRVAL_P(cert), cert_path)) {
		return say(err, "Failed setting local cert chain file `%s'; %s", Z_STRVAL_P(cert),
			both ? "could not open file" : "file not found");
	}
	if (!find_file(Z_STRVAL_P(pk), key_path)) {
		return say(err, "Failed setting local private key file `%s';  could not open file", Z_STRVAL_P(pk));
	}
	struct xs_tls_name *name = &self->names[self->n_names];
	name->ctx = SSL_CTX_new(TLS_server_method());
	if (name->ctx == NULL || SSL_CTX_use_certificate_chain_file(name->ctx, cert_path) != 1) {
		SSL_CTX_free(name->ctx);
		return say(err,
			"Failed setting local cert chain file `%s'; check that your cafile/capath settings include "
			"details of your "
			"certificate and its issuer",
			cert_path);
	}
	if (SSL_CTX_use_PrivateKey_file(name->ctx, key_path, SSL_FILETYPE_PEM) != 1) {
		SSL_CTX_free(name->ctx);
		return say(err, "Failed setting private key from file `%s'", key_path);
	}
	name->pattern = pestrdup(ZSTR_VAL(pattern), self->persistent);
	self->n_names++;
	return SUCCESS;
}

static zend_result use_names(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	zend_string *pattern;
	zval *value;
	if (!self->server || !XS_GIVEN(opt, SNI_server_certs) || !XS_INT(opt, SNI_enabled, 1)) {
		return SUCCESS;
	}
	HashTable *certs = opt->v[XS_OPT_SNI_server_certs].a;
	if (zend_hash_num_elements(certs) == 0) {
		return say(err, "SNI_server_certs host cert array must not be empty");
	}
	self->names = pecalloc(zend_hash_num_elements(certs), sizeof(*self->names), self->persistent);
	ZEND_HASH_FOREACH_STR_KEY_VAL(certs, pattern, value) {
		if (use_named(self, pattern, value, err) != SUCCESS) {
			return FAILURE;
		}
	}
	ZEND_HASH_FOREACH_END();
	xs_tls_choose_by_name(self);
	return SUCCESS;
}

static zend_result use_dh(SSL_CTX *ctx, const xs_options *opt, xs_error *err)
{
	char path[MAXPATHLEN];
	if (!XS_GIVEN(opt, dh_param)) {
		return SUCCESS;
	}
	BIO *bio = find_file(ZSTR_VAL(XS_STR(opt, dh_param)), path) ? BIO_new_file(path, "r") : NULL;
	if (bio == NULL) {
		return say(err, "Invalid dh_param");
	}
	int done = xs_use_dh_param(ctx, bio);
	BIO_free(bio);
	return done == 1 ? SUCCESS : say(err, "Failed reading DH params");
}

/* ---- all together -------------------------------------------------------------------------------- */

zend_result xs_tls_build_as_core(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	uint64_t options = (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) | SSL_OP_NO_RENEGOTIATION;
	options |= XS_INT(opt, disable_compression, 1) ? SSL_OP_NO_COMPRESSION : 0;
	options |= self->server && XS_INT(opt, honor_cipher_order, 1) ? SSL_OP_CIPHER_SERVER_PREFERENCE : 0;
	options |= XS_INT(opt, no_ticket, 0) ? SSL_OP_NO_TICKET : 0;
	SSL_CTX_set_options(self->main, options);
	set_versions(self->main, opt);
	SSL_CTX_set_default_passwd_cb(self->main, give_passphrase);
	SSL_CTX_set_default_passwd_cb_userdata(self->main, XS_STR(opt, passphrase));
	zend_result result = set_verify(self, opt, err) == SUCCESS && set_ciphers(self->main, opt, err) == SUCCESS
			&& set_alpn(self, opt, err) == SUCCESS && use_certificate(self, opt, err) == SUCCESS
			&& (!self->server || use_dh(self->main, opt, err) == SUCCESS)
			&& use_names(self, opt, err) == SUCCESS
		? SUCCESS
		: FAILURE;
	SSL_CTX_set_default_passwd_cb_userdata(self->main, NULL); /* borrowed */
	return result;
}
