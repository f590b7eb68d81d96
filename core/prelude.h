/* What comes in front of a connection's own bytes: the PROXY protocol's header, in which a load balancer says
 * who the client is. A listener has rules about it (options proxy_protocol, proxy_trusted, proxy_wait); each
 * of its connections reads its header before anything else, a piece at a time. */
#ifndef XS_PRELUDE_H
#define XS_PRELUDE_H

#include "../scan/proxy.h"
#include "socket.h"

/* ---- the rules of a listener -------------------------------------------------------------------- */

typedef struct xs_prelude_rules xs_prelude_rules;

/* Is the value one of the words of proxy_protocol, are all of proxy_trusted good? Other options always are.
 * `where` names the option's place for the error. */
zend_result xs_prelude_check_value(xs_option_id id, const xs_value *value, const char *where,
	xs_error_kind kind, xs_error *err);

/* Do the options go together? A header that anybody may send must not be asked for by accident. */
zend_result xs_prelude_check(const xs_options *opt, xs_error *err);

/* Is proxy_protocol on? */
bool xs_prelude_wanted(const xs_options *opt);

/* The rules of options that were checked, or NULL when proxy_protocol is off. Caller owns them. */
xs_prelude_rules *xs_prelude_rules_new(const xs_options *opt);
void xs_prelude_rules_free(xs_prelude_rules *rules);

/* May a connection go on without a header, after proxy_wait? */
bool xs_prelude_is_optional(const xs_prelude_rules *rules);
double xs_prelude_wait(const xs_prelude_rules *rules);

/* Is a header of that peer believed? */
bool xs_prelude_trusts(const xs_prelude_rules *rules, const xs_sockaddr *peer);

/* ---- one connection ----------------------------------------------------------------------------- */

/* Hangs off xs_socket. */
struct xs_prelude {
	xs_proxy_header header; /* slices point into text; version 0: there is none, or it is not complete yet */
	char *text;             /* taken out of the socket: the header, or what turned out to be none; owned */
	size_t len;
};

/* Reads on, without waiting, and takes no byte behind the header. XS_OK: sock->prelude has it, or it is
 * optional and there is none. XS_WANT_READ: it is not complete. XS_FAIL: *err says why. */
xs_io xs_prelude_read(const xs_prelude_rules *rules, xs_socket *sock, xs_error *err);

/* Did so much come that it can only be a header? */
bool xs_prelude_has_begun(const xs_socket *sock);

/* Bytes that were taken for the beginning of a header and are none: the next reader of the connection must
 * get them first. emalloc'ed, the caller's from then on; NULL when there are none. */
char *xs_prelude_take_back(xs_socket *sock, size_t *len);

/* The client's address, or where it connected to, as the header says it. False when there is no header or it
 * names none: the socket's own counts. */
bool xs_prelude_address(const xs_socket *sock, bool source, xs_sockaddr *out);

/* xsock_info()['proxy']. Nothing on a connection without a header. */
void xs_prelude_add_info(const xs_socket *sock, zval *info);

void xs_prelude_free(xs_socket *sock);

#endif
