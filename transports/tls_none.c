/* Builds without OpenSSL: every call that would need it says so. */
#include "tls.h"

static zend_result refuse(xs_error *err)
{
	xs_error_set(err, XS_ERROR_INPUT, 0, "xsock is built without OpenSSL");
	return FAILURE;
}

const char *xs_tls_library(void)
{
	return NULL;
}

bool xs_tls_ktls_possible(void)
{
	return false;
}

bool xs_tls_sends_in_kernel(const xs_socket *sock)
{
	(void) sock;
	return false;
}

void xs_tls_startup(void)
{
}

void xs_tls_shutdown(void)
{
}

xs_tls_store *xs_tls_store_new(const xs_options *given, const char *host, bool persistent)
{
	(void) given, (void) host, (void) persistent;
	return NULL;
}

xs_tls_store *xs_tls_store_hold(xs_tls_store *store)
{
	return store;
}

void xs_tls_store_release(xs_tls_store *store)
{
	(void) store;
}

zend_result xs_tls_store_reload(xs_tls_store *store, xs_error *err)
{
	(void) store;
	return refuse(err);
}

void xs_tls_store_give(xs_tls_store *store, const xs_options *opt)
{
	(void) store, (void) opt;
}

zend_string *xs_tls_take_warning(const xs_socket *sock)
{
	(void) sock;
	return NULL;
}

zend_result xs_tls_prepare(xs_tls_store *store, const xs_options *opt, bool server, xs_error *err)
{
	(void) store, (void) opt, (void) server;
	return refuse(err);
}

const char *xs_tls_store_host(const xs_tls_store *store)
{
	(void) store;
	return NULL;
}

zend_result xs_tls_handshake_wait(xs_socket *sock, xs_deadline deadline, xs_error *err)
{
	(void) sock, (void) deadline;
	return refuse(err);
}

zend_result xs_tls_begin(xs_socket *sock, const xs_options *opt, bool server, const char *host, xs_error *err)
{
	(void) sock, (void) opt, (void) server, (void) host;
	return refuse(err);
}

zend_string *xs_tls_session_der(zval *value)
{
	(void) value;
	return NULL;
}

void xs_tls_tell(php_stream *stream)
{
	(void) stream;
}

void xs_tls_put_early(xs_socket *sock, char *text, size_t len)
{
	(void) sock, (void) len;
	efree(text);
}

xs_io xs_tls_handshake(xs_socket *sock, xs_error *err)
{
	(void) sock;
	refuse(err);
	return XS_FAIL;
}

bool xs_tls_is_up(const xs_socket *sock)
{
	(void) sock;
	return false;
}

int xs_tls_crypto(php_stream *stream, php_stream_xport_crypto_param *param)
{
	(void) stream, (void) param;
	return PHP_STREAM_OPTION_RETURN_NOTIMPL; /* PHP warns: this stream does not support SSL/crypto */
}

void xs_tls_capture(php_stream *stream, const xs_options *opt)
{
	(void) stream, (void) opt;
}

void xs_tls_capture_late(php_stream *stream)
{
	(void) stream;
}

void xs_tls_capture_as_core(php_stream *stream)
{
	(void) stream;
}

zend_result xs_tls_connect_as_core(php_stream *stream, const xs_options *opt, xs_deadline deadline,
	xs_error *err)
{
	(void) stream, (void) opt, (void) deadline;
	return refuse(err);
}

void xs_tls_warn(php_stream *stream)
{
	(void) stream;
}

void xs_tls_add_meta(const xs_socket *sock, zval *meta)
{
	(void) sock, (void) meta;
}

void xs_tls_add_info(const xs_socket *sock, zval *info)
{
	(void) sock, (void) info;
}
