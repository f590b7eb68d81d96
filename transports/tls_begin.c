/* From a plain connection to one that has yet to shake hands. */
#include "../core/transport.h"
#include "../os/fork.h"
#include "tls_layer.h"
#include "tls_store.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

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

static bool is_address(const char *host)
{
	struct in6_addr six;
	struct in_addr four;
	return inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1;
}

/* The name a client asks for and verifies. */
static zend_result name_peer(SSL *ssl, const xs_options *opt, const char *host, xs_error *err)
{
	const char *name = XS_GIVEN(opt, peer_name) ? ZSTR_VAL(XS_STR(opt, peer_name)) : host;
	bool verify = XS_INT(opt, verify_peer, 1) && XS_INT(opt, verify_peer_name, 1);
	if (name && XS_INT(opt, SNI_enabled, 1) && !is_address(name)) {
		SSL_set_tlsext_host_name(ssl, name);
	}
	if (!verify || opt->as_core) { /* core looks behind the handshake, see tls_as_core.h */
		return SUCCESS;
	}
	if (name == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "TLS: option peer_name is needed to verify the peer");
		return FAILURE;
	}
	X509_VERIFY_PARAM *param = SSL_get0_param(ssl);
	X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	if (is_address(name) ? X509_VERIFY_PARAM_set1_ip_asc(param, name) != 1
						 : X509_VERIFY_PARAM_set1_host(param, name, 0) != 1) {
		xs_tls_error(err, "TLS: peer_name \"%s\"", name);
		return FAILURE;
	}
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
	xs_tls_ctx *ctx = check_wanted(opt, err) == SUCCESS ? find_ctx(sock, opt, server, err) : NULL;
	if (ctx == NULL) {
		return FAILURE;
	}
	struct xs_tls *tls = pecalloc(1, sizeof(*tls), persistent);
	tls->ctx = ctx;
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
	if (server) {
		SSL_set_accept_state(tls->ssl);
		return SUCCESS;
	}
	SSL_set_connect_state(tls->ssl);
	if (name_peer(tls->ssl, opt, host, err) != SUCCESS) {
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
