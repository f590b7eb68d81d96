/* One socket of ours: what `stream->abstract` points to, and how its bytes move.
 *
 * Life: xs_socket_new() -> somebody gives it a descriptor -> the stream owns it -> xs_stream_close() sends
 * what is gathered, says goodbye when this process made it, closes the descriptor and frees it. Nobody else
 * closes (I4). */
#ifndef XS_SOCKET_H
#define XS_SOCKET_H

#include "../os/sock.h"
#include "address.h"
#include "options.h"
#include "wait.h"

typedef struct xs_socket xs_socket;
typedef struct xs_transport xs_transport;
typedef struct xs_listener xs_listener;
typedef struct xs_outbuf xs_outbuf;

/* How one attempt to move bytes ended. Status, amount and error never share a channel. */
typedef enum { XS_OK, XS_WANT_READ, XS_WANT_WRITE, XS_EOF, XS_FAIL } xs_io;

#define XS_PEEK 1 /* recv: leave the bytes where they are */
#define XS_OOB 2  /* recv, send: urgent data */

/* How bytes move. None of these waits; they say what they want and core/io.c has the one waiting loop. A NULL
 * slot means the default named behind it. */
typedef struct xs_layer {
	const char *name;
	/* Some bytes into buf. XS_OK with *got = 0 is an empty datagram. from may be NULL. */
	xs_io (*recv)(xs_socket *sock, char *buf, size_t n, int flags, struct xs_sockaddr *from, size_t *got,
		int *code);
	/* Some of the pieces, in order. n_bufs at most XS_OS_MAX_BUFS. */
	xs_io (*sendv)(xs_socket *sock, const xs_buf *bufs, int n_bufs, size_t *put, int *code);
	/* Can be received without asking the kernel? Default: no. */
	bool (*pending)(const xs_socket *sock);
	/* Did an end or an error stand behind what was received last, so that the kernel may have nothing more to
	 * tell? Default: no. */
	bool (*ended)(const xs_socket *sock);
	/* Does the layer hold output that must still go out (sendv without pieces sends it)? Default: no. */
	bool (*unsent)(const xs_socket *sock);
	/* Gives away what `unsent` tells of, as bytes for send(2); malloc'ed. Default: nothing. */
	char *(*take_unsent)(xs_socket *sock, size_t *len);
	/* Can more come? No side effects (I11). Required. */
	bool (*alive)(xs_socket *sock);
	/* The first recv(2) of the next recv may wait in the kernel, bounded by SO_RCVTIMEO; did it time out?
	 * Default: recv is the socket's own, core/io.c does it. */
	void (*let_wait)(xs_socket *sock, bool wait);
	bool (*timed_out)(const xs_socket *sock);
	/* Has this process used the connection since the last fork? Default: it may have. */
	bool (*used)(const xs_socket *sock);
	/* Tells the peer that no more comes, once. XS_OK: it is on its way. Default: nothing to say. */
	xs_io (*goodbye)(xs_socket *sock, int *code);
	/* Where output waits, the goodbye mostly: shuts the socket down for sending once that is out. False:
	 * nothing waits. Default: nothing does. */
	bool (*shut_behind)(xs_socket *sock);
	/* Frees layer_state and makes the socket plain. Default: nothing to free. */
	void (*free)(xs_socket *sock);
} xs_layer;

extern const xs_layer xs_layer_plain;

/* flags */
#define XS_F_LISTENING 0x0001u /* accepts, does not move bytes */
#define XS_F_DATAGRAM 0x0002u
#define XS_F_INET6 0x0004u       /* the descriptor's family is AF_INET6 */
#define XS_F_FD_NONBLOCK 0x0008u /* the descriptor is O_NONBLOCK: a read that may wait must poll */
#define XS_F_HANDED_OUT \
	0x0010u                   /* somebody else has the descriptor, its mode and timeouts are not ours alone */
#define XS_F_RCVTIMEO 0x0020u /* the kernel's SO_RCVTIMEO equals ns.timeout */
#define XS_F_FILTERED 0x0040u /* a read filter was seen: the book-keeping of `moved` is off for good */
#define XS_F_PERSISTENT 0x0080u   /* allocated for longer than a request */
#define XS_F_NO_GOODBYE 0x0100u   /* detach, reset: close the descriptor and nothing else */
#define XS_F_SHORT_WRITE 0x0200u  /* short_write counts */
#define XS_F_SNDTIMEO 0x0400u     /* the kernel's SO_SNDTIMEO equals ns.timeout */
#define XS_F_TELLING 0x0800u      /* code of the script runs in the middle of a read or write */
#define XS_F_CAPTURE_LATE 0x2000u /* a handshake is yet to come, and capture_peer_cert behind it */
#define XS_F_ROOMY 0x1000u        /* one of those whose empty read buffer is kept; see core/readahead.c */
#define XS_F_EARLY 0x4000u        /* its stream was made for a callback, nobody has asked for it yet */

struct xs_socket {
	php_netstream_data_t ns; /* FIRST: PHP's core reads and writes it through a cast (I1) */
	const xs_transport *transport;
	const xs_layer *layer;
	void *layer_state;              /* owned by the layer; NULL for plain */
	struct xs_tls_store *tls_store; /* what enable_crypto shares with the listener, or NULL; one reference */
	xs_listener *listener;          /* what belongs to a bound socket, or NULL; owned */
	xs_outbuf *out;                 /* gathered output, or NULL while there is none; owned */
	struct xs_prelude *prelude;     /* the PROXY header in front of it (prelude.h), or NULL; owned */
	zend_off_t moved;               /* bytes our read and write operations moved; for XS_HAS_BUFFERED */
	uint64_t bytes_in, bytes_out;
	uint32_t owner; /* fork generation that made it: only it says goodbye (I5) */
	uint32_t flags;
	uint32_t read_buffer, write_buffer;
	/* Where PHP goes on after a write that timed out half-way; compared, never read. */
	const char *short_write;
	struct xs_watcher *watchers; /* Io\Poll's (watched.h), or NULL */
	php_stream *stream;          /* the stream that owns it, or NULL while there is none */
};

_Static_assert(offsetof(struct xs_socket, ns) == 0, "PHP casts stream->abstract to php_netstream_data_t");
_Static_assert(sizeof(struct xs_socket) <= 160, "an idle connection must stay small");

#define XS_SOCK(stream) ((xs_socket *) (stream)->abstract)

/* A socket without a descriptor, blocking, with PHP's default_socket_timeout. Caller owns it until a stream
 * does. */
xs_socket *xs_socket_new(const xs_transport *transport, bool persistent);

/* Closes the descriptor and frees everything, an early stream with it. Says nothing to the peer beyond what
 * close(2) says. */
void xs_socket_free(xs_socket *sock);

/* Gives a stream socket the store of TLS contexts its connections share. given: ssl options that win over a
 * context's, or NULL; host: the name a client connects to, or NULL. Always true. */
bool xs_socket_share_tls(xs_socket *sock, const xs_options *given, const xs_slice *host);

/* Did this process (not its parent) make it? */
bool xs_socket_is_ours(const xs_socket *sock);

/* The size of its write buffer: 0 on datagram sockets. Core's have none, so the INI setting is not for
 * programs that know only those. */
uint32_t xs_write_buffer(const xs_socket *sock, const xs_options *opt);

/* Its own address, or the peer's: behind a PROXY header the client's, not the proxy's. 0, or -1 with errno.
 */
int xs_socket_name(const xs_socket *sock, bool peer, xs_sockaddr *name);

/* Puts the descriptor into the state other users of it expect, before it is handed out (I3): a connection
 * gets its real blocking mode, and SO_RCVTIMEO goes back to the system's default. */
void xs_socket_hand_out(xs_socket *sock);

#endif
