/* What PHP's own transports say and take, for transports of ours in their place (xs_transport.as_core). */
#ifndef XS_LIKE_CORE_H
#define XS_LIKE_CORE_H

#include "transport.h"

/* xs_address_scan_rest() for an address under one of PHP's own names: a path behind the port is passed over
 * (programs tell persistent connections apart by it), "@name" is a file. On failure *err has core's words,
 * and the reason where core would have taken the address for another one. */
zend_result xs_like_core_scan(const xs_transport *transport, const char *name, size_t len, xs_address *out,
	xs_error *err);

/* Makes *err say what core says: the reason alone. `text`: the address *err was made with; `host` is named
 * when it could not be resolved. May raise a warning, as core does. */
void xs_like_core_words(xs_error *err, const char *text, const xs_slice *host);

/* A value of the context as core takes it: anything that can be converted. False: as if it were not there.
 * May run PHP code. On success *out is owned by the caller (xs_value_free). What PHP 8.6 adds to TLS is
 * looked at when `tls` begins, where its classes are there; if it cannot be used *err has core's words. */
bool xs_like_core_convert(xs_option_id id, zval *value, bool tls, xs_value *out, xs_error *err);

/* Do the session options of a server's context go together, by core's rules? In `opt` they are converted. */
zend_result xs_like_core_check_sessions(const xs_options *opt, php_stream_context *context, xs_error *err);

/* Does core look at them when the server is opened, and not for each client only? */
bool xs_like_core_opens_with_tls(const xs_options *opt);

/* Makes the name of an abstract unix socket begin with NUL. Takes name. */
zend_string *xs_like_core_name(const xs_sockaddr *sa, zend_string *name);

#endif
