/* The TLS contexts of one listener, or of one client: shared by the listener and its connections, by
 * reference count. Keeps the last few by the content of their ssl options, so that every connection that
 * calls enable_crypto with the same options gets the same SSL_CTX; looks for changed certificate files at
 * most once per cert_reload seconds. */
#ifndef XS_TLS_STORE_H
#define XS_TLS_STORE_H

#include "tls.h"
#include "tls_ctx.h"

#define XS_TLS_KEPT 4

struct xs_tls_kept {
	xs_tls_ctx *ctx;   /* one reference, or NULL */
	int64_t looked_at; /* when its files were looked at, xs_clock() */
	uint64_t stamp;    /* what they looked like when it was built */
	uint64_t broken;   /* what they look like when they cannot be used and the warning was given, or 0 */
};

struct xs_tls_store {
	uint32_t refs;
	bool persistent;      /* of one persistent stream: knows the host and shares nothing */
	char *host;           /* the name a client connected to, or NULL; owned */
	xs_options given;     /* ssl options given to xsock_server() flat; they win over the context's; owned */
	zend_string *warning; /* a changed file that is broken, until somebody tells; owned; or NULL */
	uint64_t id[2];       /* of this store in this process and those forked from it */
	struct xs_tls_kept kept[XS_TLS_KEPT]; /* most recently used first */
};

/* The context for these ssl options, built now if it is not there, rebuilt if its files changed. A reference
 * for the caller, or NULL with *err. A changed file that is broken keeps the old context and leaves a
 * warning, once. */
xs_tls_ctx *xs_tls_store_get(xs_tls_store *store, const xs_options *opt, bool server, xs_error *err);

/* Once per process, at module start: the secret of session tickets. */
void xs_tls_store_startup(void);

#endif
