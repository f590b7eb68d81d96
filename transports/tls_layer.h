/* The TLS layer's state, shared by the tls_*.c files. */
#ifndef XS_TLS_LAYER_H
#define XS_TLS_LAYER_H

#include "tls.h"
#include "tls_ctx.h"

extern const xs_layer xs_layer_tls;

/* More than this does not wait to be sent before more is read: a peer may ask for answers and take none. A
 * write leaves less behind: 64 KiB and what encryption adds. */
#define XS_TLS_MOST_UNSENT ((size_t) 96 * 1024)

/* More than this in one call that finds no data is no handshake's tail: key updates cost us much more than
 * the peer. */
#define XS_TLS_MOST_DATALESS ((size_t) 128 * 1024)

struct xs_tls {
	SSL *ssl;
	xs_tls_ctx *ctx;            /* one reference */
	struct xs_tls_calls *calls; /* what the script has a say in (tls_calls.h), or NULL; owned */

	/* Ciphertext the kernel did not take yet: out[off..off+len). Everything OpenSSL writes lands here first
	 * and goes out in one send(2), so that several records share it and OpenSSL never has to repeat a write.
	 */
	char *out;
	size_t off, len, size;

	/* Bytes received that OpenSSL did not get yet: those from before TLS began, and what stands behind a
	 * record that may be the peer's close_notify. */
	char *ahead;
	size_t ahead_off, ahead_len;

	/* Where the bytes that OpenSSL got end: in a header of which header_len bytes are there, or so many bytes
	 * before the end of a record. */
	unsigned char header[5], header_len;
	uint16_t record_left;

	size_t dataless; /* bytes OpenSSL got since data came, within one call */
	uint32_t owner;  /* fork generation that wrote what is in out */
	uint32_t used;   /* xs_os_forks() when bytes last moved */
	int held;        /* the byte that was encrypted but not yet reported as written, or -1; see tls_send.c */
	int error;       /* errno of the last failed recv or send, 0 if there was none */
	const char *reason; /* why the connection failed; static text of OpenSSL, or NULL */
	char *words; /* what is still to be said about that: core's words under its names; why the handshake of a
					client failed in a read or write; or NULL; owned */
	xs_io want;  /* what the last step waits for */
	char *peer_name; /* what the peer's certificate must be for, or NULL; owned */

	unsigned up : 1;        /* handshake done and peer verified */
	unsigned failed : 1;    /* a fatal error: nothing more can be sent or received */
	unsigned eof : 1;       /* the peer is done: close_notify, or the connection just ended */
	unsigned truncated : 1; /* it just ended, without close_notify */
	unsigned mute : 1;      /* sending failed: nothing more can be sent, what came can still be read */
	unsigned closed : 1;    /* our close_notify is written */
	unsigned shut : 1;      /* when it is out the socket is shut down for sending */
	unsigned readable : 1;  /* decrypted or complete bytes are waiting inside OpenSSL */
	unsigned untold : 1;    /* an end or an error stood behind received bytes, the reader has yet to see it */
	unsigned wait : 1;      /* the next recv(2) may wait in the kernel */
	unsigned timed_out : 1; /* it did, and nothing came */
	unsigned persistent : 1;
	unsigned ktls : 1;         /* the kernel encrypts: what OpenSSL writes and `out` are plain text */
	unsigned char record_type; /* with ktls: of what OpenSSL writes next; 0: application data */
};

#define XS_TLS(sock) ((struct xs_tls *) (sock)->layer_state)

/* A BIO over the socket; made at module start. */
zend_result xs_tls_bio_startup(void);
void xs_tls_bio_shutdown(void);
BIO *xs_tls_bio_new(xs_socket *sock);

/* Sends waiting ciphertext. XS_OK: nothing is left. XS_FAIL: nothing can be sent any more (tls->mute), or
 * there were no buffers just now. Never waits. */
xs_io xs_tls_flush(xs_socket *sock, int *code);

/* The handshake, when the first read or write begins with it. XS_OK: it is done. */
xs_io xs_tls_handshake_late(xs_socket *sock, int *code);

/* Says how a call of OpenSSL ended, remembers it, and empties its error queue. */
xs_io xs_tls_classify(xs_socket *sock, int ret, int *code);

/* xs_layer.sendv, in tls_send.c */
xs_io xs_tls_sendv(xs_socket *sock, const xs_buf *bufs, int n_bufs, size_t *put, int *code);

/* Kernel TLS, in tls_ktls.c. The BIO's controls; a write of a record that is no application data; at the
 * handshake's end: is it as required? */
long xs_tls_ktls_ctrl(xs_socket *sock, int cmd, long number, void *pointer);
int xs_tls_ktls_write(xs_socket *sock, BIO *bio, const char *buf, int n);
zend_result xs_tls_check_ktls(const xs_socket *sock, xs_error *err);

/* In tls_verify.c: the name the peer's certificate has to be for, from peer_name or the host connected to,
 * and what a client asks for by SNI. Before the handshake. */
zend_result xs_tls_name_peer(struct xs_tls *tls, const xs_options *opt, const char *host, xs_error *err);

/* The peer's certificate against verify_peer, peer_name and peer_fingerprint. Called once, at the handshake's
 * end. */
zend_result xs_tls_verify_peer(const struct xs_tls *tls, const xs_options *opt, xs_error *err);

#endif
