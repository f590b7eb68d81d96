/* From a plain connection to one that has yet to shake hands. */
#include "../core/transport.h"
#include "../os/fork.h"
#include "tls_calls.h"
#include "tls_layer.h"
#include "tls_store.h"

#include <openssl/err.h>

static zend_result check_wanted(const xs_options *opt, xs_error *err)
{
	if (XS_INT(opt, tls, 1)) {
		return SUCCESS;
	}
	xs_error_set(err, XS_ERROR_INPUT, 0, "TLS: option tls is off, but the address asks for TLS");
	return FAILURE;
}

zend_result xs_tls_prepare(xs_tls_store *store, const xs_options *opt, bool server, xs_error *err)
{
	xs_tls_ctx *ctx = check_wanted(opt, err) == SUCCESS ? xs_tls_store_get(store, opt, server, err) : NULL;
	if (ctx == NULL) {
		return FAILURE;
	}
	xs_tls_ctx_release(ctx); /* the store has it */
	return SUCCESS;
}

static xs_tls_ctx *find_ctx(xs_socket *sock, const xs_options *opt, bool server, xs_error *err)
{
	if (sock->flags & XS_F_PERSISTENT) {
		return xs_tls_ctx_new(opt, server, true, err); /* outlives the request, so it is nobody else's */
	}
	return xs_tls_store_get(sock->tls_store, opt, server, err);
}

zend_result xs_tls_begin(xs_socket *sock, const xs_options *opt, bool server, const char *host, xs_error *err)
{
	bool persistent = sock->flags & XS_F_PERSISTENT;
	if (sock->tls_store == NULL && !persistent) {
		sock->tls_store = xs_tls_store_new(NULL, NULL, false);
	}
	struct xs_tls_calls *calls;
	if (xs_tls_calls_new(opt, server, persistent, &calls, err) != SUCCESS) {
		return FAILURE;
	}
	xs_tls_ctx *ctx = check_wanted(opt, err) == SUCCESS ? find_ctx(sock, opt, server, err) : NULL;
	if (ctx == NULL) {
		if (calls) {
			xs_tls_calls_free(calls, persistent);
		}
		return FAILURE;
	}
	struct xs_tls *tls = pecalloc(1, sizeof(*tls), persistent);
	tls->ctx = ctx;
	tls->calls = calls;
	tls->persistent = persistent;
	tls->held = -1;
	tls->owner = xs_os_generation();
	tls->used = xs_os_forks();
	tls->want = XS_WANT_READ;
	sock->layer_state = tls;
	sock->layer = &xs_layer_tls;

	ERR_clear_error();
	tls->ssl = SSL_new(ctx->main);
	BIO *bio = tls->ssl ? xs_tls_bio_new(sock) : NULL;
	if (bio == NULL) {
		xs_tls_error(err, "TLS");
		sock->layer->free(sock);
		return FAILURE;
	}
	SSL_set_bio(tls->ssl, bio, bio);
	xs_tls_ctx_bind(tls->ssl, ctx);
	server ? SSL_set_accept_state(tls->ssl) : SSL_set_connect_state(tls->ssl);
	if (xs_tls_name_peer(tls, opt, host, err) != SUCCESS
		|| xs_tls_calls_attach(sock, opt, server, err) != SUCCESS) {
		sock->layer->free(sock);
		return FAILURE;
	}
	return SUCCESS;
}

void xs_tls_put_early(xs_socket *sock, char *text, size_t len)
{
	struct xs_tls *tls = XS_TLS(sock);
	ZEND_ASSERT(tls->ahead == NULL && !tls->persistent);
	tls->ahead = text;
	tls->ahead_off = 0;
	tls->ahead_len = len;
}
