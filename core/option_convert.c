/* Values of scripts to values of options, the way PHP's weak mode does, but for words as bools. */
#include "options.h"

#include "../transports/tls.h"
#include "prelude.h"

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

/* Of strings only numbers and "": weak mode would take "off" and "false" for true. */
static bool to_bool(zval *value, zend_long *out)
{
	zend_long whole;
	double broken;
	bool number = Z_TYPE_P(value) == IS_STRING
		&& (Z_STRLEN_P(value) == 0
			|| is_numeric_string(Z_STRVAL_P(value), Z_STRLEN_P(value), &whole, &broken, false));
	if (!number && (Z_TYPE_P(value) < IS_FALSE || Z_TYPE_P(value) > IS_DOUBLE)) {
		return false;
	}
	*out = zend_is_true(value);
	return true;
}

/* A copy of strings, or of arrays of them, without references: what the script does with its variables later
 * is no change of ours. */
static zend_array *copy_strings(zend_array *from)
{
	zend_string *key;
	zend_ulong index;
	zval *item, copy;
	zend_array *to = zend_new_array(zend_hash_num_elements(from));
	ZEND_HASH_FOREACH_KEY_VAL(from, index, key, item) {
		ZVAL_DEREF(item);
		if (Z_TYPE_P(item) == IS_ARRAY) {
			ZVAL_ARR(&copy, copy_strings(Z_ARRVAL_P(item)));
		} else {
			ZVAL_COPY(&copy, item);
		}
		key ? zend_hash_add_new(to, key, &copy) : zend_hash_index_add_new(to, index, &copy);
	}
	ZEND_HASH_FOREACH_END();
	return to;
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
	}
	ZEND_HASH_FOREACH_END();
	out->a = copy_strings(Z_ARRVAL_P(value));
	return SUCCESS;
}

/* A whole or broken number of seconds; rows give the range in milliseconds. */
static bool to_double(zval *value, double *out)
{
	zend_long whole;
	if (Z_TYPE_P(value) == IS_DOUBLE) {
		*out = Z_DVAL_P(value);
		return true;
	}
	if (Z_TYPE_P(value) == IS_STRING
		&& is_numeric_string(Z_STRVAL_P(value), Z_STRLEN_P(value), &whole, out, false) == IS_DOUBLE) {
		return true;
	}
	if (!to_long(value, &whole)) {
		return false;
	}
	*out = (double) whole;
	return true;
}

/* Strings, or one level of arrays of strings, under names; a lone string becomes [string]. */
static zend_result map_of_strings(zval *value, xs_value *out)
{
	zval *item, *inner, copy;
	if (Z_TYPE_P(value) == IS_STRING) {
		out->a = zend_new_array(1);
		ZVAL_STR_COPY(&copy, Z_STR_P(value));
		zend_hash_next_index_insert(out->a, &copy);
		return SUCCESS;
	}
	if (Z_TYPE_P(value) != IS_ARRAY) {
		return FAILURE;
	}
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), item) {
		ZVAL_DEREF(item);
		if (Z_TYPE_P(item) == IS_ARRAY) {
			ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(item), inner) {
				ZVAL_DEREF(inner);
				if (Z_TYPE_P(inner) != IS_STRING) {
					return FAILURE;
				}
			}
			ZEND_HASH_FOREACH_END();
		} else if (Z_TYPE_P(item) != IS_STRING) {
			return FAILURE;
		}
	}
	ZEND_HASH_FOREACH_END();
	out->a = copy_strings(Z_ARRVAL_P(value));
	return SUCCESS;
}

/* What an option of a few words may be, or NULL. */
static const char *words(xs_option_id id)
{
	switch (id) {
		case XS_OPT_proxy_protocol:
			return "\"off\", \"optional\" or \"required\"";
		case XS_OPT_client_certs:
			return "\"none\", \"request\" or \"require\"";
		case XS_OPT_ktls:
			return "\"off\", \"auto\" or \"require\"";
		default:
			return NULL;
	}
}

static bool is_word_of(const char *words, const zend_string *word)
{
	char quoted[16];
	if (ZSTR_LEN(word) > sizeof(quoted) - 3 || strlen(ZSTR_VAL(word)) != ZSTR_LEN(word)
		|| strpbrk(ZSTR_VAL(word), "\", ")) {
		return false;
	}
	snprintf(quoted, sizeof(quoted), "\"%s\"", ZSTR_VAL(word));
	return strstr(words, quoted) != NULL;
}

static const char *type_name(xs_option_type type)
{
	switch (type) {
		case XS_TYPE_BOOL:
			return "bool";
		case XS_TYPE_INT:
			return "int";
		case XS_TYPE_FLOAT:
			return "float";
		case XS_TYPE_STRING:
			return "string";
		case XS_TYPE_NAME_OR_ID:
			return "string|int";
		case XS_TYPE_MAP:
			return "array of strings or string";
		case XS_TYPE_SESSION:
			return "Openssl\\Session or string";
		default:
			return "array of strings";
	}
}

static zend_result convert_string(xs_option_id id, zval *value, const char *where, xs_error_kind range_error,
	xs_value *out, xs_error *err)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	const char *known = words(id);
	zend_string *s = zval_get_string(value);
	if (known && !is_word_of(known, s)) {
		xs_error_set(err, range_error, 0, "%s \"%s\" must be %s, \"%s\" given", where, row->name, known,
			ZSTR_VAL(s));
		zend_string_release(s);
		return FAILURE;
	}
	if (row->max > 0 && (ZSTR_LEN(s) < (size_t) row->min || ZSTR_LEN(s) > (size_t) row->max)) {
		xs_error_set(err, range_error, 0,
			"%s \"%s\" must be a string of " ZEND_LONG_FMT " to " ZEND_LONG_FMT " bytes, %zu given", where,
			row->name, row->min, row->max, ZSTR_LEN(s));
		zend_string_release(s);
		return FAILURE;
	}
	/* What goes on as a C string would be cut: another file would be opened. */
	if (row->type == XS_TYPE_STRING && strlen(ZSTR_VAL(s)) != ZSTR_LEN(s) && id != XS_OPT_passphrase
		&& id != XS_OPT_session_id_context && id != XS_OPT_early_data) {
		xs_error_set(err, range_error, 0, "%s \"%s\" must not contain NUL bytes", where, row->name);
		zend_string_release(s);
		return FAILURE;
	}
	out->s = s;
	return SUCCESS;
}

/* For a mode, "between 0 and 511" would not say what is wrong with 660: it is decimal. */
static void out_of_range(const struct xs_option_row *row, bool is_mode, const char *where, zend_long given,
	xs_error_kind kind, xs_error *err)
{
	if (is_mode) {
		xs_error_set(err, kind, 0,
			"%s \"%s\" must be between 0 and 0777, an int written in octal, " ZEND_LONG_FMT " given", where,
			row->name, given);
		return;
	}
	xs_error_set(err, kind, 0,
		"%s \"%s\" must be between " ZEND_LONG_FMT " and " ZEND_LONG_FMT ", " ZEND_LONG_FMT " given", where,
		row->name, row->min, row->max, given);
}

static void wrong_type(xs_option_id id, const zval *value, const char *where, xs_error_kind kind,
	xs_error *err)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	if (words(id)) {
		xs_error_set(err, kind, 0, "%s \"%s\" must be %s, %s given", where, row->name, words(id),
			zend_zval_type_name(value));
		return;
	}
	/* A string for a number is shown, as "64k" says more than its type. Others may be secret. */
	bool shown = Z_TYPE_P(value) == IS_STRING && row->type <= XS_TYPE_FLOAT && Z_STRLEN_P(value) <= 64;
	xs_error_set(err, kind, 0, "%s \"%s\" must be of type %s%s, %s%s%s%s given", where, row->name,
		type_name(row->type), id == XS_OPT_unix_mode ? " written in octal" : "", zend_zval_type_name(value),
		shown ? " \"" : "", shown ? Z_STRVAL_P(value) : "", shown ? "\"" : "");
}

static zend_result convert_callback(xs_option_id id, zval *value, const char *where, xs_error_kind type_error,
	xs_value *out, xs_error *err)
{
	char *why;
	if (!xs_option_has_class(id)) {
		xs_error_set(err, type_error == XS_ERROR_TYPE ? XS_ERROR_VALUE : type_error, 0,
			"%s \"%s\" needs the class %s, which PHP 8.6 has", where, xs_option_rows[id].name,
			xs_option_class(id));
		return FAILURE;
	}
	if (xs_callback_convert(value, out, &why) == SUCCESS) {
		return SUCCESS;
	}
	xs_error_set(err, type_error, 0, "%s \"%s\" must be a valid callback%s%s", where, xs_option_rows[id].name,
		why ? ", " : "", why ? why : "");
	if (why) {
		efree(why);
	}
	return FAILURE;
}

static bool convert_session(const struct xs_option_row *row, zval *value, const char *where,
	xs_error_kind range_error, xs_value *out, xs_error *err)
{
	out->s = xs_tls_session_der(value);
	if (out->s == NULL && Z_TYPE_P(value) == IS_STRING) {
		xs_error_set(err, range_error, 0, "%s \"%s\" is no session in PEM or DER", where, row->name);
	}
	return out->s != NULL;
}

static zend_result convert(xs_option_id id, zval *value, const char *where, bool from_context, xs_value *out,
	xs_error *err)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	xs_error_kind type_error = from_context ? XS_ERROR_INPUT : XS_ERROR_TYPE;
	xs_error_kind range_error = from_context ? XS_ERROR_INPUT : XS_ERROR_VALUE;
	bool fits = false;

	ZVAL_DEREF(value);
	switch (row->type) {
		case XS_TYPE_BOOL:
			fits = to_bool(value, &out->i);
			break;
		case XS_TYPE_INT:
			/* A string's digits are decimal, so "0400" would be 0620. */
			fits = !(id == XS_OPT_unix_mode && Z_TYPE_P(value) == IS_STRING) && to_long(value, &out->i);
			if (fits && (out->i < row->min || out->i > row->max)) {
				out_of_range(row, id == XS_OPT_unix_mode, where, out->i, range_error, err);
				return FAILURE;
			}
			break;
		case XS_TYPE_FLOAT:
			fits = to_double(value, &out->f);
			/* Turned round, for NAN is in no range. */
			if (fits && !(out->f * 1000.0 >= (double) row->min && out->f * 1000.0 <= (double) row->max)) {
				xs_error_set(err, range_error, 0, "%s \"%s\" must be between %g and %g seconds, %g given",
					where, row->name, (double) row->min / 1000.0, (double) row->max / 1000.0, out->f);
				return FAILURE;
			}
			break;
		case XS_TYPE_STRING:
		case XS_TYPE_NAME_OR_ID:
			fits = Z_TYPE_P(value) == IS_STRING
				|| (row->type == XS_TYPE_NAME_OR_ID && Z_TYPE_P(value) == IS_LONG);
			if (fits && convert_string(id, value, where, range_error, out, err) != SUCCESS) {
				return FAILURE;
			}
			break;
		case XS_TYPE_LIST:
			fits = list_of_strings(value, out) == SUCCESS;
			break;
		case XS_TYPE_MAP:
			fits = map_of_strings(value, out) == SUCCESS;
			break;
		case XS_TYPE_CALLBACK:
			return convert_callback(id, value, where, type_error, out, err);
		case XS_TYPE_SESSION:
			fits = convert_session(row, value, where, range_error, out, err);
			break;
	}
	if (!fits) {
		wrong_type(id, value, where, type_error, err);
		return FAILURE;
	}
	if (row->level >= 0 && row->optname == XS_LACKING) {
		xs_error_set(err, range_error, 0, "%s \"%s\" is not available on this platform", where, row->name);
		xs_value_free(id, out);
		return FAILURE;
	}
	return SUCCESS;
}

static bool has_nul(const zend_string *s)
{
	return strlen(ZSTR_VAL(s)) != ZSTR_LEN(s);
}

/* Names, addresses and files go on as C strings, too; keys and passphrases are bytes. */
static bool has_nul_inside(zend_array *array)
{
	zend_string *key;
	zval *item;
	ZEND_HASH_FOREACH_STR_KEY_VAL(array, key, item) {
		if ((key && has_nul(key)) || (Z_TYPE_P(item) == IS_ARRAY && has_nul_inside(Z_ARRVAL_P(item)))
			|| (Z_TYPE_P(item) == IS_STRING && has_nul(Z_STR_P(item))
				&& !(key && zend_string_equals_literal(key, "passphrase")))) {
			return true;
		}
	}
	ZEND_HASH_FOREACH_END();
	return false;
}

static bool would_be_cut(xs_option_id id, const xs_value *value)
{
	switch (xs_option_rows[id].type) {
		case XS_TYPE_NAME_OR_ID:
			return has_nul(value->s);
		case XS_TYPE_LIST:
		case XS_TYPE_MAP:
			return id != XS_OPT_ticket_keys && has_nul_inside(value->a);
		default:
			return false;
	}
}

zend_result xs_option_convert(xs_option_id id, zval *value, const char *where, bool from_context,
	xs_value *out, xs_error *err)
{
	if (convert(id, value, where, from_context, out, err) != SUCCESS) {
		return FAILURE;
	}
	if (would_be_cut(id, out)) {
		xs_error_set(err, from_context ? XS_ERROR_INPUT : XS_ERROR_VALUE, 0,
			"%s \"%s\" must not contain NUL bytes", where, xs_option_rows[id].name);
		xs_value_free(id, out);
		return FAILURE;
	}
	if (xs_prelude_check_value(id, out, where, from_context ? XS_ERROR_INPUT : XS_ERROR_VALUE, err)
		!= SUCCESS) {
		xs_value_free(id, out);
		return FAILURE;
	}
	return SUCCESS;
}
