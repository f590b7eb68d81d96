/* Certificates and private keys of a TLS context, also by the name a client asks for. */
#include "../os/sock.h"
#include "tls_ctx_parts.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

struct passphrase {
	const zend_string *given; /* or NULL */
	bool asked;
};

static int give_passphrase(char *buf, int size, int writing, void *arg)
{
	struct passphrase *p = arg;
	(void) writing;
	if (p == NULL) {
		return 0; /* never ask at a terminal */
	}
	p->asked = true;
	if (p->given == NULL || ZSTR_LEN(p->given) > (size_t) size) {
		return 0;
	}
	memcpy(buf, ZSTR_VAL(p->given), ZSTR_LEN(p->given));
	return (int) ZSTR_LEN(p->given);
}

bool xs_tls_find_file(const char *option, const char *name, char path[MAXPATHLEN], xs_error *err)
{
	zend_stat_t st;
	if (VCWD_REALPATH(name, path) == NULL) {
		xs_error_system(err, errno, option, name);
		return false;
	}
	if (php_check_open_basedir_ex(path, 0) != 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s %s: outside of open_basedir", option, name);
		return false;
	}
	if (VCWD_STAT(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		xs_error_system(err, EISDIR, option, name); /* OpenSSL says "no start line" */
		return false;
	}
	return true;
}

static zend_result check_expiry(SSL_CTX *ctx, const char *option, const char *name, int64_t *not_after,
	xs_error *err)
{
	const X509 *cert = SSL_CTX_get0_certificate(ctx);
	struct tm tm;
	if (cert == NULL || ASN1_TIME_to_tm(X509_get0_notAfter(cert), &tm) != 1) {
		return SUCCESS;
	}
	*not_after = (int64_t) timegm(&tm);
	if (*not_after < xs_os_wall_clock()) {
		char when[32];
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", &tm);
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s %s: the certificate expired on %s UTC", option, name, when);
		return FAILURE;
	}
	return SUCCESS;
}

/* Is there something of that kind in that PEM file, of which OpenSSL could make nothing? It calls the lack of
 * it "no start line" or "unsupported". A file that may not be read says so itself, in *err. */
static bool holds(const char *option, const char *name, const char *path, const char *kind, xs_error *err)
{
	char line[128];
	bool found = false;
	BIO *bio = BIO_new_file(path, "r");
	if (bio == NULL) {
		xs_error_system(err, errno, option, name);
	}
	while (bio && !found && BIO_gets(bio, line, sizeof(line)) > 0) {
		found = strncmp(line, "-----BEGIN ", strlen("-----BEGIN ")) == 0 && strstr(line, kind);
	}
	BIO_free(bio);
	return found;
}

/* The key of an SSL_CTX that has its certificate. name: as the option says it; path: the file. */
static zend_result use_key(SSL_CTX *ctx, const char *option, const char *name, const char *path,
	struct passphrase *answer, xs_error *err)
{
	if (SSL_CTX_use_PrivateKey_file(ctx, path, SSL_FILETYPE_PEM) == 1) {
		return SUCCESS;
	}
	if (!holds(option, name, path, "PRIVATE KEY-----", err)) {
		ERR_clear_error();
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s %s: no private key is in it%s", option, name,
			strcmp(option, "local_cert") == 0 ? "; option local_pk names the file that has it" : "");
		return FAILURE;
	}
	unsigned long code = ERR_peek_error();
	if (ERR_GET_LIB(code) == ERR_LIB_X509
		&& (ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH
			|| ERR_GET_REASON(code) == X509_R_KEY_TYPE_MISMATCH)) {
		ERR_clear_error();
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s %s: the private key does not belong to the certificate",
			option, name);
		return FAILURE;
	}
	xs_tls_error(err, "%s %s: private key%s", option, name,
		!answer->asked      ? ""
			: answer->given ? ", which the passphrase does not open"
							: ", which needs a passphrase");
	return FAILURE;
}

/* Chain and key into ctx. pk may be NULL: it is in the certificate's file then. */
static zend_result use_certificate(SSL_CTX *ctx, const char *cert, const char *pk, zend_string *passphrase,
	bool check_time, int64_t *not_after, xs_error *err)
{
	char path[MAXPATHLEN];
	const char *key_option = pk ? "local_pk" : "local_cert";
	const char *key_name = pk ? pk : cert;
	struct passphrase answer = { passphrase, false };
	zend_result result = FAILURE;

	SSL_CTX_set_default_passwd_cb(ctx, give_passphrase);
	SSL_CTX_set_default_passwd_cb_userdata(ctx, &answer);
	if (!xs_tls_find_file("local_cert", cert, path, err)) {
		goto done;
	}
	if (SSL_CTX_use_certificate_chain_file(ctx, path) != 1) {
		if (!holds("local_cert", cert, path, "CERTIFICATE-----", err)) {
			ERR_clear_error();
			xs_error_set(err, XS_ERROR_INPUT, 0, "local_cert %s: no certificate in PEM is in it", cert);
		} else {
			xs_tls_error(err, "local_cert %s", cert);
		}
		goto done;
	}
	if (!xs_tls_find_file(key_option, key_name, path, err)
		|| use_key(ctx, key_option, key_name, path, &answer, err) != SUCCESS) {
		goto done;
	}
	if (SSL_CTX_check_private_key(ctx) != 1) {
		xs_tls_error(err, "%s %s: the private key does not belong to the certificate", key_option, key_name);
		goto done;
	}
	result = check_time ? check_expiry(ctx, "local_cert", cert, not_after, err) : SUCCESS;
done:
	SSL_CTX_set_default_passwd_cb_userdata(ctx, NULL); /* borrowed */
	return result;
}

/* ---- by name ------------------------------------------------------------------------------------ */

/* Does a certificate's name, maybe with a leading "*.", cover this host of n bytes? Case does not count,
 * whatever the locale; "*" covers one label. */
static bool covers(const char *pattern, const char *host, size_t n)
{
	if (strncmp(pattern, "*.", 2) == 0) {
		const char *dot = memchr(host, '.', n);
		if (dot == NULL || dot == host) {
			return false;
		}
		n -= (size_t) (dot - host);
		host = dot;
		pattern++;
	}
	return zend_binary_strcasecmp(pattern, strlen(pattern), host, n) == 0;
}

/* Only certificate and key change: SSL_set_SSL_CTX() would take along whatever else the other context does
 * not have, such as ALPN, ciphers and the demand for client certificates. */
static int show_certificate(SSL *ssl, SSL_CTX *from, int *alert)
{
	STACK_OF(X509) *chain = NULL;
	SSL_certs_clear(ssl);
	SSL_CTX_get0_chain_certs(from, &chain);
	if (SSL_use_cert_and_key(ssl, SSL_CTX_get0_certificate(from), SSL_CTX_get0_privatekey(from), chain, 1)
		== 1) {
		return SSL_TLSEXT_ERR_OK;
	}
	*alert = SSL_AD_INTERNAL_ERROR;
	return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int choose_certificate(SSL *ssl, int *alert, void *arg)
{
	const xs_tls_ctx *self = arg;
	const char *host = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
	size_t n = host ? strlen(host) : 0;
	const struct xs_tls_name *found = NULL;
	n -= n > 0 && host[n - 1] == '.'; /* clients should not send the last dot, but some do */
	for (size_t i = 0; n > 0 && i < self->n_names; i++) {
		if (covers(self->names[i].pattern, host, n)) {
			found = &self->names[i];
			if (found->pattern[0] != '*') {
				break; /* the exact name wins over a wildcard */
			}
		}
	}
	if (found) {
		return show_certificate(ssl, found->ctx, alert);
	}
	if (self->has_default || self->opt.as_core) {
		return SSL_TLSEXT_ERR_NOACK;
	}
	*alert = SSL_AD_UNRECOGNIZED_NAME;
	return SSL_TLSEXT_ERR_ALERT_FATAL;
}

void xs_tls_choose_by_name(xs_tls_ctx *self)
{
	SSL_CTX_set_tlsext_servername_callback(self->main, choose_certificate);
	SSL_CTX_set_tlsext_servername_arg(self->main, self);
}

static zend_string *item(HashTable *array, const char *name)
{
	zval *value = zend_hash_str_find_deref(array, name, strlen(name));
	return value && Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}

static zend_result use_named(xs_tls_ctx *self, zend_string *pattern, zval *value, const xs_options *opt,
	xs_error *err)
{
	zend_string *cert = Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : item(Z_ARRVAL_P(value), "local_cert");
	zend_string *pk = Z_TYPE_P(value) == IS_STRING ? NULL : item(Z_ARRVAL_P(value), "local_pk");
	zend_string *passphrase = Z_TYPE_P(value) == IS_STRING ? NULL : item(Z_ARRVAL_P(value), "passphrase");
	int64_t not_after = 0;
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (ctx && XS_GIVEN(opt, security_level)) {
		SSL_CTX_set_security_level(ctx, (int) XS_INT(opt, security_level, 0));
	}
	if (cert == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "local_cert is missing");
	}
	if (ctx == NULL || cert == NULL
		|| use_certificate(ctx, ZSTR_VAL(cert), pk ? ZSTR_VAL(pk) : NULL,
			   passphrase ? passphrase : XS_STR(opt, passphrase), true, &not_after, err)
			!= SUCCESS) {
		xs_error_prefix(err, "SNI_server_certs", ZSTR_VAL(pattern));
		SSL_CTX_free(ctx);
		return FAILURE;
	}
	struct xs_tls_name *name = &self->names[self->n_names++];
	name->ctx = ctx;
	name->pattern = pestrdup(ZSTR_VAL(pattern), self->persistent);
	if (self->not_after == 0 || not_after < self->not_after) {
		self->not_after = not_after;
	}
	return SUCCESS;
}

zend_result xs_tls_use_certificates(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	zend_string *pattern;
	zval *value;
	if (XS_GIVEN(opt, local_cert)) {
		const zend_string *pk = XS_STR(opt, local_pk);
		if (use_certificate(self->main, ZSTR_VAL(XS_STR(opt, local_cert)), pk ? ZSTR_VAL(pk) : NULL,
				XS_STR(opt, passphrase), self->server, &self->not_after, err)
			!= SUCCESS) {
			return FAILURE;
		}
		self->has_default = true;
	}
	if (self->server && XS_GIVEN(opt, SNI_server_certs) && XS_INT(opt, SNI_enabled, 1)) {
		HashTable *certs = opt->v[XS_OPT_SNI_server_certs].a;
		self->names = pecalloc(zend_hash_num_elements(certs) + 1, sizeof(*self->names), self->persistent);
		ZEND_HASH_FOREACH_STR_KEY_VAL(certs, pattern, value) {
			if (pattern == NULL) {
				xs_error_set(err, XS_ERROR_INPUT, 0,
					"SNI_server_certs must be an array of names, it has a number");
				return FAILURE;
			}
			if (use_named(self, pattern, value, opt, err) != SUCCESS) {
				return FAILURE;
			}
		}
		ZEND_HASH_FOREACH_END();
		xs_tls_choose_by_name(self);
	}
	if (self->server && !self->has_default && self->n_names == 0 && !XS_GIVEN(opt, psk_server_cb)) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"no certificate: a TLS server needs option local_cert or SNI_server_certs");
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_tls_use_dh(SSL_CTX *ctx, const char *file, xs_error *err)
{
	char path[MAXPATHLEN];
	if (!xs_tls_find_file("dh_param", file, path, err)) {
		return FAILURE;
	}
	BIO *bio = BIO_new_file(path, "r");
	int done = bio ? xs_use_dh_param(ctx, bio) : 0;
	BIO_free(bio);
	if (done != 1) {
		xs_tls_error(err, "dh_param %s", file);
		return FAILURE;
	}
	return SUCCESS;
}
