/* What is told about a TLS connection. */
#include "tls_calls.h"
#include "tls_layer.h"
#include "tls_store.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

static void add_alpn(zval *array, const char *key, SSL *ssl)
{
	const unsigned char *name;
	unsigned n;
	SSL_get0_alpn_selected(ssl, &name, &n);
	if (name) {
		add_assoc_stringl(array, key, (const char *) name, n);
	}
}

void xs_tls_add_meta(const xs_socket *sock, zval *meta)
{
	zval crypto;
	if (!xs_tls_is_up(sock)) {
		return;
	}
	const struct xs_tls *tls = XS_TLS(sock);
	const SSL_CIPHER *cipher = SSL_get_current_cipher(tls->ssl);
	array_init(&crypto);
	add_assoc_string(&crypto, "protocol", SSL_get_version(tls->ssl));
	add_assoc_string(&crypto, "cipher_name", SSL_CIPHER_get_name(cipher));
	add_assoc_long(&crypto, "cipher_bits", SSL_CIPHER_get_bits(cipher, NULL));
	add_assoc_string(&crypto, "cipher_version", SSL_CIPHER_get_version(cipher));
	add_assoc_bool(&crypto, "session_reused", SSL_session_reused(tls->ssl));
	if (tls->calls && tls->calls->early_done) {
		int status = SSL_get_early_data_status(tls->ssl);
		add_assoc_string(&crypto, "early_data",
			status == SSL_EARLY_DATA_ACCEPTED       ? "accepted"
				: status == SSL_EARLY_DATA_REJECTED ? "rejected"
													: "not_sent");
	}
	add_alpn(&crypto, "alpn_protocol", tls->ssl);
	if (tls->eof) {
		add_assoc_bool(&crypto, "close_notify", !tls->truncated);
	}
	add_assoc_zval(meta, "crypto", &crypto);
}

static void add_certificate(zval *info, SSL *ssl)
{
	X509 *cert = XS_GET1_PEER_CERTIFICATE(ssl);
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1], *text;
	unsigned n;
	if (cert == NULL) {
		return;
	}
	BIO *bio = BIO_new(BIO_s_mem());
	if (bio && X509_NAME_print_ex(bio, X509_get_subject_name(cert), 0, XN_FLAG_RFC2253) >= 0) {
		long size = BIO_get_mem_data(bio, &text);
		add_assoc_stringl(info, "peer_subject", text, (size_t) size);
	}
	if (X509_digest(cert, EVP_sha256(), digest, &n) == 1) {
		for (unsigned i = 0; i < n; i++) {
			snprintf(hex + 2 * i, 3, "%02x", digest[i]);
		}
		add_assoc_string(info, "peer_fingerprint", hex);
	}
	if (bio && BIO_reset(bio) == 1 && PEM_write_bio_X509(bio, cert) == 1) {
		long size = BIO_get_mem_data(bio, &text);
		add_assoc_stringl(info, "peer_certificate_pem", text, (size_t) size);
	}
	BIO_free(bio);
	X509_free(cert);
	ERR_clear_error();
}

static void add_listener_info(const xs_socket *sock, zval *info)
{
	const xs_tls_ctx *ctx = sock->tls_store ? sock->tls_store->kept[0].ctx : NULL;
	zval table;
	if (ctx == NULL) {
		return;
	}
	array_init(&table);
	add_assoc_long(&table, "certificate_expires", (zend_long) ctx->not_after);
	add_assoc_long(&table, "certificate_read", (zend_long) ctx->read_at);
	add_assoc_long(&table, "sessions", SSL_CTX_sess_number(ctx->main));
	add_assoc_zval(info, "tls", &table);
}

void xs_tls_add_info(const xs_socket *sock, zval *info)
{
	zval table;
	if (sock->flags & XS_F_LISTENING) {
		add_listener_info(sock, info);
		return;
	}
	if (sock->layer != &xs_layer_tls) {
		return;
	}
	if (!xs_tls_is_up(sock)) {
		array_init(&table);
		add_assoc_string(&table, "wants", XS_TLS(sock)->want == XS_WANT_WRITE ? "write" : "read");
		add_assoc_zval(info, "tls", &table);
		return;
	}
	SSL *ssl = XS_TLS(sock)->ssl;
	const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl);
	const char *sni = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
	array_init(&table);
	add_assoc_string(&table, "version", SSL_get_version(ssl));
	add_assoc_string(&table, "cipher", SSL_CIPHER_get_name(cipher));
	add_assoc_long(&table, "bits", SSL_CIPHER_get_bits(cipher, NULL));
	add_alpn(&table, "alpn", ssl);
	if (sni) {
		add_assoc_string(&table, "sni", sni);
	}
	add_assoc_bool(&table, "resumed", SSL_session_reused(ssl));
	add_assoc_bool(&table, "ktls", XS_TLS(sock)->ktls);
	add_certificate(&table, ssl);
	add_assoc_zval(info, "tls", &table);
}
