/* The BIO between OpenSSL and the socket. Reads are one recv(2); writes are gathered, so they always succeed.
 */
#include "../php_xsock.h"
#include "tls_layer.h"

#define SPARE_SIZE (80 * 1024) /* four full records with their overhead */

static BIO_METHOD *method;

/* One buffer per thread serves all connections that get rid of their output at once, which is nearly always.
 */
static char *take_spare(size_t *size)
{
	char *spare = XSG(tls_spare);
	XSG(tls_spare) = NULL;
	*size = SPARE_SIZE;
	return spare ? spare : pemalloc(SPARE_SIZE, 1);
}

static void give_spare(char *buf, size_t size)
{
	if (size == SPARE_SIZE && XSG(tls_spare) == NULL) {
		XSG(tls_spare) = buf;
	} else {
		free(buf);
	}
}

static int bio_read(BIO *bio, char *buf, int n)
{
	xs_socket *sock = BIO_get_data(bio);
	struct xs_tls *tls = XS_TLS(sock);
	BIO_clear_retry_flags(bio);

	if (tls->early_len) {
		size_t take = MIN((size_t) n, tls->early_len);
		memcpy(buf, tls->early + tls->early_off, take);
		tls->early_off += take;
		tls->early_len -= take;
		if (tls->early_len == 0) {
			pefree(tls->early, tls->persistent);
			tls->early = NULL;
		}
		return (int) take;
	}
	bool wait = tls->wait;
	tls->wait = 0;
	ssize_t r = xs_os_recv(sock->ns.socket, buf, (size_t) n, 0, wait, NULL, NULL);
	if (r >= 0) {
		return (int) r;
	}
	int code = php_socket_errno();
	if (code == EAGAIN || code == EWOULDBLOCK || code == EINTR) {
		tls->timed_out = wait && code != EINTR;
		BIO_set_retry_read(bio);
	} else {
		tls->error = code;
	}
	return -1;
}

static int bio_write(BIO *bio, const char *buf, int n)
{
	xs_socket *sock = BIO_get_data(bio);
	struct xs_tls *tls = XS_TLS(sock);
	size_t wanted = tls->off + tls->len + (size_t) n;
	BIO_clear_retry_flags(bio);

	if (tls->record_type) {
		return xs_tls_ktls_write(sock, bio, buf, n);
	}

	if (tls->out == NULL) {
		tls->out = take_spare(&tls->size);
		tls->off = tls->len = 0;
	}
	if (wanted > tls->size) {
		memmove(tls->out, tls->out + tls->off, tls->len);
		tls->off = 0;
		if (tls->len + (size_t) n > tls->size) {
			tls->size = tls->len + (size_t) n;
			tls->out = perealloc(tls->out, tls->size, 1);
		}
	}
	memcpy(tls->out + tls->off + tls->len, buf, (size_t) n);
	tls->len += (size_t) n;
	return n;
}

static long bio_ctrl(BIO *bio, int cmd, long number, void *pointer)
{
	xs_socket *sock = BIO_get_data(bio);
	int code;
	if (cmd != BIO_CTRL_FLUSH) {
		return xs_tls_ktls_ctrl(sock, cmd, number, pointer);
	}
	/* The layer sends when OpenSSL is done; but what the kernel is to encrypt must not meet what OpenSSL did.
	 */
	if (!XS_TLS(sock)->ctx->ktls || xs_tls_flush(sock, &code) == XS_OK) {
		return 1;
	}
	if (!XS_TLS(sock)->failed) {
		BIO_set_retry_write(bio);
	}
	return -1;
}

xs_io xs_tls_flush(xs_socket *sock, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	while (tls->len) {
		ssize_t r = xs_os_send(sock->ns.socket, tls->out + tls->off, tls->len, 0);
		if (r < 0) {
			*code = php_socket_errno();
			if (*code == EINTR) {
				continue;
			}
			if (*code != EAGAIN && *code != EWOULDBLOCK) {
				tls->error = *code;
				tls->failed = 1;
				return XS_FAIL;
			}
			break;
		}
		bool all = (size_t) r == tls->len;
		tls->off += (size_t) r;
		tls->len -= (size_t) r;
		if (!all) {
			break; /* the kernel is full: asking again would only say so */
		}
	}
	if (tls->len == 0) {
		if (tls->out) {
			give_spare(tls->out, tls->size);
			tls->out = NULL;
		}
		return XS_OK;
	}
	if (tls->size == SPARE_SIZE && tls->len < SPARE_SIZE / 2) { /* a stuck connection keeps what it needs */
		char *own = pemalloc(tls->len, 1);
		memcpy(own, tls->out + tls->off, tls->len);
		give_spare(tls->out, tls->size);
		tls->out = own;
		tls->off = 0;
		tls->size = tls->len;
	}
	return XS_WANT_WRITE;
}

zend_result xs_tls_bio_startup(void)
{
	method = BIO_meth_new(BIO_TYPE_SOURCE_SINK | BIO_get_new_index(), "xsock");
	if (method == NULL) {
		return FAILURE;
	}
	BIO_meth_set_read(method, bio_read);
	BIO_meth_set_write(method, bio_write);
	BIO_meth_set_ctrl(method, bio_ctrl);
	return SUCCESS;
}

void xs_tls_bio_shutdown(void)
{
	BIO_meth_free(method);
	method = NULL;
}

BIO *xs_tls_bio_new(xs_socket *sock)
{
	BIO *bio = BIO_new(method);
	if (bio) {
		BIO_set_data(bio, sock);
		BIO_set_init(bio, 1);
		BIO_set_shutdown(bio, 0); /* never the owner of the descriptor (I4) */
	}
	return bio;
}
