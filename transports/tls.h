/* What the rest of xsock knows of TLS; no OpenSSL in sight. Implemented by the tls*.c files, or by tls_none.c
 * in builds without OpenSSL, where every call that would need it says so. */
#ifndef XS_TLS_H
#define XS_TLS_H

#include "../core/options.h"
#include "../core/socket.h"

/* "OpenSSL 3.0.2 ...", or NULL in builds without it. */
const char *xs_tls_library(void);

/* Can library and kernel have the kernel encrypt (option ktls)? */
bool xs_tls_ktls_possible(void);

/* Once per process, at module start and end. */
void xs_tls_startup(void);
void xs_tls_shutdown(void);

/* ---- the TLS contexts a listener and its connections share (tls_store.h) ------------------------ */

typedef struct xs_tls_store xs_tls_store;

/* A store with one reference. `given`: options that win over a context's, copied, or NULL; `host`: the name a
 * client connects to, copied, or NULL. A persistent one only knows the host: what is shared ends with the
 * request. */
xs_tls_store *xs_tls_store_new(const xs_options *given, const char *host, bool persistent);
xs_tls_store *xs_tls_store_hold(xs_tls_store *store);
void xs_tls_store_release(xs_tls_store *store);

/* Reads certificates and keys again, for each context the store keeps. One that cannot be built stays as it
 * was, and *err says why, unless nobody has used it lately and no connection is left that does: it is
 * forgotten. */
zend_result xs_tls_store_reload(xs_tls_store *store, xs_error *err);

/* From now on these ssl options win over a context's, too. Copied. */
void xs_tls_store_give(xs_tls_store *store, const xs_options *opt);

/* ---- one connection ----------------------------------------------------------------------------- */

/* The name a client connected to, or NULL. Borrowed. */
const char *xs_tls_store_host(const xs_tls_store *store);

/* Takes the warning that a changed certificate cannot be used, for the next xs_error_tell(); NULL when there
 * is none. The caller owns it. */
zend_string *xs_tls_take_warning(const xs_socket *sock);

/* Builds or finds the context for these options and checks it. */
zend_result xs_tls_prepare(xs_tls_store *store, const xs_options *opt, bool server, xs_error *err);

/* Makes sock a TLS connection that has yet to shake hands: its layer is TLS from then on. Uses
 * sock->tls_store, or makes one. host: the name a client verifies, or NULL. On failure sock is as before. */
zend_result xs_tls_begin(xs_socket *sock, const xs_options *opt, bool server, const char *host,
	xs_error *err);

/* Bytes of the peer that were read before TLS began: the handshake gets them first. Takes the emalloc'ed
 * text. Right behind xs_tls_begin(). */
void xs_tls_put_early(xs_socket *sock, char *text, size_t len);

/* One step of the handshake, never waits. XS_OK: done, verified. XS_FAIL: *err says why; sock can only be
 * closed. */
xs_io xs_tls_handshake(xs_socket *sock, xs_error *err);

/* The whole handshake of a blocking stream, until the deadline. */
zend_result xs_tls_handshake_wait(xs_socket *sock, xs_deadline deadline, xs_error *err);

/* Is the handshake done? */
bool xs_tls_is_up(const xs_socket *sock);

/* Does the kernel encrypt what is sent (option ktls), so that plain bytes may go straight to the descriptor?
 */
bool xs_tls_sends_in_kernel(const xs_socket *sock);

/* The session in an Openssl\Session object or a string of PEM or DER, as DER; NULL when it is neither, or
 * when code of the script threw. The caller owns it. */
zend_string *xs_tls_session_der(zval *value);

/* Tells the callbacks of the stream's options what there is to tell: new sessions, early data. For the edge:
 * runs PHP code, which cannot close the stream. Costs next to nothing when there are none. */
void xs_tls_tell(php_stream *stream);

/* stream_socket_enable_crypto(): the requests SETUP, ENABLE and, from 8.6, GET_STATUS. */
int xs_tls_crypto(php_stream *stream, php_stream_xport_crypto_param *param);

/* What capture_peer_cert asks for, into the stream's own copy of its context. May run PHP code, which cannot
 * close the stream. */
void xs_tls_capture(php_stream *stream, const xs_options *opt);

/* The same when a read or write was the one that did the handshake, see XS_F_CAPTURE_LATE. */
void xs_tls_capture_late(php_stream *stream);

/* The same as soon as a handshake failed, where core does so. */
void xs_tls_capture_as_core(php_stream *stream);

/* ssl:// under core's names: the handshake of a connection just made, and what core leaves in the context. */
zend_result xs_tls_connect_as_core(php_stream *stream, const xs_options *opt, xs_deadline deadline,
	xs_error *err);

/* Raises, once, what a read or write is to say about the failure of a connection: what core says under its
 * names; of a client that connected without waiting, why its handshake failed. Runs PHP code, which cannot
 * close the stream. */
void xs_tls_warn(php_stream *stream);

/* stream_get_meta_data()['crypto'] and xsock_info()['tls']. Nothing on a connection without TLS. */
void xs_tls_add_meta(const xs_socket *sock, zval *meta);
void xs_tls_add_info(const xs_socket *sock, zval *info);

#endif
