/* Encryption in the kernel, option ktls. OpenSSL hands the keys of what we send to our BIO, as it would to a
 * socket's, and plain text from then on; it comes to the kernel as before, in one send(2) for several
 * records. Receiving stays with OpenSSL: the kernel would want a system call for each record. */
#include "../os/ktls.h"
#include "tls_layer.h"

bool xs_tls_ktls_possible(void)
{
	return XS_TLS_LIBRARY_KTLS && xs_os_ktls_available();
}

zend_result xs_tls_set_ktls(xs_tls_ctx *self, const xs_options *opt, xs_error *err)
{
	const char *text = XS_GIVEN(opt, ktls) ? ZSTR_VAL(XS_STR(opt, ktls)) : "off";
	if (strcmp(text, "off") == 0) {
		return SUCCESS;
	}
	if (strcmp(text, "auto") != 0 && strcmp(text, "require") != 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "ktls \"%s\" must be \"off\", \"auto\" or \"require\"", text);
		return FAILURE;
	}
	self->ktls_required = *text == 'r';
	if (!xs_tls_ktls_possible()) {
		if (self->ktls_required) {
			xs_error_set(err, XS_ERROR_INPUT, 0, "ktls \"require\": %s",
				XS_TLS_LIBRARY_KTLS
					? "this kernel has no TLS (on Linux the module tls)"
					: "this OpenSSL cannot hand keys to the kernel, 3.0 and newer can when built for it");
			return FAILURE;
		}
		return SUCCESS;
	}
	self->ktls = true;
	SSL_CTX_set_options(self->main, XS_TLS_OP_KTLS);
	return SUCCESS;
}

zend_result xs_tls_check_ktls(const xs_socket *sock, xs_error *err)
{
	const struct xs_tls *tls = XS_TLS(sock);
	if (tls->ktls || !tls->ctx->ktls_required) {
		return SUCCESS;
	}
	xs_error_set(err, XS_ERROR_INPUT, EPROTO,
		"TLS handshake: ktls \"require\", but the kernel does not encrypt %s on this connection",
		SSL_CIPHER_get_name(SSL_get_current_cipher(tls->ssl)));
	return FAILURE;
}

bool xs_tls_sends_in_kernel(const xs_socket *sock)
{
	return xs_tls_is_up(sock) && XS_TLS(sock)->ktls && !XS_TLS(sock)->failed;
}

static long take_keys(xs_socket *sock, const void *keys)
{
	struct xs_tls *tls = XS_TLS(sock);
	if (xs_os_ktls_start(sock->ns.socket, keys)) {
		tls->ktls = 1;
	} else if (tls->ktls) {
		/* New keys in mid-connection, which kernels before 6.14 do not take: nothing we sent could be read.
		 */
		tls->failed = 1;
		tls->reason = "the kernel cannot change the keys of a connection (ktls)";
	}
	return tls->ktls && !tls->failed;
}

long xs_tls_ktls_ctrl(xs_socket *sock, int cmd, long number, void *pointer)
{
	struct xs_tls *tls = XS_TLS(sock);
	switch (cmd) {
		case XS_BIO_SET_KTLS: /* number: for sending? */
			return number ? take_keys(sock, pointer) : 0;
		case XS_BIO_GET_KTLS_SEND:
			return tls->ktls;
		case XS_BIO_SET_RECORD_TYPE:
			tls->record_type = (unsigned char) number;
			return 0;
		case XS_BIO_CLEAR_RECORD_TYPE:
			tls->record_type = 0;
			return 0;
		default:
			return 0;
	}
}

int xs_tls_ktls_write(xs_socket *sock, BIO *bio, const char *buf, int n)
{
	struct xs_tls *tls = XS_TLS(sock);
	ssize_t r;
	do {
		r = xs_os_ktls_send_record(sock->ns.socket, tls->record_type, buf, (size_t) n);
	} while (r < 0 && php_socket_errno() == EINTR);
	if (r < 0 && (xs_os_would_block(php_socket_errno()) || xs_os_no_buffers(php_socket_errno()))) {
		BIO_set_retry_write(bio);
		return -1;
	}
	/* A peer that is gone shows when application data are sent, as without ktls. */
	tls->record_type = 0;
	return n;
}
