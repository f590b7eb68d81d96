/* Sessions that scripts keep: between OpenSSL's and the objects of ext/openssl's class Openssl\Session, which
 * are only met through their methods export() and import(). */
#include "tls_calls.h"

#include "zend_interfaces.h"

#include <openssl/err.h>

#define ENCODING_DER 0 /* OPENSSL_ENCODING_DER */
#define MOST_REMOVED 1024
#define MOST_FRESH 64 /* a server may send tickets while a read waits for data, and waits */

static SSL_SESSION *from_der(const zend_string *der)
{
	const unsigned char *p = (const unsigned char *) ZSTR_VAL(der);
	SSL_SESSION *session = d2i_SSL_SESSION(NULL, &p, (long) ZSTR_LEN(der));
	ERR_clear_error();
	return session;
}

static zend_string *to_der(SSL_SESSION *session)
{
	int n = i2d_SSL_SESSION(session, NULL);
	if (n <= 0) {
		return NULL;
	}
	zend_string *der = zend_string_alloc((size_t) n, 0);
	unsigned char *p = (unsigned char *) ZSTR_VAL(der);
	i2d_SSL_SESSION(session, &p);
	ZSTR_VAL(der)[n] = '\0';
	return der;
}

/* What the object's export() gives, NULL when it threw. Runs PHP code. */
static zend_string *exported(zval *object)
{
	zval format, der;
	ZVAL_LONG(&format, ENCODING_DER);
	ZVAL_UNDEF(&der);
	zend_call_method_with_1_params(Z_OBJ_P(object), Z_OBJCE_P(object), NULL, "export", &der, &format);
	if (Z_TYPE(der) != IS_STRING) {
		zval_ptr_dtor(&der);
		return NULL;
	}
	return Z_STR(der);
}

/* Text of PEM or DER as DER, NULL when it is neither. */
static zend_string *normalized(const zend_string *text)
{
	static char passphrase[] = ""; /* without one OpenSSL asks at the terminal when the text is encrypted */
	SSL_SESSION *session = from_der(text);
	if (session == NULL) {
		BIO *bio = BIO_new_mem_buf(ZSTR_VAL(text), (int) MIN(ZSTR_LEN(text), INT_MAX));
		session = bio ? PEM_read_bio_SSL_SESSION(bio, NULL, NULL, passphrase) : NULL;
		BIO_free(bio);
		ERR_clear_error();
	}
	zend_string *der = session ? to_der(session) : NULL;
	SSL_SESSION_free(session);
	return der;
}

zend_string *xs_tls_session_der(zval *value)
{
	if (Z_TYPE_P(value) == IS_STRING) {
		return normalized(Z_STR_P(value));
	}
	return xs_tls_is_a(value, "Openssl\\Session") ? exported(value) : NULL;
}

void xs_tls_session_object(SSL_SESSION *session, zval *out)
{
	zval der, format;
	zend_string *name = zend_string_init(ZEND_STRL("Openssl\\Session"), 0);
	zend_class_entry *ce = zend_lookup_class(name);
	zend_string *text = to_der(session);
	zend_string_release(name);
	ZVAL_UNDEF(out);
	if (ce && text) {
		ZVAL_STR(&der, text);
		ZVAL_LONG(&format, ENCODING_DER);
		zend_call_method_with_2_params(NULL, ce, NULL, "import", out, &der, &format);
	}
	if (text) {
		zend_string_release(text);
	}
}

/* ---- clients ------------------------------------------------------------------------------------ */

zend_result xs_tls_set_session(SSL *ssl, const xs_options *opt, xs_error *err)
{
	if (!XS_GIVEN(opt, session_data)) {
		return SUCCESS;
	}
	SSL_SESSION *session = from_der(XS_STR(opt, session_data));
	int done = session ? SSL_set_session(ssl, session) : 0;
	SSL_SESSION_free(session);
	if (done == 1) {
		return SUCCESS;
	}
	ERR_clear_error();
	if (opt->as_core) {
		xs_error_set(err, XS_ERROR_CRYPTO, 0,
			"Failed to set session for resumption, falling back to full handshake");
	} else {
		xs_error_set(err, XS_ERROR_INPUT, 0, "TLS: session_data cannot be used for a connection");
	}
	return FAILURE;
}

/* ---- what OpenSSL calls ------------------------------------------------------------------------- */

/* It is told later. */
static int on_new(SSL *ssl, SSL_SESSION *session)
{
	struct xs_tls_calls *calls = XS_TLS(xs_tls_socket_of(ssl))->calls;
	if (calls && Z_TYPE(calls->on_new) != IS_UNDEF && calls->n_fresh < MOST_FRESH
		&& SSL_SESSION_up_ref(session) == 1) {
		calls->fresh = erealloc(calls->fresh, (calls->n_fresh + 1) * sizeof(*calls->fresh));
		calls->fresh[calls->n_fresh++] = session;
	}
	return 0;
}

/* This cannot wait. */
static SSL_SESSION *on_get(SSL *ssl, const unsigned char *id, int len, int *copy)
{
	xs_socket *sock = xs_tls_socket_of(ssl);
	struct xs_tls_calls *calls = XS_TLS(sock)->calls;
	SSL_SESSION *session = NULL;
	zend_string *der;
	zval answer;
	*copy = 0; /* the reference is OpenSSL's */
	if (calls == NULL || Z_TYPE(calls->on_get) == IS_UNDEF
		|| !xs_tls_call(sock, &calls->on_get, id, (size_t) len, &answer)) {
		return NULL;
	}
	if (xs_tls_is_a(&answer, "Openssl\\Session")) {
		der = exported(&answer);
		session = der ? from_der(der) : NULL;
		if (der) {
			zend_string_release(der);
		}
	} else if (Z_TYPE(answer) != IS_NULL) {
		xs_error err = XS_ERROR_INIT;
		xs_error_set(&err, XS_ERROR_TYPE, 0, "session_get_cb return type must be null or Openssl\\Session");
		xs_error_raise(&err);
		xs_error_free(&err);
	}
	zval_ptr_dtor(&answer);
	return session;
}

/* It is told later, for any connection of the same SSL_CTX. */
static void on_remove(SSL_CTX *ctx, SSL_SESSION *session)
{
	xs_tls_ctx *self = SSL_CTX_get_app_data(ctx);
	unsigned len;
	const unsigned char *id = SSL_SESSION_get_id(session, &len);
	if (Z_TYPE(self->removed) == IS_UNDEF) {
		array_init(&self->removed);
	}
	if (zend_hash_num_elements(Z_ARRVAL(self->removed)) < MOST_REMOVED) {
		add_next_index_stringl(&self->removed, (const char *) id, len);
	}
}

void xs_tls_set_session_calls(xs_tls_ctx *self, const xs_options *opt)
{
	SSL_CTX *ctx = self->main;
	bool external = self->server && XS_GIVEN(opt, session_get_cb);
	/* A server of core's has sessions only when it was asked for them. */
	bool tells = !self->server || external || !opt->as_core || XS_INT(opt, session_cache, 0);
	if (XS_GIVEN(opt, session_new_cb) && tells) {
		SSL_CTX_sess_set_new_cb(ctx, on_new);
	}
	if (!self->server) {
		if (XS_GIVEN(opt, session_new_cb)) {
			SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
		}
		return;
	}
	if (external) {
		SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL);
		SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
		SSL_CTX_sess_set_get_cb(ctx, on_get);
		SSL_CTX_set_app_data(ctx, self);
		if (XS_GIVEN(opt, session_remove_cb)) {
			SSL_CTX_sess_set_remove_cb(ctx, on_remove);
		}
	} else if (xs_tls_most_early(opt) > 0 && SSL_CTX_get_session_cache_mode(ctx) == SSL_SESS_CACHE_OFF) {
		SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_SERVER); /* each is used once, so all are kept */
	}
}
