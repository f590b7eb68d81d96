/* The BIO between OpenSSL and the socket. Reads are one recv(2); writes are gathered, so they always succeed.
 */
#include "../php_xsock.h"
#include "tls_layer.h"

#define HIDDEN_ALERT 19        /* length of an alert's record in TLS 1.3: 2 bytes, their type, a tag */
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

/* How many of these bytes OpenSSL gets: up to a record that may be the last one, a close_notify. TLS 1.3
 * hides what a record is, but not that it is as short as an alert. What follows may be plain text again, and
 * OpenSSL does not give back what it has read. */
static size_t up_to_alert(struct xs_tls *tls, const char *bytes, size_t n)
{
	const unsigned char *header = tls->header;
	for (size_t i = 0; i < n;) {
		if (tls->record_left == 0) {
			tls->header[tls->header_len++] = (unsigned char) bytes[i++];
			if (tls->header_len == sizeof(tls->header)) {
				tls->header_len = 0;
				tls->record_left = (uint16_t) (header[3] << 8 | header[4]);
			}
			continue;
		}
		size_t take = MIN(tls->record_left, n - i);
		tls->record_left -= (uint16_t) take;
		i += take;
		if (tls->record_left == 0
			&& (header[0] == SSL3_RT_ALERT
				|| (header[0] == SSL3_RT_APPLICATION_DATA && (header[3] << 8 | header[4]) == HIDDEN_ALERT))) {
			return i;
		}
	}
	return n;
}

static int take_ahead(struct xs_tls *tls, char *buf, size_t n)
{
	size_t take = up_to_alert(tls, tls->ahead + tls->ahead_off, MIN(n, tls->ahead_len));
	memcpy(buf, tls->ahead + tls->ahead_off, take);
	tls->ahead_off += take;
	tls->ahead_len -= take;
	if (tls->ahead_len == 0) {
		pefree(tls->ahead, tls->persistent);
		tls->ahead = NULL;
	}
	return (int) take;
}

static void put_ahead(struct xs_tls *tls, const char *bytes, size_t n)
{
	tls->ahead = pemalloc(n, tls->persistent);
	memcpy(tls->ahead, bytes, n);
	tls->ahead_off = 0;
	tls->ahead_len = n;
}

static int bio_read(BIO *bio, char *buf, int n)
{
	xs_socket *sock = BIO_get_data(bio);
	struct xs_tls *tls = XS_TLS(sock);
	BIO_clear_retry_flags(bio);

	if (tls->ahead_len) {
		return take_ahead(tls, buf, (size_t) n);
	}
	/* Not while the peer may be waiting for something we have yet to send. */
	bool wait = tls->wait && tls->up && tls->len == 0;
	tls->wait = 0;
	/* In a handshake it is: nothing will be there before our part is out. Later one SSL_read(3) goes on as
	 * long as the peer sends; tls_recv() gets our answers out, or gives up. */
	if (tls->up ? tls->len > XS_TLS_MOST_UNSENT || tls->dataless > XS_TLS_MOST_DATALESS : tls->len > 0) {
		tls->timed_out = 0;
		BIO_set_retry_read(bio);
		return -1;
	}
	ssize_t r = xs_os_recv(sock->ns.socket, buf, (size_t) n, 0, wait, NULL, NULL);
	if (r == 0) {
		tls->truncated = 1;
		return 0;
	}
	if (r > 0) {
		tls->dataless += (size_t) r;
		size_t take = up_to_alert(tls, buf, (size_t) r);
		if (take < (size_t) r) {
			put_ahead(tls, buf + take, (size_t) r - take);
		}
		return (int) take;
	}
	int code = php_socket_errno();
	if (xs_os_would_block(code) || code == EINTR) {
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
	if (!XS_TLS(sock)->mute) {
		BIO_set_retry_write(bio);
	}
	return -1;
}

xs_io xs_tls_flush(xs_socket *sock, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	xs_io stopped = XS_WANT_WRITE;
	while (tls->len) {
		ssize_t r = xs_os_send(sock->ns.socket, tls->out + tls->off, tls->len, 0);
		if (r < 0) {
			*code = php_socket_errno();
			if (*code == EINTR) {
				continue;
			}
			if (xs_os_no_buffers(*code)) {
				stopped = XS_FAIL; /* passes by; the next flush sends it */
			} else if (!xs_os_would_block(*code)) {
				tls->error = *code;
				tls->mute = 1;
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
		if (tls->shut) {
			tls->shut = 0;
			shutdown(sock->ns.socket, SHUT_WR);
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
	return stopped;
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
