#include "options.h"

#include "sockopt.h"

#define T XS_ON_TCP
#define U XS_ON_UDP
#define X XS_ON_UNIX
#define G XS_ON_UDG
#define ALL (T | U | X | G)
#define AT_OPEN XS_AT_OPEN
#define INHERIT XS_INHERIT
#define LIVE XS_LIVE

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

_Static_assert(XS_OPT_COUNT <= 64, "xs_options.given has 64 bits");

int xs_option_find(const char *name, size_t len)
{
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		if (strlen(xs_option_rows[id].name) == len && memcmp(xs_option_rows[id].name, name, len) == 0) {
			return id;
		}
	}
	return -1;
}

/* Levenshtein distance, case-insensitive, of two short names. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t row[65];
	for (size_t j = 0; j <= m; j++) {
		row[j] = j;
	}
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t above = row[j];
			size_t replace = diagonal + (zend_tolower_ascii(a[i - 1]) != zend_tolower_ascii(b[j - 1]));
			row[j] = MIN(replace, MIN(above, row[j - 1]) + 1);
			diagonal = above;
		}
	}
	return row[m];
}

const char *xs_option_nearest(const char *name, size_t len)
{
	const char *best = NULL;
	size_t least = len / 3 + 2; /* a third of the letters may be wrong */
	if (len == 0 || len > 64) {
		return NULL;
	}
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		const char *known = xs_option_rows[id].name;
		size_t d = distance(name, len, known, strlen(known));
		if (d < least) {
			least = d;
			best = known;
		}
	}
	return best;
}

void xs_value_free(xs_option_id id, xs_value *value)
{
	switch (xs_option_rows[id].type) {
		case XS_TYPE_STRING:
		case XS_TYPE_NAME_OR_ID:
			zend_string_release(value->s);
			break;
		case XS_TYPE_LIST:
			zend_array_destroy(value->a);
			break;
		default:
			break;
	}
}

void xs_options_free(xs_options *opt)
{
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		if ((opt->given >> id) & 1u) {
			xs_value_free(id, &opt->v[id]);
		}
	}
	opt->given = 0;
}

void xs_options_put(xs_options *opt, xs_option_id id, xs_value value)
{
	if ((opt->given >> id) & 1u) {
		xs_value_free(id, &opt->v[id]);
	}
	opt->v[id] = value;
	opt->given |= UINT64_C(1) << id;
}

/* An int the way weak mode sees it: ints, bools, whole floats, numeric strings that are whole. */
static bool to_long(zval *value, zend_long *out)
{
	double d = 0.0;
	switch (Z_TYPE_P(value)) {
		case IS_LONG:
			*out = Z_LVAL_P(value);
			return true;
		case IS_TRUE:
		case IS_FALSE:
			*out = Z_TYPE_P(value) == IS_TRUE;
			return true;
		case IS_DOUBLE:
			d = Z_DVAL_P(value);
			break;
		case IS_STRING:
			switch (is_numeric_string(Z_STRVAL_P(value), Z_STRLEN_P(value), out, &d, false)) {
				case IS_LONG:
					return true;
				case IS_DOUBLE:
					break;
				default:
					return false;
			}
			break;
		default:
			return false;
	}
	if (!zend_finite(d) || !ZEND_DOUBLE_FITS_LONG(d) || (double) (zend_long) d != d) {
		return false;
	}
	*out = (zend_long) d;
	return true;
}

static zend_result list_of_strings(zval *value, xs_value *out)
{
	zval *item;
	if (Z_TYPE_P(value) != IS_ARRAY) {
		return FAILURE;
	}
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), item) {
		ZVAL_DEREF(item);
		if (Z_TYPE_P(item) != IS_STRING) {
			return FAILURE;
		}
	} ZEND_HASH_FOREACH_END();
	out->a = zend_array_dup(Z_ARRVAL_P(value));
	return SUCCESS;
}

static const char *type_name(xs_option_type type)
{
	switch (type) {
		case XS_TYPE_BOOL:
			return "bool";
		case XS_TYPE_INT:
			return "int";
		case XS_TYPE_STRING:
			return "string";
		case XS_TYPE_NAME_OR_ID:
			return "string|int";
		default:
			return "array of strings";
	}
}

static zend_result convert_string(const struct xs_option_row *row, zval *value, const char *where,
	xs_error_kind range_error, xs_value *out, xs_error *err)
{
	zend_string *s = zval_get_string(value);
	if (row->max > 0 && (ZSTR_LEN(s) < (size_t) row->min || ZSTR_LEN(s) > (size_t) row->max)) {
		xs_error_set(err, range_error, 0, "%s \"%s\" must be a string of " ZEND_LONG_FMT " to " ZEND_LONG_FMT
			" bytes, %zu given", where, row->name, row->min, row->max, ZSTR_LEN(s));
		zend_string_release(s);
		return FAILURE;
	}
	out->s = s;
	return SUCCESS;
}

zend_result xs_option_convert(xs_option_id id, zval *value, const char *where, bool from_context, xs_value *out,
	xs_error *err)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	xs_error_kind type_error = from_context ? XS_ERROR_INPUT : XS_ERROR_TYPE;
	xs_error_kind range_error = from_context ? XS_ERROR_INPUT : XS_ERROR_VALUE;
	bool fits = false;

	ZVAL_DEREF(value);
	switch (row->type) {
		case XS_TYPE_BOOL:
			fits = Z_TYPE_P(value) <= IS_STRING && Z_TYPE_P(value) != IS_NULL;
			out->i = fits && zend_is_true(value);
			break;
		case XS_TYPE_INT:
			fits = to_long(value, &out->i);
			if (fits && (out->i < row->min || out->i > row->max)) {
				xs_error_set(err, range_error, 0, "%s \"%s\" must be between " ZEND_LONG_FMT " and " ZEND_LONG_FMT
					", " ZEND_LONG_FMT " given", where, row->name, row->min, row->max, out->i);
				return FAILURE;
			}
			break;
		case XS_TYPE_STRING:
			if (Z_TYPE_P(value) == IS_STRING) {
				return convert_string(row, value, where, range_error, out, err);
			}
			break;
		case XS_TYPE_NAME_OR_ID:
			if (Z_TYPE_P(value) == IS_STRING || Z_TYPE_P(value) == IS_LONG) {
				return convert_string(row, value, where, range_error, out, err);
			}
			break;
		case XS_TYPE_LIST:
			fits = list_of_strings(value, out) == SUCCESS;
			break;
	}
	if (!fits) {
		xs_error_set(err, type_error, 0, "%s \"%s\" must be of type %s, %s given", where, row->name,
			type_name(row->type), zend_zval_type_name(value));
		return FAILURE;
	}
	if (row->level != XS_NONE && row->optname == XS_LACKING) {
		xs_error_set(err, range_error, 0, "%s \"%s\" is not available on this platform", where, row->name);
		xs_value_free(id, out);
		return FAILURE;
	}
	return SUCCESS;
}

/* `$options`: unknown keys and options of other transports are errors. */
static zend_result read_array(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
	zend_string *key;
	zval *value;
	char where[128];
	snprintf(where, sizeof(where), "%s(): Argument #%u ($options) option", get_active_function_name(), src->array_arg);

	ZEND_HASH_FOREACH_STR_KEY_VAL(src->array, key, value) {
		if (key == NULL) {
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s names must be strings, this list has a number", where);
			return FAILURE;
		}
		int id = xs_option_find(ZSTR_VAL(key), ZSTR_LEN(key));
		if (id < 0) {
			const char *near = xs_option_nearest(ZSTR_VAL(key), ZSTR_LEN(key));
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s \"%s\" is unknown%s%s%s", where, ZSTR_VAL(key),
				near ? ", did you mean \"" : "", near ? near : "", near ? "\"?" : "");
			return FAILURE;
		}
		if (!(xs_option_rows[id].on & src->on)) {
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s \"%s\" does not apply to %s://", where, ZSTR_VAL(key), src->scheme);
			return FAILURE;
		}
		xs_value v;
		if (((opt->given >> id) & 1u) || Z_TYPE_P(value) == IS_NULL) {
			continue; /* the named argument wins; null means not given */
		}
		if (xs_option_convert(id, value, where, false, &v, err) != SUCCESS) {
			return FAILURE;
		}
		xs_options_put(opt, id, v);
	} ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

/* Context group "socket": unknown keys are warned about, contexts can carry keys meant for another PHP. */
static zend_result read_context(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
	zend_string *key;
	zval *value;
	zval *group = zend_hash_str_find(Z_ARRVAL(src->context->options), "socket", strlen("socket"));
	if (group == NULL || Z_TYPE_P(group) != IS_ARRAY) {
		return SUCCESS;
	}
	/* A warning may run PHP code that changes the context. */
	zend_array *options = zend_array_dup(Z_ARRVAL_P(group));
	zend_result result = SUCCESS;

	ZEND_HASH_FOREACH_STR_KEY_VAL(options, key, value) {
		int id = key ? xs_option_find(ZSTR_VAL(key), ZSTR_LEN(key)) : -1;
		if (id < 0) {
			const char *near = key ? xs_option_nearest(ZSTR_VAL(key), ZSTR_LEN(key)) : NULL;
			xs_error_warn("Unknown socket context option \"%s\"%s%s%s", key ? ZSTR_VAL(key) : "(number)",
				near ? ", did you mean \"" : "", near ? near : "", near ? "\"?" : "");
			continue;
		}
		ZVAL_DEREF(value);
		if (((opt->given >> id) & 1u) || !(xs_option_rows[id].on & src->on) || Z_TYPE_P(value) == IS_NULL) {
			continue;
		}
		xs_value v;
		if (xs_option_convert(id, value, "Socket context option", true, &v, err) != SUCCESS) {
			result = FAILURE;
			break;
		}
		xs_options_put(opt, id, v);
	} ZEND_HASH_FOREACH_END();
	zend_array_destroy(options);
	return result;
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
			xs_error_set(err, XS_ERROR_VALUE, 0, "%s(): Argument #%u ($%s) must be between " ZEND_LONG_FMT " and "
				ZEND_LONG_FMT ", " ZEND_LONG_FMT " given", get_active_function_name(), size->arg, row->name, row->min,
				row->max, size->value);
			return FAILURE;
		}
		xs_options_put(opt, size->id, (xs_value) { .i = size->value });
	}
	return SUCCESS;
}

zend_result xs_options_read(xs_options *opt, const struct xs_options_source *src, xs_error *err)
{
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
