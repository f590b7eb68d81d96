/* The PHP stream around an xs_socket: one set of stream operations for all transports. */
#ifndef XS_STREAM_H
#define XS_STREAM_H

#include "listener.h"
#include "transport.h"

ssize_t xs_stream_write(php_stream *stream, const char *buf, size_t count);
ssize_t xs_stream_read(php_stream *stream, char *buf, size_t count);
int xs_stream_close(php_stream *stream, int close_handle);
int xs_stream_flush(php_stream *stream);
int xs_stream_cast(php_stream *stream, int castas, void **ret);
int xs_stream_stat(php_stream *stream, php_stream_statbuf *ssb);
int xs_stream_set_option(php_stream *stream, int option, int value, void *ptrparam);

#define XS_STREAM_OPS(name) \
	{ \
		xs_stream_write, xs_stream_read, xs_stream_close, xs_stream_flush, name, NULL, xs_stream_cast, \
			xs_stream_stat, xs_stream_set_option, \
	}

/* Is it one of ours? By function, never by label or table. */
#define XS_IS_OURS(stream) ((stream)->ops->set_option == xs_stream_set_option)

/* A stream around sock, which it owns from then on: its early stream where there is one. NULL (sock freed)
 * when PHP could not make one. When the request ends here because memory_limit is reached, sock is freed,
 * too. persistent_id may be NULL. */
php_stream *xs_stream_new(xs_socket *sock, const char *persistent_id);

/* The stream callbacks get that run before anybody has asked for one, with the context of `listener`, which
 * may be NULL. It owns sock from now on, and until xs_stream_new() is called for it the script cannot close
 * it. When the request ends here because memory_limit is reached, sock is its former owner's. */
php_stream *xs_stream_early(xs_socket *sock, const xs_socket *listener);

/* The stream for a connection just accepted on `listener`: shares the listener's context (one reference, I7).
 * Takes conn. Never NULL. May raise a warning, so it may run PHP code. */
php_stream *xs_stream_accepted(php_stream *listener, xs_socket *conn);

/* Behind an accept that was good: raises a warning that was kept for this moment, NULL is none, and releases
 * it. What an error handler throws then takes nobody along: the next accept throws it. Runs PHP code, which
 * may close the listener: the caller has a reference to its resource. */
void xs_stream_tell_accepted(zend_resource *listener, zend_string *warning);

/* The transports' factory, as PHP calls it for xtcp:// and so on. */
php_stream *xs_stream_factory(const char *proto, size_t protolen, const char *name, size_t namelen,
	const char *persistent_id, int options, int flags, struct timeval *timeout,
	php_stream_context *context STREAMS_DC);

/* stream_set_write_buffer() for every transport; PHP_STREAM_OPTION_RETURN_OK or _ERR: it is a datagram
 * socket, or more is gathered and does not go out now. In stream_option.c. */
int xs_stream_set_write_buffer(xs_socket *sock, size_t size);

/* XPORT_API requests; in stream_xport.c. */
int xs_stream_xport(php_stream *stream, php_stream_xport_param *param);

/* The name of a socket into the answer, as text and as it is, where it is asked for. */
void xs_stream_put_name(const xs_socket *sock, const xs_sockaddr *name, php_stream_xport_param *param);

/* The requests that move bytes, in stream_transfer.c; what they return is the answer's return code. */
int xs_stream_recv(php_stream *stream, php_stream_xport_param *param);
int xs_stream_send(php_stream *stream, php_stream_xport_param *param);
int xs_stream_shutdown(php_stream *stream, const php_stream_xport_param *param);

#endif
