/* Is the peer who it should be? Certificate chains are OpenSSL's work during the handshake, names as well, so
 * that the peer is told by an alert; here is what comes before and behind it. A resumed session brings its
 * certificate along and OpenSSL looks at it no more: it may be of a connection that was not verified, or of
 * another name. */
#include "tls_calls.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

static bool is_address(const char *host)
{
	struct in6_addr six;
	struct in_addr four;
	return inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1;
}

/* Must the certificate be for a certain name? Said outright that counts also where nothing else is verified.
 */
static bool wants_name(const xs_options *opt, bool server)
{
	return XS_INT(opt, verify_peer_name, !server && XS_INT(opt, verify_peer, 1));
}

zend_result xs_tls_name_peer(struct xs_tls *tls, const xs_options *opt, const char *host, xs_error *err)
{
	const char *name = XS_GIVEN(opt, peer_name) ? ZSTR_VAL(XS_STR(opt, peer_name)) : host;
	size_t n = name ? strlen(name) : 0;
	bool server = tls->ctx->server;
	while (n > 0 && name[n - 1] == '.' && !(opt->as_core && name != host)) {
		n--; /* the dot of a name that is complete (RFC 6066, 3); core takes peer_name as it is */
	}
	if (n > 0) {
		tls->peer_name = pestrndup(name, n, tls->persistent);
	}
	bool address = tls->peer_name && is_address(tls->peer_name);
	if (!server && tls->peer_name && !address && XS_INT(opt, SNI_enabled, 1)) {
		SSL_set_tlsext_host_name(tls->ssl, tls->peer_name);
	}
	if (opt->as_core || !wants_name(opt, server)) { /* core looks behind the handshake, see tls_as_core.h */
		return SUCCESS;
	}
	if (tls->peer_name == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "TLS: option peer_name is needed to verify the peer");
		return FAILURE;
	}
	X509_VERIFY_PARAM *param = SSL_get0_param(tls->ssl);
	X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	if (address ? X509_VERIFY_PARAM_set1_ip_asc(param, tls->peer_name) != 1
				: X509_VERIFY_PARAM_set1_host(param, tls->peer_name, 0) != 1) {
		xs_tls_error(err, "TLS: peer_name \"%s\"", tls->peer_name);
		return FAILURE;
	}
	return SUCCESS;
}

/* ---- fingerprints ------------------------------------------------------------------------------- */

/* Takes the colons out of "0E:4F", as openssl prints fingerprints, and makes small letters. How many hex
 * digits there are; 0: none, too many, or something else is among them. */
static size_t hex_digits(const char *text, char hex[2 * EVP_MAX_MD_SIZE + 1])
{
	size_t n = 0;
	hex[0] = '\0';
	for (; *text; text++) {
		char c = zend_tolower_ascii(*text);
		if (c == ':') {
			continue;
		}
		if (n == 2 * EVP_MAX_MD_SIZE || !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
			return 0;
		}
		hex[n++] = c;
	}
	hex[n] = '\0';
	return n;
}

/* The digest an expected value is of: the key's, or that of its length. NULL: there is none. */
static const EVP_MD *digest_of(const zend_string *algorithm, size_t length)
{
	return EVP_get_digestbyname(algorithm ? ZSTR_VAL(algorithm)
			: length == 32                ? "md5"
			: length == 40                ? "sha1"
			: length == 64                ? "sha256"
										  : "");
}

static zend_result check_expected(const zend_string *algorithm, const char *expected, xs_error *err)
{
	char hex[2 * EVP_MAX_MD_SIZE + 1];
	size_t n = hex_digits(expected, hex);
	const EVP_MD *md = digest_of(algorithm, n);
	if (algorithm && md == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "peer_fingerprint: unknown digest \"%s\"", ZSTR_VAL(algorithm));
	} else if (md == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"peer_fingerprint \"%s\" must be the 32, 40 or 64 hex digits of MD5, SHA-1 or SHA-256", expected);
	} else if (n != 2 * (size_t) EVP_MD_size(md)) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "peer_fingerprint \"%s\" must be the %d hex digits of %s",
			expected, 2 * EVP_MD_size(md), ZSTR_VAL(algorithm));
	} else {
		return SUCCESS;
	}
	return FAILURE;
}

zend_result xs_tls_check_fingerprints(const xs_options *opt, xs_error *err)
{
	zend_string *algorithm;
	zval *expected;
	if (!XS_GIVEN(opt, peer_fingerprint)) {
		return SUCCESS;
	}
	HashTable *list = opt->v[XS_OPT_peer_fingerprint].a;
	if (zend_hash_num_elements(list) == 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "peer_fingerprint: the list is empty");
		return FAILURE;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(list, algorithm, expected) {
		if (Z_TYPE_P(expected) != IS_STRING) {
			xs_error_set(err, XS_ERROR_INPUT, 0, "peer_fingerprint: must be strings");
			return FAILURE;
		}
		if (check_expected(algorithm, Z_STRVAL_P(expected), err) != SUCCESS) {
			return FAILURE;
		}
	}
	ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

static zend_result match_fingerprint(X509 *cert, const EVP_MD *md, const char *expected, xs_error *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1] = "";
	unsigned n = 0;
	if (md == NULL || X509_digest(cert, md, digest, &n) != 1) {
		n = 0;
	}
	for (unsigned i = 0; i < n; i++) {
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	}
	if (n == 0 || strcmp(hex, expected) != 0) {
		xs_error_set(err, XS_ERROR_INPUT, EPROTO,
			"TLS handshake: the peer's certificate has another fingerprint (%s %s)",
			md ? EVP_MD_name(md) : "", hex);
		return FAILURE;
	}
	return SUCCESS;
}

static zend_result match_fingerprints(X509 *cert, const xs_options *opt, xs_error *err)
{
	zend_string *algorithm;
	zval *expected;
	if (!XS_GIVEN(opt, peer_fingerprint)) {
		return SUCCESS;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(opt->v[XS_OPT_peer_fingerprint].a, algorithm, expected) {
		char hex[2 * EVP_MAX_MD_SIZE + 1];
		const EVP_MD *md = digest_of(algorithm, hex_digits(Z_STRVAL_P(expected), hex));
		if (match_fingerprint(cert, md, hex, err) != SUCCESS) {
			return FAILURE;
		}
	}
	ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

/* ---- all together ------------------------------------------------------------------------------- */

static zend_result refuse(long verified, xs_error *err)
{
	xs_error_set(err, XS_ERROR_INPUT, EPROTO, "TLS handshake: certificate verify failed (%s)",
		X509_verify_cert_error_string(verified));
	return FAILURE;
}

static zend_result verify(const struct xs_tls *tls, X509 *cert, const xs_options *opt, xs_error *err)
{
	const char *name = wants_name(opt, tls->ctx->server) ? tls->peer_name : NULL;
	long verified = SSL_get_verify_result(tls->ssl);
	if (SSL_get_verify_mode(tls->ssl) != SSL_VERIFY_NONE && verified != X509_V_OK
		&& !(verified == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT && XS_INT(opt, allow_self_signed, 0))) {
		return refuse(verified, err);
	}
	if (name && is_address(name) && X509_check_ip_asc(cert, name, 0) != 1) {
		return refuse(X509_V_ERR_IP_ADDRESS_MISMATCH, err);
	}
	if (name && !is_address(name)
		&& X509_check_host(cert, name, 0, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, NULL) != 1) {
		return refuse(X509_V_ERR_HOSTNAME_MISMATCH, err);
	}
	return match_fingerprints(cert, opt, err);
}

/* Did a server show by psk_client_cb's key who it is, now or when the session began? Whoever did so with a
 * certificate has it in the session. */
static bool knows_key(const struct xs_tls *tls)
{
	return !tls->ctx->server && tls->calls && Z_TYPE(tls->calls->on_psk) != IS_UNDEF
		&& SSL_CIPHER_get_auth_nid(SSL_get_current_cipher(tls->ssl)) != NID_auth_null;
}

/* The option for which there must be a certificate, or NULL. A handshake sees to that itself, but not with
 * ciphers without authentication, and not when it resumes a session that began where none was asked for. */
static const char *certificate_wanted_by(const struct xs_tls *tls, const xs_options *opt)
{
	int mode = SSL_get_verify_mode(tls->ssl);
	if ((mode & (tls->ctx->server ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_PEER)) && !knows_key(tls)) {
		return tls->ctx->server ? "client_certs" : "verify_peer";
	}
	return XS_GIVEN(opt, peer_fingerprint) ? "peer_fingerprint" : NULL;
}

zend_result xs_tls_verify_peer(const struct xs_tls *tls, const xs_options *opt, xs_error *err)
{
	X509 *cert = XS_GET1_PEER_CERTIFICATE(tls->ssl);
	const char *wanted = cert ? NULL : certificate_wanted_by(tls, opt);
	zend_result result = cert ? verify(tls, cert, opt, err) : SUCCESS;
	if (wanted) {
		xs_error_set(err, XS_ERROR_INPUT, EPROTO, "TLS handshake: the peer sent no certificate, %s wants one",
			wanted);
		result = FAILURE;
	}
	X509_free(cert);
	ERR_clear_error();
	return result;
}
