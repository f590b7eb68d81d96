/* Reading ahead: small reads are served from one larger recv(2). PHP's own read buffer is the only place
 * where bytes read ahead are kept, so stream_select, unread_bytes and fgets see them; it is kept exactly as
 * large as what is in it and goes away when it is empty, so that an idle stream keeps none. A few streams per
 * thread are excepted: those fgets read from last. */
#ifndef XS_READAHEAD_H
#define XS_READAHEAD_H

#include "socket.h"

/* Receives for PHP's call of our read operation: into the caller's memory, or ahead. Result and *code as
 * xs_io_recv(); *got is what the operation returns. */
xs_io xs_readahead_recv(php_stream *stream, char *buf, size_t count, bool wait, size_t *got, int *code);

/* Puts what the layer has ready into PHP's read buffer, if that is empty. Never waits. Filters may run PHP
 * code. */
void xs_readahead_fill(php_stream *stream);

/* Puts bytes that were taken from the socket already into PHP's read buffer, behind what is there. */
void xs_readahead_put(php_stream *stream, const char *bytes, size_t n);

/* Frees PHP's read buffer if nothing is in it. */
void xs_readahead_release(php_stream *stream);

/* The next n bytes of PHP's buffer went to the script by another way than PHP's own. */
void xs_readahead_taken(php_stream *stream, size_t n);

/* The stream goes away. */
void xs_readahead_closing(const php_stream *stream);

/* Bytes of the largest datagram that can come. Those of unix sockets may be larger than 65,535: with the
 * usual limits of Linux nearly half of this. */
size_t xs_most_datagram(const xs_socket *sock);

/* Memory of this thread where reads land before they are sized. Valid until the next call. */
char *xs_scratch(size_t size);

#endif
