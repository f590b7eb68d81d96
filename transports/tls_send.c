/* Writing on TLS.
 *
 * OpenSSL encrypts into our buffer (tls_bio.c), which then goes out in one send(2). If the kernel takes only
 * part of it, the rest stays there and must go first next time. What has been encrypted has been written and
 * is reported so, all but its last byte: a script that sees a short write comes back when the stream is
 * writable, and gives us the chance to send the rest. That byte is held: the script offers it again as the
 * first byte of its next write, and it is skipped there. So, unlike with SSL_write(3) alone, a script may go
 * on with any other write after a short one.
 *
 * One that gives the rest up and goes on with other bytes has sent one byte more than it was told. What else
 * there is costs more:
 *  - to tell it of all bytes. It would not come back, and what waits here would wait until it does: a loop
 *    that selects for reading only, because its answer is written, would hang together with its client. No
 *    descriptor that is handed to select could prevent it: which set it is for is not said, and many pollers
 *    take the descriptor once. With write_buffer set that is what a script asked for: the byte is gathered,
 *    and fflush() says when it is out.
 *  - to encrypt the last byte by itself when the others are out: a record and a send(2) more for each write,
 *    and the kernel may stop inside that one just the same.
 *  - to ask for the room before encrypting. Only Linux says it, in units of its own memory, and it can still
 *    refuse. */
#include "tls_layer.h"

#include "../os/fork.h"

#define RECORD 16384       /* plaintext bytes of a full record */
#define BATCH (4 * RECORD) /* plaintext bytes that share one send(2) */

/* A place in the list of pieces. */
struct place {
	const xs_buf *bufs;
	int n_bufs, i;
	size_t off;
};

static size_t left_in_piece(const struct place *at)
{
	return at->bufs[at->i].n - at->off;
}

static void skip_empty(struct place *at)
{
	while (at->i < at->n_bufs && left_in_piece(at) == 0) {
		at->i++;
		at->off = 0;
	}
}

/* The next bytes for one SSL_write: straight from a large piece, or small pieces together in `record`. */
static size_t next_bytes(struct place *at, size_t most, char *record, const char **bytes)
{
	size_t n = 0;
	skip_empty(at);
	if (at->i == at->n_bufs) {
		return 0;
	}
	if (left_in_piece(at) >= RECORD || at->i == at->n_bufs - 1) {
		n = MIN(left_in_piece(at), most);
		*bytes = at->bufs[at->i].p + at->off;
		at->off += n;
	} else {
		*bytes = record;
		while (at->i < at->n_bufs && n < MIN(most, RECORD)) {
			size_t k = MIN(left_in_piece(at), MIN(most, RECORD) - n);
			memcpy(record + n, at->bufs[at->i].p + at->off, k);
			at->off += k;
			n += k;
			skip_empty(at);
		}
	}
	skip_empty(at);
	return n;
}

/* Encrypts up to BATCH bytes and sends them. *put grows by what counts as written. XS_WANT_WRITE: the kernel
 * is full. */
static xs_io send_batch(xs_socket *sock, struct place *at, size_t *put, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	char record[RECORD];
	size_t encrypted = 0;
	const char *bytes;
	size_t n;
	char last = 0;

	while (encrypted < BATCH && (n = next_bytes(at, BATCH - encrypted, record, &bytes)) > 0) {
		while (n > 0) {
			size_t done;
			int ret = SSL_write_ex(tls->ssl, bytes, n, &done);
			if (ret != 1) {
				return xs_tls_classify(sock, ret, code);
			}
			last = bytes[done - 1];
			encrypted += done;
			bytes += done;
			n -= done;
		}
	}
	tls->used = xs_os_forks();
	xs_io r = xs_tls_flush(sock, code);
	if (r == XS_FAIL && tls->mute) {
		return r; /* the kernel took none of it */
	}
	r = r == XS_FAIL ? XS_WANT_WRITE : r; /* without buffers just now: it waits as if the kernel were full */
	*put += encrypted;
	if (r == XS_WANT_WRITE && at->i == at->n_bufs) {
		tls->held = (unsigned char) last;
		(*put)--;
	}
	return r;
}

xs_io xs_tls_sendv(xs_socket *sock, const xs_buf *bufs, int n_bufs, size_t *put, int *code)
{
	struct xs_tls *tls = XS_TLS(sock);
	struct place at = { bufs, n_bufs, 0, 0 };
	xs_io r;
	*put = 0;

	skip_empty(&at);
	if (tls->failed || tls->mute || (tls->closed && at.i < n_bufs)) { /* what was said still goes out */
		*code = tls->error ? tls->error : EPIPE;
		return XS_FAIL;
	}
	r = xs_tls_handshake_late(sock, code);
	if (r != XS_OK) {
		return r;
	}
	r = xs_tls_flush(sock, code);
	if (r != XS_OK) {
		return r;
	}
	ERR_clear_error();
	if (tls->held >= 0 && at.i < n_bufs) {
		if ((unsigned char) bufs[at.i].p[at.off] == tls->held) {
			at.off++;
			(*put)++;
			skip_empty(&at);
		} else {
			sock->bytes_out++; /* the script goes on with something else: it is out all the same */
		}
		tls->held = -1;
	}
	while (r == XS_OK && at.i < n_bufs) {
		r = send_batch(sock, &at, put, code);
	}
	return r == XS_FAIL ? XS_FAIL : *put > 0 ? XS_OK : r;
}
