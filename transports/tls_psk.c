/* Keys both sides know beforehand instead of certificates (RFC 4279 for TLS 1.2, RFC 8446 section 2.2 for
 * 1.3): psk_client_cb and psk_server_cb answer with objects of ext/openssl's class Openssl\Psk. */
#include "tls_calls.h"

/* What a callback answered. */
struct key {
	zval answer;                    /* the object; owned */
	zend_string *secret, *identity; /* borrowed from it; the identity may be NULL */
};

static void complain(xs_error_kind kind, const char *text)
{
	xs_error err = XS_ERROR_INIT;
	if (!EG(exception)) {
		xs_error_set(&err, kind, 0, "%s", text);
		xs_error_raise(&err);
		xs_error_free(&err);
	}
}

static zend_string *property(zval *object, const char *name)
{
	zval unused,
		*value = zend_read_property(Z_OBJCE_P(object), Z_OBJ_P(object), name, strlen(name), true, &unused);
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}

/* 1: there is a key, and key->answer is the caller's. 0: the script has none. -1: an exception is on its way,
 * or the process is another one now. */
static int ask(SSL *ssl, const void *identity, size_t len, size_t most, struct key *key)
{
	xs_socket *sock = xs_tls_socket_of(ssl);
	struct xs_tls_calls *calls = XS_TLS(sock)->calls;
	bool client = identity == NULL;
	if (calls == NULL || Z_TYPE(calls->on_psk) == IS_UNDEF) {
		return 0;
	}
	if (!xs_tls_call(sock, &calls->on_psk, identity, len, &key->answer)) {
		return -1;
	}
	if (Z_TYPE(key->answer) == IS_NULL) {
		return 0;
	}
	if (!xs_tls_is_a(&key->answer, "Openssl\\Psk")) {
		complain(XS_ERROR_TYPE, "PSK callback must return Openssl\\Psk or null");
	} else if ((key->secret = property(&key->answer, "psk")) == NULL || ZSTR_LEN(key->secret) > most) {
		complain(XS_ERROR_VALUE, "PSK callback must return Openssl\\Psk with a key of at most 256 bytes");
	} else if (ZSTR_LEN(key->secret) == 0) { /* of a class that is not PHP's, which refuses it */
		complain(XS_ERROR_VALUE, "PSK callback must return Openssl\\Psk with a key that is not empty");
	} else if ((key->identity = property(&key->answer, "identity")) == NULL && client) {
		complain(XS_ERROR_VALUE, "Client PSK callback must return Openssl\\Psk with a non-null identity");
	} else if (client && ZSTR_LEN(key->identity) > XS_PSK_IDENTITY) {
		complain(XS_ERROR_VALUE,
			"Client PSK callback must return Openssl\\Psk with an identity of at most 128 bytes");
	} else {
		return 1;
	}
	zval_ptr_dtor(&key->answer);
	return -1;
}

/* ---- TLS 1.2 ------------------------------------------------------------------------------------ */

#ifndef OPENSSL_NO_PSK

static unsigned give_client_key(SSL *ssl, const char *hint, char *identity, unsigned identity_size,
	unsigned char *secret, unsigned secret_size)
{
	struct key key;
	(void) hint;
	if (ask(ssl, NULL, 0, MIN(secret_size, XS_PSK_KEY), &key) != 1) {
		return 0;
	}
	unsigned n = (unsigned) ZSTR_LEN(key.secret);
	if (ZSTR_LEN(key.identity) >= identity_size) {
		n = 0;
	} else {
		memcpy(identity, ZSTR_VAL(key.identity), ZSTR_LEN(key.identity) + 1);
		memcpy(secret, ZSTR_VAL(key.secret), n);
	}
	zval_ptr_dtor(&key.answer);
	return n;
}

static unsigned give_server_key(SSL *ssl, const char *identity, unsigned char *secret, unsigned secret_size)
{
	struct key key;
	/* For TLS 1.3 OpenSSL asks here, too, when find_session() knew nobody of that name. */
	if (identity == NULL || SSL_version(ssl) >= TLS1_3_VERSION
		|| ask(ssl, identity, strlen(identity), MIN(secret_size, XS_PSK_KEY), &key) != 1) {
		return 0;
	}
	unsigned n = (unsigned) ZSTR_LEN(key.secret);
	memcpy(secret, ZSTR_VAL(key.secret), n);
	zval_ptr_dtor(&key.answer);
	return n;
}

#endif

/* ---- TLS 1.3 ------------------------------------------------------------------------------------ */

/* A key goes with a hash, and the hash with a cipher suite: SHA-256, unless the server wants the other. */
static SSL_SESSION *make_session(SSL *ssl, const zend_string *secret, const EVP_MD *md)
{
	static const unsigned char suites[][2] = { { 0x13, 0x01 }, { 0x13, 0x02 } };
	const SSL_CIPHER *cipher = NULL;
	for (size_t i = 0; i < (md ? 2 : 1) && cipher == NULL; i++) {
		cipher = SSL_CIPHER_find(ssl, suites[i]);
		if (cipher && md && SSL_CIPHER_get_handshake_digest(cipher) != md) {
			cipher = NULL;
		}
	}
	SSL_SESSION *session = cipher ? SSL_SESSION_new() : NULL;
	if (session
		&& (SSL_SESSION_set1_master_key(session, (const unsigned char *) ZSTR_VAL(secret), ZSTR_LEN(secret))
				!= 1
			|| SSL_SESSION_set_cipher(session, cipher) != 1
			|| SSL_SESSION_set_protocol_version(session, TLS1_3_VERSION) != 1
			|| SSL_SESSION_set_max_early_data(session, SSL_get_max_early_data(ssl)) != 1)) {
		SSL_SESSION_free(session);
		session = NULL;
	}
	return session;
}

static int use_session(SSL *ssl, const EVP_MD *md, const unsigned char **id, size_t *id_len,
	SSL_SESSION **session)
{
	struct key key;
	*id = NULL;
	*id_len = 0;
	*session = NULL;
	int asked = ask(ssl, NULL, 0, XS_PSK_KEY, &key);
	if (asked != 1) {
		return asked == 0; /* without a key it goes on with certificates */
	}
	struct xs_tls_calls *calls = XS_TLS(xs_tls_socket_of(ssl))->calls;
	*session = make_session(ssl, key.secret, md);
	if (*session) {
		memcpy(calls->identity, ZSTR_VAL(key.identity), ZSTR_LEN(key.identity));
		*id = calls->identity;
		*id_len = ZSTR_LEN(key.identity);
	}
	zval_ptr_dtor(&key.answer);
	return *session || md;
}

static int find_session(SSL *ssl, const unsigned char *identity, size_t len, SSL_SESSION **session)
{
	struct key key;
	*session = NULL;
	int asked = ask(ssl, identity, len, XS_PSK_KEY, &key);
	if (asked != 1) {
		return asked == 0;
	}
	*session = make_session(ssl, key.secret, NULL);
	zval_ptr_dtor(&key.answer);
	return *session != NULL;
}

/* The library chooses the cipher suite first, and passes over keys whose hash is not the suite's: a server
 * with a certificate, too, would have taken nobody by his key. So suites with SHA-256 come first. */
static void prefer_sha256(SSL *ssl)
{
	STACK_OF(SSL_CIPHER) *all = SSL_get_ciphers(ssl);
	smart_str list = { 0 };
	for (int others = 0; others < 2; others++) {
		for (int i = 0; i < sk_SSL_CIPHER_num(all); i++) {
			const SSL_CIPHER *cipher = sk_SSL_CIPHER_value(all, i);
			const EVP_MD *md = SSL_CIPHER_get_handshake_digest(cipher);
			if (SSL_CIPHER_get_protocol_id(cipher) >> 8 == 0x13
				&& others == (EVP_MD_type(md) != NID_sha256)) {
				smart_str_appends(&list, list.s ? ":" : "");
				smart_str_appends(&list, SSL_CIPHER_get_name(cipher));
			}
		}
	}
	smart_str_0(&list);
	if (list.s) {
		SSL_set_ciphersuites(ssl, ZSTR_VAL(list.s));
	}
	smart_str_free(&list);
}

void xs_tls_set_psk(SSL *ssl, bool server)
{
	if (!xs_tls_ctx_of(ssl)->opt.as_core) {
		prefer_sha256(ssl);
	}
	if (server) {
#ifndef OPENSSL_NO_PSK
		SSL_set_psk_server_callback(ssl, give_server_key);
#endif
		SSL_set_psk_find_session_callback(ssl, find_session);
	} else {
#ifndef OPENSSL_NO_PSK
		SSL_set_psk_client_callback(ssl, give_client_key);
#endif
		SSL_set_psk_use_session_callback(ssl, use_session);
	}
}
