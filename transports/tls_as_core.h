/* TLS the way ext/openssl does it, for connections under PHP's own names (xs_options.as_core): its defaults,
 * its checks, its words. Errors are of kind XS_ERROR_CRYPTO; an empty text says that core is silent. */
#ifndef XS_TLS_AS_CORE_H
#define XS_TLS_AS_CORE_H

#include "tls_layer.h"

/* All that core sets from the ssl options, into self->main. May open a PHP stream for cafile. */
zend_result xs_tls_build_as_core(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

/* What core says about a call of OpenSSL that failed: what is SSL_get_error(3), code the errno of a failed
 * recv or send or 0. Empties OpenSSL's error queue. Allocated as the connection is. */
char *xs_tls_words_as_core(int what, int code, bool persistent);

/* What core checks once a handshake is done. expected: xs_tls.peer_name. */
zend_result xs_tls_verify_as_core(SSL *ssl, const xs_tls_ctx *ctx, const char *expected, xs_error *err);

#endif
