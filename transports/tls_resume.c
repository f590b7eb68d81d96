/* Which sessions may be resumed here: those of the same session id context (RFC 5246 and 8446 leave it to the
 * server; OpenSSL compares 32 bytes). By default that is a hash of who the server is, by the names in its
 * certificates, and of what it asks of clients. So the machines of a fleet resume each other's sessions
 * wherever their files lie, a renewed certificate ends none, and nobody who was let in by other rules, or by
 * another site, is let in here. */
#include "tls_ctx_parts.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>

static void add_bytes(EVP_MD_CTX *hash, const void *bytes, size_t n)
{
	EVP_DigestUpdate(hash, &n, sizeof(n)); /* else "ab", "c" and "a", "bc" were the same */
	EVP_DigestUpdate(hash, bytes, n);
}

/* The names a certificate is for: its alternative names, or where there are none its subject. They outlast a
 * renewal. */
static void add_names(EVP_MD_CTX *hash, const SSL_CTX *ctx)
{
	X509 *cert = SSL_CTX_get0_certificate(ctx);
	unsigned char *der = NULL;
	int at = cert ? X509_get_ext_by_NID(cert, NID_subject_alt_name, -1) : -1;
	if (at >= 0) {
		const ASN1_OCTET_STRING *names = X509_EXTENSION_get_data(X509_get_ext(cert, at));
		add_bytes(hash, ASN1_STRING_get0_data(names), (size_t) ASN1_STRING_length(names));
		return;
	}
	int n = cert ? i2d_X509_NAME(X509_get_subject_name(cert), &der) : -1;
	if (n > 0) {
		add_bytes(hash, der, (size_t) n);
	}
	OPENSSL_free(der);
}

/* Clients verified by other authorities are other clients. */
static void add_authorities(EVP_MD_CTX *hash, const xs_options *opt)
{
	char bytes[4096];
	int n;
	char path[MAXPATHLEN];
	const char *file = xs_tls_cafile(opt, path);
	BIO *bio = file ? BIO_new_file(file, "r") : NULL;
	while (bio && (n = BIO_read(bio, bytes, sizeof(bytes))) > 0) {
		add_bytes(hash, bytes, (size_t) n);
	}
	BIO_free(bio);
}

/* The rules for clients, as text. */
static void add_rules(EVP_MD_CTX *hash, const xs_options *opt)
{
	static const xs_option_id rules[] = { XS_OPT_verify_peer, XS_OPT_verify_peer_name, XS_OPT_peer_name,
		XS_OPT_verify_depth, XS_OPT_allow_self_signed, XS_OPT_peer_fingerprint, XS_OPT_client_certs,
		XS_OPT_capath };
	xs_options few = *opt; /* borrows the values */
	memset(few.given, 0, sizeof(few.given));
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		few.given[rules[i] / 64] |= opt->given[rules[i] / 64] & UINT64_C(1) << (rules[i] % 64);
	}
	zend_string *text = xs_tls_ctx_key(&few, true);
	add_bytes(hash, ZSTR_VAL(text), ZSTR_LEN(text));
	zend_string_release(text);
}

void xs_tls_set_session_context(xs_tls_ctx *self, const xs_options *opt)
{
	const zend_string *given = XS_STR(opt, session_id_context);
	unsigned char context[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	if (given) {
		SSL_CTX_set_session_id_context(self->main, (const unsigned char *) ZSTR_VAL(given),
			(unsigned) ZSTR_LEN(given));
		return;
	}
	EVP_MD_CTX *hash = EVP_MD_CTX_new();
	if (hash && EVP_DigestInit_ex(hash, EVP_sha256(), NULL) == 1) {
		add_names(hash, self->main);
		for (size_t i = 0; i < self->n_names; i++) {
			add_bytes(hash, self->names[i].pattern, strlen(self->names[i].pattern));
			add_names(hash, self->names[i].ctx);
		}
		add_rules(hash, opt);
		if (SSL_CTX_get_verify_mode(self->main) != SSL_VERIFY_NONE) {
			add_authorities(hash, opt);
		}
		EVP_DigestFinal_ex(hash, context, &n);
	}
	EVP_MD_CTX_free(hash);
	SSL_CTX_set_session_id_context(self->main, context, MIN(n, SSL_MAX_SID_CTX_LENGTH));
}
