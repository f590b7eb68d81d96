/* What TLS connections of one listener share: the SSL_CTX with certificates, keys and rules, built from the
 * ssl options once and checked then. By reference count: a store holds one, every connection one. */
#ifndef XS_TLS_CTX_H
#define XS_TLS_CTX_H

#include "../core/options.h"

#include "tls_compat.h"

#define XS_TICKET_KEY 80 /* bytes: 16 name, 32 HMAC, 32 AES */

typedef struct xs_tls_ctx xs_tls_ctx;

/* A certificate for a name clients ask for. */
struct xs_tls_name {
	char *pattern; /* "www.example.org" or "*.example.org"; owned */
	SSL_CTX *ctx;  /* one reference */
};

enum xs_client_certs { XS_CLIENT_CERTS_NONE, XS_CLIENT_CERTS_REQUEST, XS_CLIENT_CERTS_REQUIRE };

struct xs_tls_ctx {
	uint32_t refs;
	bool server, persistent;
	bool has_default;          /* main has a certificate of its own */
	bool told_of_capture;      /* that capture_peer_cert cannot be had: once is enough */
	bool ktls, ktls_required;  /* the kernel encrypts where it can; where it cannot, the handshake fails */
	SSL_CTX *main;             /* one reference; each SSL holds its own */
	struct xs_tls_name *names; /* owned */
	size_t n_names;
	unsigned char *alpn; /* wire format; owned */
	unsigned alpn_len;
	unsigned char *ticket_keys; /* n_ticket_keys * XS_TICKET_KEY; owned; NULL: the library's own */
	size_t n_ticket_keys;
	unsigned char *ocsp; /* DER; owned */
	size_t ocsp_len;
	FILE *keylog;               /* owned */
	int64_t not_after, read_at; /* Unix time: expiry of the first certificate, when it was read */
	xs_options opt;             /* the ssl options it was built from, allocated as this is; owned */
	zend_string *key;           /* those options as text, to find it again; NULL when persistent; owned */
	zval removed; /* ids of sessions that session_remove_cb has yet to be told of, a list, or undefined */
};

/* Builds one from ssl options. On success the caller owns a reference. On failure NULL, and *err says which
 * file or value is wrong, with OpenSSL's reason. Reads files; waits for nothing. */
xs_tls_ctx *xs_tls_ctx_new(const xs_options *opt, bool server, bool persistent, xs_error *err);

xs_tls_ctx *xs_tls_ctx_hold(xs_tls_ctx *ctx);
void xs_tls_ctx_release(xs_tls_ctx *ctx);

/* The ssl options as text: equal exactly when their content is. New string. */
zend_string *xs_tls_ctx_key(const xs_options *opt, bool server);

/* Records "what: OpenSSL's reason" and empties OpenSSL's error queue. */
void xs_tls_error(xs_error *err, const char *fmt, ...) ZEND_ATTRIBUTE_FORMAT(printf, 2, 3);

/* Callbacks find the context by the SSL, also after SNI gave it another SSL_CTX. */
void xs_tls_ctx_bind(SSL *ssl, xs_tls_ctx *ctx);
const xs_tls_ctx *xs_tls_ctx_of(const SSL *ssl);

#endif
