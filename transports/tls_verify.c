/* Is the peer who it should be? Certificate chains and names are OpenSSL's work during the handshake; here is
 * what comes behind it. */
#include "tls_layer.h"

#include <openssl/x509v3.h>

static zend_result check_digest(X509 *cert, const char *algorithm, const char *expected, xs_error *err)
{
	const EVP_MD *md = EVP_get_digestbyname(algorithm);
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1];
	unsigned n;
	if (md == NULL || X509_digest(cert, md, digest, &n) != 1) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "peer_fingerprint: unknown digest \"%s\"", algorithm);
		return FAILURE;
	}
	for (unsigned i = 0; i < n; i++) {
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	}
	if (strcasecmp(hex, expected) != 0) {
		xs_error_set(err, XS_ERROR_INPUT, EPROTO,
			"TLS handshake: the peer's certificate has another fingerprint (%s %s)", algorithm, hex);
		return FAILURE;
	}
	return SUCCESS;
}

static const char *algorithm_by_length(size_t n)
{
	return n == 32 ? "md5" : n == 40 ? "sha1" : n == 64 ? "sha256" : "of that length";
}

zend_result xs_tls_verify_peer(const xs_socket *sock, const xs_options *opt, xs_error *err)
{
	zend_string *algorithm;
	zval *expected;
	zend_result result = SUCCESS;
	if (!XS_GIVEN(opt, peer_fingerprint)) {
		return SUCCESS;
	}
	X509 *cert = XS_GET1_PEER_CERTIFICATE(XS_TLS(sock)->ssl);
	if (cert == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, EPROTO,
			"TLS handshake: the peer sent no certificate, peer_fingerprint wants one");
		return FAILURE;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(opt->v[XS_OPT_peer_fingerprint].a, algorithm, expected) {
		if (Z_TYPE_P(expected) != IS_STRING) {
			xs_error_set(err, XS_ERROR_INPUT, 0, "peer_fingerprint: must be strings");
			result = FAILURE;
		} else if (result == SUCCESS) {
			result = check_digest(cert,
				algorithm ? ZSTR_VAL(algorithm) : algorithm_by_length(Z_STRLEN_P(expected)),
				Z_STRVAL_P(expected), err);
		}
	}
	ZEND_HASH_FOREACH_END();
	X509_free(cert);
	return result;
}
