/* Options that are PHP code: callbacks, and what belongs to the classes that PHP 8.6's ext/openssl has for
 * them. */
#include "options.h"

#include "zend_closures.h"
#include "zend_interfaces.h"

const char *xs_option_class(xs_option_id id)
{
	switch (id) {
		case XS_OPT_session_data:
		case XS_OPT_session_new_cb:
		case XS_OPT_session_get_cb:
		case XS_OPT_session_remove_cb:
			return "Openssl\\Session";
		case XS_OPT_psk_client_cb:
		case XS_OPT_psk_server_cb:
			return "Openssl\\Psk";
		default:
			return NULL;
	}
}

bool xs_option_has_class(xs_option_id id)
{
	const char *name = xs_option_class(id);
	if (name == NULL) {
		return true;
	}
	zend_string *text = zend_string_init(name, strlen(name), 0);
	bool found = zend_lookup_class(text) != NULL;
	zend_string_release(text);
	return found;
}

zend_result xs_callback_convert(zval *value, xs_value *out, char **why)
{
	zend_fcall_info_cache found;
	zval closure;
	*why = NULL;
	if (Z_TYPE_P(value) == IS_OBJECT && instanceof_function(Z_OBJCE_P(value), zend_ce_closure)) {
		ZVAL_COPY(&closure, value);
	} else if (!zend_is_callable_ex(value, NULL, 0, NULL, &found, why)) {
		return FAILURE;
	} else {
		zend_release_fcall_info_cache(&found);
		zend_call_method_with_1_params(NULL, zend_ce_closure, NULL, "fromcallable", &closure, value);
		if (Z_TYPE(closure) != IS_OBJECT) {
			zval_ptr_dtor(&closure);
			return FAILURE;
		}
	}
	out->a = zend_new_array(1);
	zend_hash_next_index_insert_new(out->a, &closure);
	return SUCCESS;
}
