/* What the files of api/ share: arguments in, errors out. */
#ifndef XS_API_H
#define XS_API_H

#include "../core/stream.h"
#include "../php_xsock.h"

/* The stream in argument `arg`, which must be one of ours; else throws TypeError and returns NULL. Borrowed.
 */
php_stream *xs_arg_stream(zval *zstream, uint32_t arg);

/* The same, and it must be listening; else throws ValueError. */
php_stream *xs_arg_listener(zval *zstream, uint32_t arg);

/* A timeout argument: seconds, null for default_socket_timeout. False with ValueError when it is not finite.
 */
bool xs_arg_timeout(uint32_t arg, double *timeout, bool is_null);

/* By-reference results. NULL arguments were not given. */
void xs_out_clear(zval *error_code, zval *error_message);
void xs_out_error(zval *error_code, zval *error_message, xs_error *err);

/* Scans an address and finds its transport. NULL with *err filled when there is none of ours. For fd:// and
 * systemd:// the transport depends on the descriptor: NULL and no error. */
const xs_transport *xs_arg_address(zend_string *text, xs_address *address, xs_error *err);

#endif
