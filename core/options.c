#include "options.h"

#include "like_core.h"
#include "sockopt.h"

#define T XS_ON_TCP
#define U XS_ON_UDP
#define X XS_ON_UNIX
#define G XS_ON_UDG
#define ALL (T | U | X | G)
#define AT_OPEN XS_AT_OPEN
#define INHERIT XS_INHERIT
#define LIVE XS_LIVE
#define UNBOUND XS_UNBOUND
#define SERVER XS_SERVER
#define CLIENT XS_CLIENT

const struct xs_option_row xs_option_rows[XS_OPT_COUNT] = {
#define XS_OPT(name, type, min, max, on, when, level, optname, doc) \
	[XS_OPT_##name] = { #name, XS_TYPE_##type, min, max, on, when, level, optname },
#include "options.def"
#undef XS_OPT
};

#undef T
#undef U
#undef X
#undef G

_Static_assert(XS_OPT_COUNT <= 128, "xs_options.given has 128 bits");

int xs_option_find(const char *name, size_t len)
{
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		if (strlen(xs_option_rows[id].name) == len && memcmp(xs_option_rows[id].name, name, len) == 0) {
			return id;
		}
	}
	return -1;
}

static void free_array(zend_array *array)
{
	if (GC_FLAGS(array) & IS_ARRAY_PERSISTENT) {
		zend_hash_destroy(array);
		pefree(array, 1);
	} else {
		zend_array_destroy(array);
	}
}

static void free_persistent(zval *value)
{
	if (Z_TYPE_P(value) == IS_ARRAY) {
		free_array(Z_ARRVAL_P(value));
	} else if (Z_TYPE_P(value) == IS_STRING) {
		zend_string_release(Z_STR_P(value));
	}
}

/* Of strings and arrays of strings, for longer than the request. */
static zend_array *persistent_array(zend_array *from)
{
	zend_array *to = pemalloc(sizeof(*to), 1);
	zend_string *key;
	zend_ulong index;
	zval *value, copy;
	zend_hash_init(to, zend_hash_num_elements(from), NULL, free_persistent, 1);
	ZEND_HASH_FOREACH_KEY_VAL(from, index, key, value) {
		if (Z_TYPE_P(value) == IS_ARRAY) {
			ZVAL_ARR(&copy, persistent_array(Z_ARRVAL_P(value)));
		} else if (Z_TYPE_P(value) == IS_STRING) {
			ZVAL_STR(&copy, zend_string_init(Z_STRVAL_P(value), Z_STRLEN_P(value), 1));
		} else {
			ZVAL_TRUE(&copy);
		}
		if (key) {
			zend_hash_str_update(to, ZSTR_VAL(key), ZSTR_LEN(key), &copy);
		} else {
			zend_hash_index_update(to, index, &copy);
		}
	}
	ZEND_HASH_FOREACH_END();
	return to;
}

void xs_value_free(xs_option_id id, xs_value *value)
{
	switch (xs_option_rows[id].type) {
		case XS_TYPE_STRING:
		case XS_TYPE_NAME_OR_ID:
		case XS_TYPE_SESSION:
			zend_string_release(value->s);
			break;
		case XS_TYPE_LIST:
		case XS_TYPE_MAP:
		case XS_TYPE_CALLBACK:
			free_array(value->a);
			break;
		default:
			break;
	}
}

void xs_options_free(xs_options *opt)
{
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		if (XS_HAS(opt, id)) {
			xs_value_free(id, &opt->v[id]);
		}
	}
	memset(opt->given, 0, sizeof(opt->given));
}

void xs_options_copy_ssl(xs_options *to, const xs_options *from, bool persistent)
{
	to->as_core |= from->as_core;
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		xs_value v = from->v[id];
		if (!XS_HAS(from, id) || xs_option_rows[id].level != XS_SSL) {
			continue;
		}
		switch (xs_option_rows[id].type) {
			case XS_TYPE_STRING:
			case XS_TYPE_SESSION:
				v.s = persistent ? zend_string_init(ZSTR_VAL(v.s), ZSTR_LEN(v.s), 1) : zend_string_copy(v.s);
				break;
			case XS_TYPE_LIST:
			case XS_TYPE_MAP:
			case XS_TYPE_CALLBACK:
				v.a = persistent ? persistent_array(v.a) : zend_array_dup(v.a);
				break;
			default:
				break;
		}
		xs_options_put(to, id, v);
	}
}

void xs_options_forget_calls(xs_options *opt)
{
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		if (!XS_HAS(opt, id)) {
			continue;
		}
		if (XS_OF_CONNECTION(id)) {
			xs_value_free(id, &opt->v[id]);
			opt->given[id / 64] &= ~(UINT64_C(1) << (id % 64));
		} else if (xs_option_rows[id].type == XS_TYPE_CALLBACK) {
			xs_options_put(opt, id, (xs_value){ .a = zend_new_array(0) });
		}
	}
}

void xs_options_put(xs_options *opt, xs_option_id id, xs_value value)
{
	if (XS_HAS(opt, id)) {
		xs_value_free(id, &opt->v[id]);
	}
	opt->v[id] = value;
	opt->given[id / 64] |= UINT64_C(1) << (id % 64);
}

static const char *why_refused(unsigned why)
{
	return why & XS_SERVER ? "is for servers"
		: why & XS_CLIENT  ? "is for clients"
						   : "cannot be set on a socket that is bound already";
}

static void say_unknown(const char *where, const zend_string *key, const zval *value, xs_error *err)
{
	const char *nearest = xs_option_nearest(ZSTR_VAL(key), ZSTR_LEN(key));
	if (nearest == NULL
		&& Z_TYPE_P(value) == IS_ARRAY) { /* ['ssl' => [...]], as for stream_context_create() */
		xs_error_set(err, XS_ERROR_VALUE, 0, "%s \"%s\" is unknown; only a context has groups of options",
			where, ZSTR_VAL(key));
		return;
	}
	xs_error_set(err, XS_ERROR_VALUE, 0, "%s \"%s\" is unknown%s%s%s", where, ZSTR_VAL(key),
		nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}

/* `$options`: unknown keys and options of other transports are errors. */
static zend_result read_array(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
	zend_string *key;
	zval *value;
	char where[128];
	snprintf(where, sizeof(where), "%s(): Argument #%u ($options) option", get_active_function_name(),
		src->array_arg);

	ZEND_HASH_FOREACH_STR_KEY_VAL(src->array, key, value) {
		ZVAL_DEREF(value);
		if (key == NULL) {
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s names must be strings, this list has a number", where);
			return FAILURE;
		}
		int id = xs_option_find(ZSTR_VAL(key), ZSTR_LEN(key));
		if (id < 0) {
			say_unknown(where, key, value, err);
			return FAILURE;
		}
		if (!(xs_option_rows[id].on & src->on)) {
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s \"%s\" does not apply to %s://", where, ZSTR_VAL(key),
				src->scheme);
			return FAILURE;
		}
		if (xs_option_rows[id].when & src->refused) {
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s \"%s\" %s", where, ZSTR_VAL(key),
				why_refused(xs_option_rows[id].when & src->refused));
			return FAILURE;
		}
		xs_value v;
		if (XS_HAS(opt, id) || Z_TYPE_P(value) == IS_NULL) {
			continue; /* the named argument wins; null means not given */
		}
		if (xs_option_convert(id, value, where, false, &v, err) != SUCCESS) {
			return FAILURE;
		}
		xs_options_put(opt, id, v);
	}
	ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

/* What core puts into a context itself, and the options only another version of PHP serves: no reason for a
 * warning. */
static bool is_known_elsewhere(const char *name)
{
	static const char *const names[] = { "peer_certificate", "peer_certificate_chain", "session_meta",
		"SNI_server_name" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], name) == 0) {
			return true;
		}
	}
	return false;
}

/* A key that is not of this group of the context. */
static void warn_unknown(const char *group, const zend_string *key, bool of_the_other)
{
	if (key == NULL) {
		xs_error_warn("Unknown %s context option \"(number)\"", group);
	} else if (of_the_other) {
		xs_error_warn("Unknown %s context option \"%s\", it belongs to the group \"%s\"", group,
			ZSTR_VAL(key), strcmp(group, "ssl") == 0 ? "socket" : "ssl");
	} else if (!is_known_elsewhere(ZSTR_VAL(key))) {
		const char *nearest = xs_option_nearest(ZSTR_VAL(key), ZSTR_LEN(key));
		xs_error_warn("Unknown %s context option \"%s\"%s%s%s", group, ZSTR_VAL(key),
			nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
	}
}

/* A group of the context: unknown keys are warned about, contexts can carry keys meant for another PHP. */
static zend_result read_group(xs_options *opt, const struct xs_options_source *src, const char *name,
	xs_error *err)
{
	zend_string *key;
	zval *value;
	bool ssl = strcmp(name, "ssl") == 0;
	zval *group = zend_hash_str_find(Z_ARRVAL(src->context->options), name, strlen(name));
	if (group == NULL || Z_TYPE_P(group) != IS_ARRAY) {
		return SUCCESS;
	}
	/* A warning may run PHP code that changes the context. */
	zend_array *options = zend_array_dup(Z_ARRVAL_P(group));
	zend_result result = SUCCESS;

	ZEND_HASH_FOREACH_STR_KEY_VAL(options, key, value) {
		int id = key ? xs_option_find(ZSTR_VAL(key), ZSTR_LEN(key)) : -1;
		if (id < 0 || (xs_option_rows[id].level == XS_SSL) != ssl) {
			if (!src->as_core) {
				warn_unknown(name, key, id >= 0);
			}
			continue;
		}
		xs_value v;
		ZVAL_DEREF(value);
		if (XS_HAS(opt, id) || !(xs_option_rows[id].on & src->on)
			|| (xs_option_rows[id].when & src->refused)) {
			continue;
		}
		if (src->as_core) {
			if (xs_like_core_convert(id, value, !src->no_tls, &v, err)) {
				xs_options_put(opt, id, v);
			}
			if (err->kind != XS_ERROR_NONE) {
				result = FAILURE;
				break;
			}
			continue;
		}
		if (Z_TYPE_P(value) == IS_NULL) {
			continue;
		}
		if (xs_option_convert(id, value, ssl ? "SSL context option" : "Socket context option", true, &v, err)
			!= SUCCESS) {
			result = FAILURE;
			break;
		}
		xs_options_put(opt, id, v);
	}
	ZEND_HASH_FOREACH_END();
	zend_array_destroy(options);
	return result;
}

/* Names somebody might take for groups of a context; no wrapper of PHP's has them. */
static void warn_wrong_groups(const php_stream_context *context)
{
	static const char *const names[] = { "xsock", "tcp", "tls", "udp", "unix", "udg" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !EG(exception); i++) {
		if (zend_hash_str_exists(Z_ARRVAL(context->options), names[i], strlen(names[i]))) {
			xs_error_warn("Unknown context group \"%s\", options belong into \"socket\" and \"ssl\"",
				names[i]);
		}
	}
}

static zend_result read_context(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
	if (!src->ssl_only && !src->as_core) {
		warn_wrong_groups(src->context);
	}
	if (!src->ssl_only && read_group(opt, src, "socket", err) != SUCCESS) {
		return FAILURE;
	}
	return read_group(opt, src, "ssl", err);
}

static zend_result read_named(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
	for (size_t i = 0; i < src->named_count; i++) {
		const struct xs_named_size *size = &src->named[i];
		const struct xs_option_row *row = &xs_option_rows[size->id];
		if (size->is_null) {
			continue;
		}
		if (size->value < row->min || size->value > row->max) {
			xs_error_set(err, XS_ERROR_VALUE, 0,
				"%s(): Argument #%u ($%s) must be between " ZEND_LONG_FMT " and " ZEND_LONG_FMT
				", " ZEND_LONG_FMT " given",
				get_active_function_name(), size->arg, row->name, row->min, row->max, size->value);
			return FAILURE;
		}
		xs_options_put(opt, size->id, (xs_value){ .i = size->value });
	}
	return SUCCESS;
}

zend_result xs_options_read(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
	opt->as_core = src->as_core;
	if (read_named(opt, src, err) != SUCCESS || (src->array && read_array(opt, src, err) != SUCCESS)
		|| (src->context && read_context(opt, src, err) != SUCCESS)) {
		xs_options_free(opt);
		return FAILURE;
	}
	if (EG(exception)) { /* a warning became one */
		xs_options_free(opt);
		return FAILURE;
	}
	return SUCCESS;
}
