#include "like_core.h"

#include "../transports/tls.h"

/* Behind "host:port" core's atoi() stopped reading. Of that only what begins like a path, query or fragment
 * is left. */
static size_t without_path(const char *name, size_t len)
{
	size_t n = 0;
	while (n < len && name[n] != '/' && name[n] != '?' && name[n] != '#') {
		n++;
	}
	return n;
}

static void bad_address(const char *name, size_t len, const char *wrong, xs_error *err)
{
	if (memchr(name, '\0', len)) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "The hostname must not contain null bytes");
		return;
	}
	bool six = len > 1 && name[0] == '[';
	const char *bracket = six ? memchr(name, ']', len) : NULL;
	bool parsed = six ? bracket && bracket[1] == ':' : memchr(name, ':', len) != NULL;
	xs_error_set(err, XS_ERROR_INPUT, 0, "Failed to parse %saddress \"%s\"%s%s", six ? "IPv6 " : "", name,
		parsed ? ": " : "", parsed ? wrong : "");
}

zend_result xs_like_core_scan(const xs_transport *transport, const char *name, size_t len, xs_address *out,
	xs_error *err)
{
	if (transport->kind == XS_ADDR_UNIX && len > 0 && name[0] == '@') {
		*out = (xs_address){ .kind = XS_ADDR_UNIX, .path = { name, len } };
		return SUCCESS;
	}
	const char *wrong = xs_address_scan_rest(transport->kind, name,
		transport->kind == XS_ADDR_INET ? without_path(name, len) : len, out);
	if (wrong == NULL) {
		return SUCCESS;
	}
	bad_address(name, len, wrong, err);
	return FAILURE;
}

void xs_like_core_words(xs_error *err, const char *text, const xs_slice *host)
{
	xs_error said = *err;
	*err = (xs_error) XS_ERROR_INIT;
	switch (said.kind) {
		case XS_ERROR_SYSTEM: /* the text is made from the code */
			err->kind = XS_ERROR_SYSTEM;
			err->code = said.code;
			break;
		case XS_ERROR_LOOKUP:
			xs_error_set(err, XS_ERROR_INPUT, 0, "php_network_getaddresses: getaddrinfo for %.*s failed: %s",
				(int) host->n, host->p,
				ZSTR_VAL(said.text) + strlen("resolve ") + strlen(text) + strlen(": "));
			xs_error_raise(err);
			break;
		default:
			*err = said;
			return;
	}
	xs_error_free(&said);
}

/* A lone string, or strings under names. What is neither is not forgotten, it matches nothing: an empty array
 * where there was one, else [0 => true]. */
static zend_array *fingerprint(zval *value)
{
	zend_string *key;
	zval *item, copy;
	zend_array *out = zend_new_array(1);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		if (Z_TYPE_P(value) == IS_STRING) {
			ZVAL_STR_COPY(&copy, Z_STR_P(value));
		} else {
			ZVAL_TRUE(&copy);
		}
		zend_hash_next_index_insert(out, &copy);
		return out;
	}
	ZEND_HASH_FOREACH_STR_KEY_VAL(Z_ARRVAL_P(value), key, item) {
		ZVAL_DEREF(item);
		if (key == NULL || Z_TYPE_P(item) != IS_STRING) {
			zend_hash_clean(out);
			break;
		}
		ZVAL_STR_COPY(&copy, Z_STR_P(item));
		zend_hash_update(out, key, &copy);
	}
	ZEND_HASH_FOREACH_END();
	return out;
}

/* What PHP 8.6 adds: core checks it, and throws. */
static bool convert_new(xs_option_id id, zval *value, xs_value *out, xs_error *err)
{
	const char *name = xs_option_rows[id].name;
	char *why;
	if (xs_option_rows[id].type == XS_TYPE_CALLBACK) {
		if (xs_callback_convert(value, out, &why) == SUCCESS) {
			return true;
		}
		xs_error_set(err, XS_ERROR_TYPE, 0, "%s must be a valid callback%s%s", name, why ? ", " : "",
			why ? why : "");
		if (why) {
			efree(why);
		}
	} else if (id == XS_OPT_early_data) {
		if (Z_TYPE_P(value) == IS_STRING) {
			out->s = zend_string_copy(Z_STR_P(value));
			return true;
		}
		xs_error_set(err, XS_ERROR_TYPE, 0, "early_data must be a string");
	} else if (id == XS_OPT_max_early_data) {
		zend_long most = zval_get_long(value);
		out->i = MIN(most, INT_MAX);
		if (most >= 0 && (uint64_t) most <= UINT32_MAX) {
			return true;
		}
		xs_error_set(err, XS_ERROR_VALUE, 0, "max_early_data must be between 0 and %u", UINT32_MAX);
	} else if (Z_TYPE_P(value) != IS_NULL) {
		out->s = Z_TYPE_P(value) == IS_OBJECT ? xs_tls_session_der(value) : NULL;
		if (out->s) {
			return true;
		}
		xs_error_set(err, XS_ERROR_TYPE, 0, "session_data must be an Openssl\\Session instance");
	}
	return false;
}

/* Session options that both know are checked, too, by xs_like_core_check_sessions(). */
static bool is_new(xs_option_id id)
{
	return xs_option_rows[id].type == XS_TYPE_CALLBACK || xs_option_rows[id].type == XS_TYPE_SESSION
		|| id == XS_OPT_early_data || id == XS_OPT_max_early_data;
}

static bool core_has_them(void)
{
	return xs_option_has_class(XS_OPT_session_data);
}

static zval *raw(php_stream_context *context, const char *name)
{
	return context ? php_stream_context_get_option(context, "ssl", name) : NULL;
}

static zend_result must_be_positive(php_stream_context *context, const char *name, xs_error *err)
{
	zval *value = raw(context, name);
	if (value && zval_get_long(value) <= 0) {
		xs_error_set(err, XS_ERROR_VALUE, 0, "%s must be positive", name);
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_like_core_check_sessions(const xs_options *opt, php_stream_context *context, xs_error *err)
{
	zval *id = raw(context, "session_id_context");
	bool verifies = XS_INT(opt, verify_peer, 1), has_get = XS_GIVEN(opt, session_get_cb);
	if (!core_has_them()) {
		return SUCCESS;
	}
	if (id && (Z_TYPE_P(id) != IS_STRING || Z_STRLEN_P(id) == 0)) {
		xs_error_set(err, XS_ERROR_TYPE, 0, "session_id_context must be a non empty string");
	} else if (XS_GIVEN(opt, session_new_cb) && !id && verifies) {
		xs_error_set(err, XS_ERROR_VALUE, 0, "session_id_context must be set if session_new_cb is set");
	} else if (has_get && !XS_GIVEN(opt, session_new_cb)) {
		xs_error_set(err, XS_ERROR_VALUE, 0, "session_new_cb is required when session_get_cb is provided");
	} else if (has_get && !XS_INT(opt, no_ticket, 1)) {
		xs_error_set(err, XS_ERROR_VALUE, 0, "Session tickets cannot be enabled when session_get_cb is set");
	} else if (!has_get && XS_INT(opt, session_cache, 0)) {
		if (!id && verifies) {
			xs_error_set(err, XS_ERROR_VALUE, 0, "session_id_context must be set for internal session cache");
			return FAILURE;
		}
		return must_be_positive(context, "session_cache_size", err) == SUCCESS
			? must_be_positive(context, "session_timeout", err)
			: FAILURE;
	}
	return err->kind == XS_ERROR_NONE ? SUCCESS : FAILURE;
}

bool xs_like_core_opens_with_tls(const xs_options *opt)
{
	return (XS_GIVEN(opt, session_cache) ? XS_INT(opt, session_cache, 0) : XS_GIVEN(opt, session_get_cb))
		|| XS_GIVEN(opt, early_data_cb) || XS_INT(opt, max_early_data, 0) > 0;
}

bool xs_like_core_convert(xs_option_id id, zval *value, bool tls, xs_value *out, xs_error *err)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	xs_error ignored = XS_ERROR_INIT;
	if (id == XS_OPT_so_reuseaddr && !XS_CORE_HAS_REUSEADDR) {
		return false; /* it is on, whatever a context says: Amp's says false, and its servers start again */
	}
	if (is_new(id)) {
		return tls && core_has_them() && convert_new(id, value, out, err);
	}
	if (id == XS_OPT_peer_fingerprint) {
		out->a = fingerprint(value);
		return true;
	}
	if (row->type == XS_TYPE_BOOL) {
		out->i = zend_is_true(value);
		return true;
	}
	if (Z_TYPE_P(value) == IS_NULL) {
		return false;
	}
	if (row->type == XS_TYPE_INT) {
		out->i = zval_get_long(value);
		return out->i >= row->min && out->i <= row->max && !(row->level >= 0 && row->optname == XS_LACKING);
	}
	if (row->type == XS_TYPE_STRING && Z_TYPE_P(value) != IS_ARRAY) {
		out->s = zval_try_get_string(value);
		return out->s != NULL;
	}
	bool fits = xs_option_convert(id, value, "", true, out, &ignored) == SUCCESS;
	xs_error_free(&ignored);
	return fits;
}

zend_string *xs_like_core_name(const xs_sockaddr *sa, zend_string *name)
{
	const struct sockaddr_un *un = (const struct sockaddr_un *) &sa->sa;
	if (sa->sa.ss_family == AF_UNIX && ZSTR_LEN(name) > 0 && un->sun_path[0] == '\0') {
		ZSTR_VAL(name)[0] = '\0';
	}
	return name;
}
