/* Io\Poll\Context: watchers, and waiting for them. */
#include "poll.h"

#include "zend_enum.h"
#include "zend_exceptions.h"

static zend_object_handlers handlers;

#define THIS_SET() (&XS_POLL_OBJECT(xs_poll_context, Z_OBJ_P(ZEND_THIS))->set)

zend_object *xs_poll_context_create(zend_class_entry *ce)
{
	xs_poll_context *context = zend_object_alloc(sizeof(*context), ce);
	memset(context, 0, offsetof(xs_poll_context, std));
	zend_object_std_init(&context->std, ce);
	object_properties_init(&context->std, ce);
	context->std.handlers = &handlers;
	return &context->std;
}

static void free_context(zend_object *object)
{
	xs_poll_context *context = XS_POLL_OBJECT(xs_poll_context, object);
	if (context->set.ops) {
		xs_set_destroy(&context->set);
	}
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *n)
{
	xs_poll_set *set = &XS_POLL_OBJECT(xs_poll_context, object)->set;
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (set->ops) {
		xs_set_add_gc(set, buffer);
	}
	zend_get_gc_buffer_use(buffer, table, n);
	return NULL;
}

void xs_poll_context_handlers(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(xs_poll_context, std);
	handlers.free_obj = free_context;
	handlers.get_gc = get_gc;
	handlers.clone_obj = NULL;
}

/* ---- methods ------------------------------------------------------------------------------------ */

ZEND_METHOD(Io_Poll_Context, __construct)
{
	zval *backend = NULL;
	const xs_pollset_ops *ops = xs_poll_backend(NULL);
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJECT_OF_CLASS(backend, xs_ce_backend)
	ZEND_PARSE_PARAMETERS_END();
	if (THIS_SET()->ops) {
		zend_throw_error(NULL, "Io\\Poll\\Context object is already constructed");
		RETURN_THROWS();
	}
	if (backend) {
		ops = xs_poll_backend(Z_OBJ_P(backend));
		if (ops == NULL) {
			zend_throw_exception_ex(xs_ce_backend_unavailable, 0, "Backend %s not available",
				Z_STRVAL_P(zend_enum_fetch_case_name(Z_OBJ_P(backend))));
			RETURN_THROWS();
		}
	}
	if (xs_set_init(THIS_SET(), ops) != 0) {
		xs_poll_throw(xs_ce_failed_init, "Failed to initialize polling context", errno);
	}
}

ZEND_METHOD(Io_Poll_Context, add)
{
	zval *handle, *array, *data = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_OBJECT_OF_CLASS(handle, xs_ce_poll_handle)
		Z_PARAM_ARRAY(array)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(data)
	ZEND_PARSE_PARAMETERS_END();
	uint32_t events = xs_events_from_array(Z_ARRVAL_P(array));
	if (events == 0) {
		zend_argument_type_error(2, "must be array of Event enums");
		RETURN_THROWS();
	}
	xs_poll_handle *of = XS_POLL_OBJECT(xs_poll_handle, Z_OBJ_P(handle));
	php_socket_t fd = xs_poll_handle_fd(of);
	if (EG(exception)) {
		RETURN_THROWS();
	}
	if (fd == SOCK_ERR) {
		xs_poll_throw(xs_ce_invalid_handle, "Invalid handle for polling", 0);
		RETURN_THROWS();
	}
	object_init_ex(return_value, xs_ce_watcher);
	xs_watcher *watcher = XS_POLL_OBJECT(xs_watcher, Z_OBJ_P(return_value));
	watcher->handle = of;
	GC_ADDREF(&of->std);
	watcher->watched = events;
	if (data) {
		ZVAL_COPY(&watcher->data, data);
	}
	if (xs_set_add(THIS_SET(), watcher, fd) == 0) {
		return;
	}
	if (errno == EEXIST) {
		xs_poll_throw(xs_ce_already_watched, "Handle already added", 0);
	} else {
		xs_poll_throw(xs_ce_failed_add, "Failed to add handle", errno);
	}
	RETURN_THROWS();
}

/* Handlers that are called asynchronously run before the exception is seen. Left to themselves, PHP up to 8.3
 * loses them while one is on its way. What a handler throws has ours as its previous one. */
static void run_signal_handlers(void)
{
	if (zend_interrupt_function && XS_SIGNAL_PENDING()) {
		zend_exception_save();
		zend_interrupt_function(EG(current_execute_data));
		zend_exception_restore();
	}
}

ZEND_METHOD(Io_Poll_Context, wait)
{
	zval *timeout = NULL;
	zend_long most = 0;
	bool no_most = true;
	ZEND_PARSE_PARAMETERS_START(0, 2)
		Z_PARAM_OPTIONAL
		Z_PARAM_OBJECT_OF_CLASS_OR_NULL(timeout, xs_ce_duration)
		Z_PARAM_LONG_OR_NULL(most, no_most)
	ZEND_PARSE_PARAMETERS_END();
	int64_t ns = timeout ? xs_duration_ns(Z_OBJ_P(timeout)) : -1;
	if (timeout && ns < 0) {
		zend_argument_value_error(1, "must not be negative");
		RETURN_THROWS();
	}
	if (!no_most && most <= 0) {
		zend_argument_value_error(2, "must be greater than 0");
		RETURN_THROWS();
	}
	if (most > INT_MAX) {
		zend_argument_value_error(2, "must be less than or equal to %d", INT_MAX);
		RETURN_THROWS();
	}
	array_init(return_value);
	if (xs_set_wait(THIS_SET(), ns, no_most ? INT_MAX : most, return_value) != 0) {
		int code = errno;
		zval_ptr_dtor(return_value);
		ZVAL_NULL(return_value);
		xs_poll_throw(xs_ce_failed_wait, "Poll wait failed", code);
		if (code == EINTR) {
			run_signal_handlers();
		}
		RETURN_THROWS();
	}
}

ZEND_METHOD(Io_Poll_Context, getBackend)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ_COPY(zend_enum_get_case_cstr(xs_ce_backend, THIS_SET()->ops->name));
}
