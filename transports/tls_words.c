/* The rest of tls_as_core.h: what core says when TLS fails, and what it checks behind a handshake. */
#include "../os/sock.h"
#include "tls_as_core.h"
#include "zend_smart_str.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

char *xs_tls_words_as_core(int what, int code, bool persistent)
{
	smart_str text = { 0 };
	char reason[512];
	unsigned long error = ERR_get_error();
	if (error == 0 && what == SSL_ERROR_SYSCALL) {
		xs_os_strerror(code, reason, sizeof(reason));
		smart_str_append_printf(&text, "SSL: %s", reason);
	} else if (ERR_GET_REASON(error) == SSL_R_NO_SHARED_CIPHER) {
		smart_str_appends(&text,
			"SSL_R_NO_SHARED_CIPHER: no suitable shared cipher could be used.  This could be because the "
			"server is missing "
			"an SSL certificate (local_cert context option)");
	} else {
		smart_str_append_printf(&text, "SSL operation failed with code %d. ", what);
		for (const char *between = "OpenSSL Error messages:\n"; error;
			 error = ERR_get_error(), between = "\n") {
			ERR_error_string_n(error, reason, sizeof(reason));
			smart_str_appends(&text, between);
			smart_str_appends(&text, reason);
		}
	}
	smart_str_0(&text);
	ERR_clear_error();
	char *words = pestrdup(ZSTR_VAL(text.s), persistent);
	smart_str_free(&text);
	return words;
}

static zend_result say(xs_error *err, const char *text)
{
	xs_error_set(err, XS_ERROR_CRYPTO, 0, "%s", text);
	return FAILURE;
}

static bool has_digest(X509 *cert, const char *algorithm, const char *expected)
{
	const EVP_MD *md = EVP_get_digestbyname(algorithm);
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1] = "";
	unsigned n;
	if (md == NULL || X509_digest(cert, md, digest, &n) != 1) {
		return false;
	}
	for (unsigned i = 0; i < n; i++) {
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	}
	return strcasecmp(hex, expected) == 0;
}

/* A lone string is under key 0: then its length tells the digest. What is of no use: see
 * xs_like_core_convert(). */
static zend_result check_fingerprint(X509 *cert, HashTable *expected, xs_error *err)
{
	zend_string *algorithm;
	zval *value;
	bool all = true;
	if (zend_hash_num_elements(expected) == 0) {
		return say(err,
			"Invalid peer_fingerprint array; [algo => fingerprint] form required\fpeer_fingerprint match "
			"failure");
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(expected, algorithm, value) {
		if (Z_TYPE_P(value) != IS_STRING) {
			return say(err, "Expected peer fingerprint must be a string or an array");
		}
		const char *name = algorithm  ? ZSTR_VAL(algorithm)
			: Z_STRLEN_P(value) == 32 ? "md5"
			: Z_STRLEN_P(value) == 40 ? "sha1"
									  : "none of that length";
		all = all && has_digest(cert, name, Z_STRVAL_P(value));
	}
	ZEND_HASH_FOREACH_END();
	return all ? SUCCESS : say(err, "peer_fingerprint match failure");
}

/* Does it say by other means than its CN which services it is for (RFC 6125, 6.4.4)? Then the CN does not
 * count. Core knows that since 2026. */
static bool names_services(X509 *cert)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
	bool found = false;
	for (int i = 0; i < sk_GENERAL_NAME_num(names) && !found; i++) {
		const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
		char type[32] = "";
		if (name->type == GEN_OTHERNAME) {
			OBJ_obj2txt(type, sizeof(type), name->d.otherName->type_id, 1);
		}
		found = name->type == GEN_DNS || name->type == GEN_URI
			|| strcmp(type, "1.3.6.1.5.5.7.8.7") == 0; /* SRV */
	}
	GENERAL_NAMES_free(names);
	return found;
}

static zend_result check_name(X509 *cert, const char *name, xs_error *err)
{
	char dotted[256];
	bool alternatives = names_services(cert);
	unsigned flags = alternatives ? X509_CHECK_FLAG_NEVER_CHECK_SUBJECT
								  : X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT;
	snprintf(dotted, sizeof(dotted), "%s.", name); /* as some certificates have it */
	if (X509_check_host(cert, name, 0, flags, NULL) == 1
		|| (strlen(name) < sizeof(dotted) - 1
			&& X509_check_host(cert, dotted, 0, alternatives ? flags : 0, NULL) == 1)
		|| X509_check_ip_asc(cert, name, 0) == 1) {
		return SUCCESS;
	}
	if (alternatives) {
		xs_error_set(err, XS_ERROR_CRYPTO, 0,
			"Peer certificate subjectAltName did not match expected name `%s'", name);
		return FAILURE;
	}
	int at = X509_NAME_get_index_by_NID(X509_get_subject_name(cert), NID_commonName, -1);
	if (at < 0) {
		return say(err, "Unable to locate peer certificate CN");
	}
	const ASN1_STRING *cn = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(X509_get_subject_name(cert), at));
	const char *common = (const char *) ASN1_STRING_get0_data(cn);
	int n = ASN1_STRING_length(cn);
	if (memchr(common, 0, (size_t) n)) {
		xs_error_set(err, XS_ERROR_CRYPTO, 0, "Peer certificate CN=`%.*s' is malformed", n, common);
	}
	xs_error_set(err, XS_ERROR_CRYPTO, 0, "Peer certificate CN=`%.*s' did not match expected CN=`%s'", n,
		common, name);
	return FAILURE;
}

zend_result xs_tls_verify_as_core(SSL *ssl, const xs_tls_ctx *ctx, const char *expected, xs_error *err)
{
	const xs_options *opt = &ctx->opt;
	bool peer = XS_INT(opt, verify_peer, !ctx->server), name = XS_INT(opt, verify_peer_name, !ctx->server);
	bool fingerprint = XS_GIVEN(opt, peer_fingerprint);
	X509 *cert = peer || name || fingerprint ? XS_GET1_PEER_CERTIFICATE(ssl) : NULL;
	long verified = SSL_get_verify_result(ssl);
	zend_result result = SUCCESS;

	if (!peer && !name && !fingerprint) {
		return SUCCESS;
	}
	if (cert == NULL) {
		return say(err, "Could not get peer certificate");
	}
	if (peer && verified != X509_V_OK
		&& !(verified == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT && XS_INT(opt, allow_self_signed, 0))) {
		xs_error_set(err, XS_ERROR_CRYPTO, 0, "Could not verify peer: code:%ld %s", verified,
			X509_verify_cert_error_string(verified));
		result = FAILURE;
	} else if (fingerprint && check_fingerprint(cert, opt->v[XS_OPT_peer_fingerprint].a, err) != SUCCESS) {
		result = FAILURE;
	} else if (name) {
		result = expected ? check_name(cert, expected, err) : say(err, "");
	}
	X509_free(cert);
	return result;
}
