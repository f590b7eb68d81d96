/* Verification, ALPN, tickets and side files of a TLS context. */
#include "../os/sendfile.h"
#include "tls_ctx_parts.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/rand.h>
#include <openssl/x509_vfy.h>

/* ---- verification ------------------------------------------------------------------------------- */

static int verify_allowing_self_signed(int ok, X509_STORE_CTX *store)
{
	if (!ok && X509_STORE_CTX_get_error(store) == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) {
		X509_STORE_CTX_set_error(store, X509_V_OK);
		return 1;
	}
	return ok;
}

/* The option, or the INI setting. Threads of PHP have working directories of their own, of which OpenSSL
 * knows nothing. */
static const char *authorities_at(const zend_string *given, const char *ini, char path[MAXPATHLEN])
{
	const char *name = given ? ZSTR_VAL(given) : zend_ini_string(ini, strlen(ini), 0);
	return name && *name ? expand_filepath(name, path) : NULL;
}

const char *xs_tls_cafile(const xs_options *opt, char path[MAXPATHLEN])
{
	return authorities_at(XS_STR(opt, cafile), "openssl.cafile", path);
}

/* OpenSSL is silent about a capath that is not there, and nobody would be verified. NULL is nothing to check.
 */
static zend_result check_authorities(const char *option, const char *path, bool folder, xs_error *err)
{
	zend_stat_t st;
	if (path == NULL || (folder && strchr(path, ZEND_PATHS_SEPARATOR))) {
		return SUCCESS; /* a list is OpenSSL's to look through */
	}
	int code = VCWD_STAT(path, &st) != 0 ? errno
		: folder && !S_ISDIR(st.st_mode) ? ENOTDIR
		: !folder && S_ISDIR(st.st_mode) ? EISDIR
										 : 0;
	if (code) {
		xs_error_system(err, code, option, path);
		return FAILURE;
	}
	return SUCCESS;
}

static zend_result load_authorities(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	char file[MAXPATHLEN], folder[MAXPATHLEN];
	const char *cafile = xs_tls_cafile(opt, file);
	const char *capath = authorities_at(XS_STR(opt, capath), "openssl.capath", folder);
	if (cafile == NULL && capath == NULL && self->server) {
		/* The system's are for servers: every client with a certificate of one of them would come in. */
		if (XS_INT(opt, allow_self_signed, 0)) {
			return SUCCESS;
		}
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"verifying clients needs cafile or capath: the authorities of their certificates");
		return FAILURE;
	}
	if (cafile == NULL && capath == NULL) {
		SSL_CTX_set_default_verify_paths(self->main);
		return SUCCESS;
	}
	if (check_authorities("cafile", cafile, false, err) != SUCCESS
		|| check_authorities("capath", capath, true, err) != SUCCESS) {
		return FAILURE;
	}
	if (SSL_CTX_load_verify_locations(self->main, cafile, capath) != 1) {
		xs_tls_error(err, "%s %s", cafile ? "cafile" : "capath", cafile ? cafile : capath);
		return FAILURE;
	}
	if (self->server && cafile) {
		SSL_CTX_set_client_CA_list(self->main, SSL_load_client_CA_file(cafile)); /* names clients choose by */
	}
	return SUCCESS;
}

static zend_result parse_client_certs(const xs_options *opt, int *mode, xs_error *err)
{
	bool verify = XS_INT(opt, verify_peer, 0);
	if (!XS_GIVEN(opt, client_certs)) {
		*mode = verify ? XS_CLIENT_CERTS_REQUIRE : XS_CLIENT_CERTS_NONE;
		return SUCCESS;
	}
	const char *text = ZSTR_VAL(XS_STR(opt, client_certs));
	if (strcmp(text, "none") == 0) {
		*mode = XS_CLIENT_CERTS_NONE;
	} else if (strcmp(text, "request") == 0) {
		*mode = XS_CLIENT_CERTS_REQUEST;
	} else if (strcmp(text, "require") == 0) {
		*mode = XS_CLIENT_CERTS_REQUIRE;
	} else {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"client_certs \"%s\" must be \"none\", \"request\" or \"require\"", text);
		return FAILURE;
	}
	if (XS_GIVEN(opt, verify_peer) && verify != (*mode != XS_CLIENT_CERTS_NONE)) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "client_certs \"%s\" contradicts verify_peer %s", text,
			verify ? "true" : "false");
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_tls_set_verify(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	static const int modes[] = { SSL_VERIFY_NONE, SSL_VERIFY_PEER,
		SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT };
	int certs = XS_CLIENT_CERTS_NONE;
	if (self->server && parse_client_certs(opt, &certs, err) != SUCCESS) {
		return FAILURE;
	}
	if (self->server && XS_INT(opt, verify_peer_name, 0)
		&& (certs == XS_CLIENT_CERTS_NONE || !XS_GIVEN(opt, peer_name))) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "verify_peer_name needs %s",
			certs == XS_CLIENT_CERTS_NONE ? "certificates of clients, see client_certs"
										  : "peer_name, the name in the certificates of clients");
		return FAILURE;
	}
	if (xs_tls_check_fingerprints(opt, err) != SUCCESS) {
		return FAILURE;
	}
	bool verify = self->server ? certs != XS_CLIENT_CERTS_NONE : XS_INT(opt, verify_peer, 1);
	if (!verify) {
		SSL_CTX_set_verify(self->main, SSL_VERIFY_NONE, NULL);
		return SUCCESS;
	}
	SSL_CTX_set_verify(self->main, self->server ? modes[certs] : SSL_VERIFY_PEER,
		XS_INT(opt, allow_self_signed, 0) ? verify_allowing_self_signed : NULL);
	SSL_CTX_set_verify_depth(self->main, (int) XS_INT(opt, verify_depth, 9));
	return load_authorities(self, opt, err);
}

/* ---- ALPN --------------------------------------------------------------------------------------- */

static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_len,
	const unsigned char *in, unsigned in_len, void *arg)
{
	const xs_tls_ctx *self = arg;
	(void) ssl;
	if (SSL_select_next_proto((unsigned char **) out, out_len, self->alpn, self->alpn_len, in, in_len)
		!= OPENSSL_NPN_NEGOTIATED) {
		return SSL_TLSEXT_ERR_ALERT_FATAL; /* RFC 7301, 3.2: no_application_protocol */
	}
	return SSL_TLSEXT_ERR_OK;
}

zend_result xs_tls_parse_alpn(xs_tls_ctx *self, const char *text)
{
	const char *spaces = self->opt.as_core ? "" : " "; /* "h2, http/1.1" */
	self->alpn = pemalloc(strlen(text) + 1, self->persistent);
	for (const char *p = text; *p;) {
		p += strspn(p, spaces);
		size_t n = strcspn(p, ",");
		if (n == 0 || n > 255) {
			return FAILURE;
		}
		self->alpn[self->alpn_len] = (unsigned char) n;
		memcpy(self->alpn + self->alpn_len + 1, p, n);
		self->alpn_len += (unsigned) n + 1;
		p += n + (p[n] == ',');
	}
	return SUCCESS;
}

zend_result xs_tls_set_alpn(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	if (!XS_GIVEN(opt, alpn_protocols)) {
		return SUCCESS;
	}
	const char *text = ZSTR_VAL(XS_STR(opt, alpn_protocols));
	if (xs_tls_parse_alpn(self, text) != SUCCESS) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "alpn_protocols \"%s\": names have 1 to 255 bytes", text);
		return FAILURE;
	}
	if (self->server) {
		SSL_CTX_set_alpn_select_cb(self->main, choose_protocol, self);
	} else if (SSL_CTX_set_alpn_protos(self->main, self->alpn, self->alpn_len) != 0) {
		xs_tls_error(err, "alpn_protocols \"%s\"", text);
		return FAILURE;
	}
	return SUCCESS;
}

/* ---- session tickets ---------------------------------------------------------------------------- */

static const unsigned char *find_key(const xs_tls_ctx *self, const unsigned char *name)
{
	for (size_t i = 0; i < self->n_ticket_keys; i++) {
		if (memcmp(self->ticket_keys + i * XS_TICKET_KEY, name, 16) == 0) {
			return self->ticket_keys + i * XS_TICKET_KEY;
		}
	}
	return NULL;
}

/* Tickets with our own keys (RFC 5077, section 4). 1 good, 2 good but renew it, 0 unknown key, -1 error. */
static int ticket_key(SSL *ssl, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher,
	XS_HMAC_CTX *hmac, int encrypt)
{
	const xs_tls_ctx *self = xs_tls_ctx_of(ssl);
	const unsigned char *key = encrypt ? self->ticket_keys : find_key(self, name);
	if (key == NULL) {
		return 0;
	}
	if (encrypt) {
		if (RAND_bytes(iv, EVP_CIPHER_iv_length(EVP_aes_256_cbc())) != 1) {
			return -1;
		}
		memcpy(name, key, 16);
	}
	if (xs_hmac_key(hmac, key + 16, 32) != 1
		|| EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), NULL, key + 48, iv, encrypt) != 1) {
		return -1;
	}
	/* TLS 1.3 clients use a ticket once: a resumed session gets a new one either way. */
	return encrypt || key == self->ticket_keys ? 1 : 2;
}

zend_result xs_tls_set_ticket_keys(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	zval *key;
	if (!self->server || !XS_GIVEN(opt, ticket_keys)) {
		return SUCCESS;
	}
	HashTable *keys = opt->v[XS_OPT_ticket_keys].a;
	if (zend_hash_num_elements(keys) == 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "ticket_keys: the list is empty");
		return FAILURE;
	}
	self->ticket_keys = safe_pemalloc(zend_hash_num_elements(keys), XS_TICKET_KEY, 0, self->persistent);
	ZEND_HASH_FOREACH_VAL(keys, key) {
		if (Z_STRLEN_P(key) != XS_TICKET_KEY) {
			xs_error_set(err, XS_ERROR_INPUT, 0, "ticket_keys: key %zu has %zu bytes, %d are needed",
				self->n_ticket_keys + 1, Z_STRLEN_P(key), XS_TICKET_KEY);
			return FAILURE;
		}
		memcpy(self->ticket_keys + self->n_ticket_keys++ * XS_TICKET_KEY, Z_STRVAL_P(key), XS_TICKET_KEY);
	}
	ZEND_HASH_FOREACH_END();
	XS_SET_TICKET_CB(self->main, ticket_key);
	return SUCCESS;
}

/* ---- key log, OCSP ------------------------------------------------------------------------------ */

static void log_key(const SSL *ssl, const char *line)
{
	const xs_tls_ctx *self = xs_tls_ctx_of(ssl);
	fprintf(self->keylog, "%s\n", line);
	fflush(self->keylog);
}

static int staple(SSL *ssl, void *arg)
{
	const xs_tls_ctx *self = arg;
	const X509 *shown = SSL_get_certificate(ssl), *ours = SSL_CTX_get0_certificate(self->main);
	if (shown == NULL || X509_cmp(shown, ours) != 0) {
		return SSL_TLSEXT_ERR_NOACK; /* one of SNI_server_certs, of which the response says nothing */
	}
	unsigned char *copy = OPENSSL_malloc(self->ocsp_len); /* OpenSSL frees it */
	if (copy == NULL) {
		return SSL_TLSEXT_ERR_NOACK;
	}
	memcpy(copy, self->ocsp, self->ocsp_len);
	SSL_set_tlsext_status_ocsp_resp(ssl, copy, (long) self->ocsp_len);
	return SSL_TLSEXT_ERR_OK;
}

static zend_result read_ocsp(xs_tls_ctx *self, const char *name, xs_error *err)
{
	unsigned char buf[65536];
	char path[MAXPATHLEN];
	if (!self->has_default) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "ocsp_file: it is about local_cert, which is not given");
		return FAILURE;
	}
	if (!xs_tls_find_file("ocsp_file", name, path, err)) {
		return FAILURE;
	}
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		xs_error_system(err, errno, "ocsp_file", name);
		return FAILURE;
	}
	size_t n = fread(buf, 1, sizeof(buf), f);
	fclose(f);
	if (n == 0 || n == sizeof(buf)) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "ocsp_file %s: %s", name,
			n ? "too large for an OCSP response" : "empty");
		return FAILURE;
	}
	const unsigned char *der = buf;
	OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &der, (long) n);
	if (response == NULL) {
		ERR_clear_error();
		xs_error_set(err, XS_ERROR_INPUT, 0, "ocsp_file %s: no OCSP response in DER is in it", name);
		return FAILURE;
	}
	OCSP_RESPONSE_free(response);
	self->ocsp = pemalloc(n, self->persistent);
	memcpy(self->ocsp, buf, n);
	self->ocsp_len = n;
	SSL_CTX_set_tlsext_status_cb(self->main, staple);
	SSL_CTX_set_tlsext_status_arg(self->main, self);
	return SUCCESS;
}

/* It may be made by this. */
static zend_result open_keylog(xs_tls_ctx *self, const char *name, xs_error *err)
{
	char path[MAXPATHLEN];
	if (expand_filepath(name, path) == NULL || php_check_open_basedir_ex(path, 0) != 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "keylog_file %s: outside of open_basedir", name);
		return FAILURE;
	}
	self->keylog = xs_os_append_private(path);
	if (self->keylog == NULL) {
		xs_error_system(err, errno, "keylog_file", name);
		return FAILURE;
	}
	SSL_CTX_set_keylog_callback(self->main, log_key);
	return SUCCESS;
}

zend_result xs_tls_set_files(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	if (XS_GIVEN(opt, keylog_file) && open_keylog(self, ZSTR_VAL(XS_STR(opt, keylog_file)), err) != SUCCESS) {
		return FAILURE;
	}
	return self->server && XS_GIVEN(opt, ocsp_file) ? read_ocsp(self, ZSTR_VAL(XS_STR(opt, ocsp_file)), err)
													: SUCCESS;
}
