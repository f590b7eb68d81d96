/* What a script has a say in while a TLS connection begins and is used: its callbacks, and what is to be told
 * to them.
 *
 * No PHP code runs in the middle of OpenSSL (I16) where it can be helped: new and removed sessions and early
 * data are noted here, and told at the edge by xs_tls_tell(), behind the accept, read, write or enable_crypto
 * that met them. Two cannot wait, a handshake needs their answer: psk_client_cb and psk_server_cb, and
 * session_get_cb. For them xs_tls_call() sees to it that the script can neither close nor use the stream
 * meanwhile; that what it throws ends the handshake; and that a child it forks says nothing on the
 * connection. Set-ups of a listener call them from accept alone, never from a cast for select. */
#ifndef XS_TLS_CALLS_H
#define XS_TLS_CALLS_H

#include "tls_layer.h"

#include "zend_smart_str.h"

/* Bytes at most, as in Openssl\Psk. */
#define XS_PSK_IDENTITY 128
#define XS_PSK_KEY 256

struct xs_tls_calls {
	/* Closures, or undefined; owned. */
	zval on_new, on_get, on_remove, on_psk, on_early;
	SSL_SESSION **fresh; /* sessions to be told to on_new; one reference each; owned */
	size_t n_fresh;
	smart_str early;         /* early data to be told to on_early; owned */
	zend_string *early_data; /* what a client sends early, early_sent bytes are out; owned; or NULL */
	size_t early_sent;
	unsigned char identity[XS_PSK_IDENTITY]; /* OpenSSL borrows it from psk_client_cb's answer */
	bool early_now, early_done;              /* early data may come or go; it was tried */
	bool busy;                               /* a callback runs in the middle of the handshake */
};

/* For a connection that begins, NULL when it has nothing of this. FAILURE: it is persistent, and a callback
 * would outlive its request; *err says so. */
zend_result xs_tls_calls_new(const xs_options *opt, bool server, bool persistent, struct xs_tls_calls **out,
	xs_error *err);

/* session_data, and what the SSL must know of the callbacks. When everything else is set. */
zend_result xs_tls_calls_attach(xs_socket *sock, const xs_options *opt, bool server, xs_error *err);

void xs_tls_calls_free(struct xs_tls_calls *calls, bool persistent);

/* SSL_do_handshake(3), with early data before it. */
int xs_tls_calls_step(xs_socket *sock);

/* Runs a callback in the middle of a handshake: `text` is its second argument, NULL when it has none. False:
 * it threw, or it is another process now. On success *ret is the caller's. Makes an early stream where there
 * is none. */
bool xs_tls_call(xs_socket *sock, zval *callback, const void *text, size_t len, zval *ret);

/* The socket OpenSSL calls back about. */
xs_socket *xs_tls_socket_of(const SSL *ssl);

/* How many bytes of early data a server with these options takes. */
uint32_t xs_tls_most_early(const xs_options *opt);

/* Do the options go together? Not for core's names, whose rules are core's. */
zend_result xs_tls_check_calls(const xs_options *opt, bool server, xs_error *err);

/* The options that OpenSSL wants on the SSL_CTX: new, get and remove sessions. In tls_session.c. */
void xs_tls_set_session_calls(xs_tls_ctx *self, const xs_options *opt);

/* The session of session_data for the next handshake. In tls_session.c. */
zend_result xs_tls_set_session(SSL *ssl, const xs_options *opt, xs_error *err);

/* An Openssl\Session object, or undefined when it could not be made: then an exception says why. Runs PHP
 * code. In tls_session.c. */
void xs_tls_session_object(SSL_SESSION *session, zval *out);

/* psk_client_cb or psk_server_cb. In tls_psk.c. */
void xs_tls_set_psk(SSL *ssl, bool server);

/* Is the value an object of that class? Loads nothing. */
bool xs_tls_is_a(const zval *value, const char *class_name);

#endif
