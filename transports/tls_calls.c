#include "tls_calls.h"

#include "../core/hold.h"
#include "../core/stream.h"
#include "../os/fork.h"

#include <openssl/err.h>

#define EARLY_CHUNK 16384 /* also how much may come when only early_data_cb is given, as in core */

/* ---- create, destroy ---------------------------------------------------------------------------- */

static bool take(zval *to, const xs_options *opt, xs_option_id id)
{
	if (!XS_HAS(opt, id)) {
		return false;
	}
	ZVAL_COPY(to, zend_hash_index_find(opt->v[id].a, 0));
	return true;
}

static bool take_all(struct xs_tls_calls *calls, const xs_options *opt, bool server)
{
	bool any = take(&calls->on_new, opt, XS_OPT_session_new_cb);
	any |= take(&calls->on_psk, opt, server ? XS_OPT_psk_server_cb : XS_OPT_psk_client_cb);
	if (server) {
		any |= take(&calls->on_get, opt, XS_OPT_session_get_cb);
		any |= take(&calls->on_remove, opt, XS_OPT_session_remove_cb);
		any |= take(&calls->on_early, opt, XS_OPT_early_data_cb);
	}
	return any;
}

static zend_result refuse_persistent(const xs_options *opt, bool server, xs_error *err)
{
	static const xs_option_id ids[] = { XS_OPT_session_get_cb, XS_OPT_session_new_cb,
		XS_OPT_session_remove_cb, XS_OPT_psk_client_cb, XS_OPT_psk_server_cb, XS_OPT_early_data_cb };
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		if (XS_HAS(opt, ids[i]) && !(xs_option_rows[ids[i]].when & (server ? XS_CLIENT : XS_SERVER))) {
			xs_error_set(err, opt->as_core ? XS_ERROR_CRYPTO : XS_ERROR_INPUT, 0,
				"%s is not supported for persistent streams", xs_option_rows[ids[i]].name);
			return FAILURE;
		}
	}
	return SUCCESS;
}

uint32_t xs_tls_most_early(const xs_options *opt)
{
	uint32_t most = (uint32_t) XS_INT(opt, max_early_data, 0);
	bool asks = XS_GIVEN(opt, early_data_cb) && (opt->as_core || !XS_GIVEN(opt, max_early_data));
	return most || !asks ? most : EARLY_CHUNK;
}

zend_result xs_tls_check_calls(const xs_options *opt, bool server, xs_error *err)
{
	bool external = XS_GIVEN(opt, session_get_cb);
	const char *wrong = !server                      ? NULL
		: external && !XS_GIVEN(opt, session_new_cb) ? "session_get_cb needs session_new_cb"
		: !external && XS_GIVEN(opt, session_remove_cb)
		? "session_remove_cb needs session_get_cb: without it the library forgets sessions by itself"
		: external && (XS_GIVEN(opt, ticket_keys) || !XS_INT(opt, no_ticket, 1))
		? "session_get_cb goes without tickets: not with ticket_keys, nor with no_ticket false"
		: external && xs_tls_most_early(opt)
		? "session_get_cb and early data exclude each other: each session must be used once, and only the "
		  "library's own cache sees to that"
		: XS_INT(opt, max_early_data, 0) > 0 && !XS_GIVEN(opt, early_data_cb)
		? "max_early_data needs early_data_cb: nobody else gets the data"
		: NULL;
	if (wrong) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s", wrong);
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_tls_calls_new(const xs_options *opt, bool server, bool persistent, struct xs_tls_calls **out,
	xs_error *err)
{
	*out = NULL;
	if (persistent && refuse_persistent(opt, server, err) != SUCCESS) {
		return FAILURE;
	}
	struct xs_tls_calls *calls = pecalloc(1, sizeof(*calls), persistent);
	bool any = !persistent && take_all(calls, opt, server);
	if (server) {
		calls->early_now = xs_tls_most_early(opt) > 0;
	} else if (XS_GIVEN(opt, early_data) && ZSTR_LEN(XS_STR(opt, early_data))) {
		calls->early_data = persistent ? zend_string_dup(XS_STR(opt, early_data), true)
									   : zend_string_copy(XS_STR(opt, early_data));
	}
	if (!any && !calls->early_now && calls->early_data == NULL) {
		pefree(calls, persistent);
		return SUCCESS;
	}
	*out = calls;
	return SUCCESS;
}

zend_result xs_tls_calls_attach(xs_socket *sock, const xs_options *opt, bool server, xs_error *err)
{
	struct xs_tls *tls = XS_TLS(sock);
	if (!server && xs_tls_set_session(tls->ssl, opt, err) != SUCCESS) {
		return FAILURE;
	}
	if (tls->calls == NULL) {
		return SUCCESS;
	}
	if (Z_TYPE(tls->calls->on_psk) != IS_UNDEF) {
		xs_tls_set_psk(tls->ssl, server);
	}
	if (tls->calls->early_now) {
		SSL_set_max_early_data(tls->ssl, xs_tls_most_early(opt));
		SSL_set_recv_max_early_data(tls->ssl, xs_tls_most_early(opt));
	}
	if (tls->calls->early_data) {
		SSL_SESSION *session = SSL_get_session(tls->ssl);
		tls->calls->early_now = session && SSL_SESSION_get_max_early_data(session) > 0;
	}
	return SUCCESS;
}

void xs_tls_calls_free(struct xs_tls_calls *calls, bool persistent)
{
	zval *all[] = { &calls->on_new, &calls->on_get, &calls->on_remove, &calls->on_psk, &calls->on_early };
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		zval_ptr_dtor(all[i]);
	}
	for (size_t i = 0; i < calls->n_fresh; i++) {
		SSL_SESSION_free(calls->fresh[i]);
	}
	if (calls->fresh) {
		efree(calls->fresh);
	}
	smart_str_free(&calls->early);
	if (calls->early_data) {
		zend_string_release(calls->early_data);
	}
	pefree(calls, persistent);
}

xs_socket *xs_tls_socket_of(const SSL *ssl)
{
	return BIO_get_data(SSL_get_rbio(ssl));
}

bool xs_tls_is_a(const zval *value, const char *class_name)
{
	if (Z_TYPE_P(value) != IS_OBJECT) {
		return false;
	}
	zend_string *name = zend_string_init(class_name, strlen(class_name), 0);
	zend_class_entry *ce = zend_lookup_class_ex(name, NULL, ZEND_FETCH_CLASS_NO_AUTOLOAD);
	zend_string_release(name);
	return ce && instanceof_function(Z_OBJCE_P(value), ce);
}

/* ---- early data, the handshake ------------------------------------------------------------------ */

static int send_early(struct xs_tls *tls)
{
	struct xs_tls_calls *calls = tls->calls;
	while (calls->early_sent < ZSTR_LEN(calls->early_data)) {
		size_t n = 0;
		if (SSL_write_early_data(tls->ssl, ZSTR_VAL(calls->early_data) + calls->early_sent,
				ZSTR_LEN(calls->early_data) - calls->early_sent, &n)
			!= 1) {
			return 0;
		}
		calls->early_sent += n;
	}
	return 1;
}

/* What is nobody's to hear is dropped, as in core. */
static int read_early(struct xs_tls *tls)
{
	struct xs_tls_calls *calls = tls->calls;
	char chunk[EARLY_CHUNK];
	for (;;) {
		size_t n = 0;
		switch (SSL_read_early_data(tls->ssl, chunk, sizeof(chunk), &n)) {
			case SSL_READ_EARLY_DATA_SUCCESS:
				if (n && Z_TYPE(calls->on_early) != IS_UNDEF) {
					smart_str_appendl(&calls->early, chunk, n);
				}
				break;
			case SSL_READ_EARLY_DATA_FINISH:
				return 1;
			default:
				return 0;
		}
	}
}

int xs_tls_calls_step(xs_socket *sock)
{
	struct xs_tls *tls = XS_TLS(sock);
	struct xs_tls_calls *calls = tls->calls;
	if (calls->early_now) {
		if ((calls->early_data ? send_early(tls) : read_early(tls)) != 1) {
			return 0;
		}
		calls->early_now = false;
		calls->early_done = true;
	}
	return SSL_do_handshake(tls->ssl);
}

/* ---- in the middle ------------------------------------------------------------------------------ */

bool xs_tls_call(xs_socket *sock, zval *callback, const void *text, size_t len, zval *ret)
{
	struct xs_tls_calls *calls = XS_TLS(sock)->calls;
	uint32_t generation = xs_os_generation();
	zval args[2];
	ZVAL_UNDEF(ret);
	if (EG(exception) || calls->busy) {
		return false;
	}
	php_stream *stream = sock->stream ? sock->stream : xs_stream_early(sock, NULL);
	php_stream_to_zval(stream, &args[0]);
	Z_ADDREF(args[0]);
	if (text) {
		ZVAL_STRINGL(&args[1], text, len);
	}
	bool held = xs_hold(stream), telling = sock->flags & XS_F_TELLING;
	calls->busy = true;
	sock->flags |= XS_F_TELLING;
	ERR_set_mark(); /* PHP's functions use the same queue */
	call_user_function(NULL, NULL, callback, ret, text ? 2 : 1, args);
	ERR_pop_to_mark();
	sock->flags &= telling ? ~0u : ~XS_F_TELLING;
	calls->busy = false;
	xs_hold_end(stream, held);
	zval_ptr_dtor(&args[0]);
	if (text) {
		zval_ptr_dtor(&args[1]);
	}
	if (EG(exception) || Z_TYPE_P(ret) == IS_UNDEF || generation != xs_os_generation()) {
		zval_ptr_dtor(ret);
		ZVAL_UNDEF(ret);
		return false;
	}
	return true;
}

/* ---- at the edge -------------------------------------------------------------------------------- */

/* Takes value. */
static void tell_one(php_stream *stream, zval *callback, zval *value)
{
	zval args[2], ret;
	if (Z_TYPE_P(callback) != IS_UNDEF && !EG(exception)) {
		php_stream_to_zval(stream, &args[0]);
		args[1] = *value;
		ZVAL_UNDEF(&ret);
		call_user_function(NULL, NULL, callback, &ret, 2, args);
		zval_ptr_dtor(&ret);
	}
	zval_ptr_dtor(value);
}

static void tell_fresh(php_stream *stream, struct xs_tls_calls *calls)
{
	SSL_SESSION **fresh = calls->fresh;
	size_t n = calls->n_fresh;
	zval value;
	calls->fresh = NULL;
	calls->n_fresh = 0;
	for (size_t i = 0; i < n; i++) {
		if (!EG(exception)) {
			xs_tls_session_object(fresh[i], &value);
			if (Z_TYPE(value) != IS_UNDEF) {
				tell_one(stream, &calls->on_new, &value);
			}
		}
		SSL_SESSION_free(fresh[i]);
	}
	if (fresh) {
		efree(fresh);
	}
}

static void tell_removed(php_stream *stream, struct xs_tls *tls)
{
	zval removed = tls->ctx->removed, *id, copy;
	ZVAL_UNDEF(&tls->ctx->removed);
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL(removed), id) {
		ZVAL_COPY(&copy, id);
		tell_one(stream, &tls->calls->on_remove, &copy);
	}
	ZEND_HASH_FOREACH_END();
	zval_ptr_dtor(&removed);
}

static void tell_all(php_stream *stream, struct xs_tls *tls)
{
	struct xs_tls_calls *calls = tls->calls;
	zval value;
	if (calls->early.s) {
		ZVAL_STR(&value, smart_str_extract(&calls->early));
		tell_one(stream, &calls->on_early, &value);
	}
	tell_fresh(stream, calls);
	if (Z_TYPE(tls->ctx->removed) == IS_ARRAY && Z_TYPE(calls->on_remove) != IS_UNDEF && !EG(exception)) {
		tell_removed(stream, tls);
	}
}

void xs_tls_tell(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	struct xs_tls *tls = sock->layer == &xs_layer_tls ? XS_TLS(sock) : NULL;
	struct xs_tls_calls *calls = tls ? tls->calls : NULL;
	/* Not before the handshake is done: who only plays back early data he heard cannot finish one. */
	if (calls == NULL || !tls->up || (sock->flags & XS_F_TELLING) || EG(exception)
		|| (calls->n_fresh == 0 && calls->early.s == NULL && Z_TYPE(tls->ctx->removed) == IS_UNDEF)) {
		return;
	}
	bool held = xs_hold(stream);
	sock->flags |= XS_F_TELLING; /* PHP goes on with the read buffer, and TLS must stay */
	tell_all(stream, tls);
	sock->flags &= ~XS_F_TELLING;
	xs_hold_end(stream, held);
}
