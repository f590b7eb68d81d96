/* What differs between OpenSSL 1.1.1, 3 and 4: the TLS files' part of xs_compat.h. */
#ifndef XS_TLS_COMPAT_H
#define XS_TLS_COMPAT_H

#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#if OPENSSL_VERSION_NUMBER >= 0x30000000L

#include <openssl/core_names.h>
#include <openssl/params.h>

typedef EVP_MAC_CTX XS_HMAC_CTX;
#define XS_SET_TICKET_CB(ctx, cb) SSL_CTX_set_tlsext_ticket_key_evp_cb(ctx, cb)
#define XS_GET1_PEER_CERTIFICATE(ssl) SSL_get1_peer_certificate(ssl)

static inline int xs_hmac_key(EVP_MAC_CTX *hmac, const unsigned char *key, size_t n)
{
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, (void *) key, n),
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *) "SHA256", 0),
		OSSL_PARAM_construct_end(),
	};
	return EVP_MAC_CTX_set_params(hmac, params);
}

static inline int xs_use_dh_param(SSL_CTX *ctx, BIO *bio)
{
	EVP_PKEY *params = PEM_read_bio_Parameters(bio, NULL);
	if (params && SSL_CTX_set0_tmp_dh_pkey(ctx, params) == 1) {
		return 1;
	}
	EVP_PKEY_free(params);
	return 0;
}

#else

typedef HMAC_CTX XS_HMAC_CTX;
#define XS_SET_TICKET_CB(ctx, cb) SSL_CTX_set_tlsext_ticket_key_cb(ctx, cb)
#define XS_GET1_PEER_CERTIFICATE(ssl) SSL_get_peer_certificate(ssl)
#define ERR_SYSTEM_ERROR(code) (ERR_GET_LIB(code) == ERR_LIB_SYS)

static inline int xs_hmac_key(HMAC_CTX *hmac, const unsigned char *key, size_t n)
{
	return HMAC_Init_ex(hmac, key, (int) n, EVP_sha256(), NULL);
}

static inline int xs_use_dh_param(SSL_CTX *ctx, BIO *bio)
{
	DH *params = PEM_read_bio_DHparams(bio, NULL, NULL, NULL);
	int done = params ? (int) SSL_CTX_set_tmp_dh(ctx, params) : 0;
	DH_free(params);
	return done;
}

#endif

/* Kernel TLS: from 3.0 on, when built for a system that has it. The controls are those OpenSSL sends to a
 * BIO over a socket; <openssl/bio.h> lists them, two by name and three in a comment. A library with other
 * numbers gets 0 for an answer and encrypts by itself. */
#define XS_BIO_SET_KTLS 72
#define XS_BIO_GET_KTLS_SEND 73
#define XS_BIO_SET_RECORD_TYPE 74
#define XS_BIO_CLEAR_RECORD_TYPE 75
#if defined(SSL_OP_ENABLE_KTLS) && !defined(OPENSSL_NO_KTLS)
#define XS_TLS_LIBRARY_KTLS 1
#define XS_TLS_OP_KTLS SSL_OP_ENABLE_KTLS
#else
#define XS_TLS_LIBRARY_KTLS 0
#define XS_TLS_OP_KTLS 0
#endif

/* A peer that closes without close_notify: from 4 on OpenSSL would let nothing be written to it any more. Our
 * BIO tells us what it was. */
#ifdef SSL_OP_IGNORE_UNEXPECTED_EOF
#define XS_TLS_OP_HALF_CLOSED SSL_OP_IGNORE_UNEXPECTED_EOF
#else
#define XS_TLS_OP_HALF_CLOSED 0
#endif

#endif
