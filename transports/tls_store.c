#include "tls_store.h"

#include "../core/wait.h"

#include <sys/stat.h>

/* Made before any fork, so that each worker can resume what another one began, also when each builds its
 * contexts itself. Written once, at module start. */
static struct {
	unsigned char bytes[XS_TICKET_KEY - 16];
	bool made;
} secret;

void xs_tls_store_startup(void)
{
	secret.made = php_random_bytes_silent(secret.bytes, sizeof(secret.bytes)) == SUCCESS;
}

xs_tls_store *xs_tls_store_new(const xs_options *given, const char *host, bool persistent)
{
	xs_tls_store *store = pecalloc(1, sizeof(*store), persistent);
	store->refs = 1;
	store->persistent = persistent;
	store->host = host ? pestrdup(host, persistent) : NULL;
	store->id[0] = (uint64_t) xs_clock();
	store->id[1] = (uintptr_t) store;
	if (given && !persistent) {
		xs_options_copy_ssl(&store->given, given, false);
	}
	return store;
}

xs_tls_store *xs_tls_store_hold(xs_tls_store *store)
{
	store->refs++;
	return store;
}

void xs_tls_store_release(xs_tls_store *store)
{
	if (--store->refs > 0) {
		return;
	}
	for (int i = 0; i < XS_TLS_KEPT; i++) {
		if (store->kept[i].ctx) {
			xs_tls_ctx_release(store->kept[i].ctx);
		}
	}
	xs_options_free(&store->given);
	if (store->warning) {
		zend_string_release(store->warning);
	}
	if (store->host) {
		pefree(store->host, store->persistent);
	}
	pefree(store, store->persistent);
}

const char *xs_tls_store_host(const xs_tls_store *store)
{
	return store ? store->host : NULL;
}

zend_string *xs_tls_take_warning(const xs_socket *sock)
{
	zend_string *warning = sock->tls_store ? sock->tls_store->warning : NULL;
	if (warning) {
		sock->tls_store->warning = NULL;
	}
	return warning;
}

void xs_tls_store_give(xs_tls_store *store, const xs_options *opt)
{
	xs_options_copy_ssl(&store->given, opt, false);
}

/* ---- files -------------------------------------------------------------------------------------- */

static void add_file(uint64_t *stamp, const char *name)
{
	zend_stat_t st = { 0 };
	if (VCWD_STAT(name, &st) != 0) {
		memset(&st, 0, sizeof(st));
	}
	const uint64_t parts[] = {
		(uint64_t) st.st_ino,
		(uint64_t) st.st_size,
		(uint64_t) st.st_mtime,
		(uint64_t) XS_MTIME_NS(st),
	};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		*stamp = (*stamp ^ parts[i]) * UINT64_C(1099511628211); /* FNV-1a, a word at a time */
	}
}

/* A number that changes when one of the files does. */
static uint64_t look_at_files(const xs_options *opt)
{
	static const xs_option_id files[] = { XS_OPT_local_cert, XS_OPT_local_pk, XS_OPT_cafile,
		XS_OPT_ocsp_file };
	uint64_t stamp = UINT64_C(14695981039346656037);
	zend_string *key;
	zval *value, *inner;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (XS_HAS(opt, files[i])) {
			add_file(&stamp, ZSTR_VAL(opt->v[files[i]].s));
		}
	}
	if (XS_GIVEN(opt, SNI_server_certs)) {
		ZEND_HASH_FOREACH_VAL(opt->v[XS_OPT_SNI_server_certs].a, value) {
			if (Z_TYPE_P(value) == IS_STRING) {
				add_file(&stamp, Z_STRVAL_P(value));
				continue;
			}
			ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(value), key, inner) {
				if (key
					&& !zend_string_equals_literal(key, "passphrase")) { /* nothing that traces may show */
					add_file(&stamp, Z_STRVAL_P(inner));
				}
			}
			ZEND_HASH_FOREACH_END();
		}
		ZEND_HASH_FOREACH_END();
	}
	return stamp;
}

static void from_here(zval *name)
{
	char folder[MAXPATHLEN];
	if (!IS_ABSOLUTE_PATH(Z_STRVAL_P(name), Z_STRLEN_P(name)) && VCWD_GETCWD(folder, sizeof(folder))) {
		zend_string *full = strpprintf(0, "%s/%s", folder, Z_STRVAL_P(name));
		zval_ptr_dtor(name);
		ZVAL_STR(name, full);
	}
}

/* A script may change its directory before it looks at the files again. Links are not followed here: a
 * renewal puts them anew. */
static void remember_folder(xs_options *opt)
{
	static const xs_option_id files[] = { XS_OPT_local_cert, XS_OPT_local_pk, XS_OPT_cafile, XS_OPT_capath,
		XS_OPT_dh_param, XS_OPT_ocsp_file, XS_OPT_keylog_file };
	zend_string *key;
	zval *value, *inner, name;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (XS_HAS(opt, files[i])) {
			ZVAL_STR(&name, opt->v[files[i]].s);
			from_here(&name);
			opt->v[files[i]].s = Z_STR(name);
		}
	}
	if (!XS_GIVEN(opt, SNI_server_certs)) {
		return;
	}
	ZEND_HASH_FOREACH_VAL(opt->v[XS_OPT_SNI_server_certs].a, value) {
		if (Z_TYPE_P(value) == IS_STRING) {
			from_here(value);
			continue;
		}
		SEPARATE_ARRAY(value);
		ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(value), key, inner) {
			if (key && !zend_string_equals_literal(key, "passphrase")) {
				from_here(inner);
			}
		}
		ZEND_HASH_FOREACH_END();
	}
	ZEND_HASH_FOREACH_END();
}

/* One ticket key for all contexts of a store, those after a fork or a reload, too; the option ticket_keys
 * wins. Its name can be read in every ticket, so the id is in it as a hash. */
static void share_tickets(const xs_tls_store *store, SSL_CTX *ctx)
{
	unsigned char key[XS_TICKET_KEY], hash[EVP_MAX_MD_SIZE], named[sizeof(secret.bytes) + sizeof(store->id)];
	memcpy(named, secret.bytes, sizeof(secret.bytes));
	memcpy(named + sizeof(secret.bytes), store->id, sizeof(store->id));
	if (secret.made && EVP_Digest(named, sizeof(named), hash, NULL, EVP_sha256(), NULL) == 1) {
		memcpy(key, hash, 16);
		memcpy(key + 16, secret.bytes, sizeof(secret.bytes));
		SSL_CTX_set_tlsext_ticket_keys(ctx, key, sizeof(key));
		OPENSSL_cleanse(key, sizeof(key));
	}
	OPENSSL_cleanse(named, sizeof(named));
}

static xs_tls_ctx *build(const xs_tls_store *store, const xs_options *opt, bool server, xs_error *err)
{
	xs_tls_ctx *ctx = xs_tls_ctx_new(opt, server, false, err);
	if (ctx && server) {
		share_tickets(store, ctx->main);
	}
	return ctx;
}

/* Builds anew from the same options and swaps; connections keep the old one. */
static zend_result rebuild(const xs_tls_store *store, struct xs_tls_kept *kept, xs_error *err)
{
	xs_tls_ctx *fresh = build(store, &kept->ctx->opt, kept->ctx->server, err);
	if (fresh == NULL) {
		return FAILURE;
	}
	zend_string *key = fresh->key; /* it is found by what scripts say, not by whole names of files */
	fresh->key = kept->ctx->key;
	kept->ctx->key = key;
	xs_tls_ctx_release(kept->ctx);
	kept->ctx = fresh;
	return SUCCESS;
}

/* Where this happens no PHP code may run: in the middle of a set-up, of a cast for select. */
static void warn_later(xs_tls_store *store, const char *why)
{
	zend_string *former = store->warning;
	store->warning = strpprintf(0,
		"TLS certificates changed on disk but cannot be used, the old ones stay in force: %s", why);
	if (former) {
		zend_string_release(former);
	}
}

static void refresh(xs_tls_store *store, struct xs_tls_kept *kept)
{
	double every = XS_FLOAT(&kept->ctx->opt, cert_reload, 1.0);
	int64_t now = xs_clock();
	xs_error err = XS_ERROR_INIT;
	if (every <= 0.0 || (double) (now - kept->looked_at) < every * 1e9) {
		return;
	}
	kept->looked_at = now;
	uint64_t stamp = look_at_files(&kept->ctx->opt);
	if (stamp == kept->stamp) {
		return;
	}
	/* Until it works: what is in the way may go without a change that shows, a mode, a want of descriptors.
	 */
	if (rebuild(store, kept, &err) == SUCCESS) {
		kept->stamp = stamp;
		kept->broken = 0;
	} else if (stamp != kept->broken) {
		kept->broken = stamp;
		warn_later(store, xs_error_text(&err));
	}
	xs_error_free(&err);
}

/* ---- look up ------------------------------------------------------------------------------------ */

static void to_front(xs_tls_store *store, int i)
{
	struct xs_tls_kept kept = store->kept[i];
	memmove(&store->kept[1], &store->kept[0], (size_t) i * sizeof(kept));
	store->kept[0] = kept;
}

xs_tls_ctx *xs_tls_store_get(xs_tls_store *store, const xs_options *opt, bool server, xs_error *err)
{
	zend_string *key = xs_tls_ctx_key(opt, server);
	for (int i = 0; i < XS_TLS_KEPT && store->kept[i].ctx; i++) {
		if (zend_string_equals(store->kept[i].ctx->key, key)) {
			zend_string_release(key);
			to_front(store, i);
			refresh(store, &store->kept[0]);
			return xs_tls_ctx_hold(store->kept[0].ctx);
		}
	}
	zend_string_release(key);
	uint64_t stamp = look_at_files(opt);
	xs_tls_ctx *ctx = build(store, opt, server, err);
	if (ctx == NULL) {
		return NULL;
	}
	remember_folder(&ctx->opt);
	struct xs_tls_kept *last = &store->kept[XS_TLS_KEPT - 1];
	if (last->ctx) {
		xs_tls_ctx_release(last->ctx);
	}
	*last = (struct xs_tls_kept){ .ctx = ctx, .looked_at = xs_clock(), .stamp = stamp };
	to_front(store, XS_TLS_KEPT - 1);
	return xs_tls_ctx_hold(ctx);
}

static void forget(xs_tls_store *store, int i)
{
	xs_tls_ctx_release(store->kept[i].ctx);
	memmove(&store->kept[i], &store->kept[i + 1], (size_t) (XS_TLS_KEPT - 1 - i) * sizeof(store->kept[i]));
	store->kept[XS_TLS_KEPT - 1] = (struct xs_tls_kept){ .ctx = NULL };
}

zend_result xs_tls_store_reload(xs_tls_store *store, xs_error *err)
{
	zend_result result = SUCCESS;
	for (int i = 0; i < XS_TLS_KEPT && store->kept[i].ctx; i++) {
		struct xs_tls_kept *kept = &store->kept[i];
		xs_error why = XS_ERROR_INIT;
		uint64_t stamp = look_at_files(&kept->ctx->opt);
		kept->looked_at = xs_clock();
		if (rebuild(store, kept, &why) == SUCCESS) {
			kept->stamp = stamp;
			kept->broken = 0;
		} else if (i > 0 && kept->ctx->refs == 1) {
			forget(store, i--); /* of former connections: the next one that wants it hears what is wrong */
		} else if (result == SUCCESS) {
			result = FAILURE;
			*err = why;
			why = (xs_error) XS_ERROR_INIT;
		}
		xs_error_free(&why);
	}
	return result;
}
