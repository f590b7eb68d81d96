/* Io\Poll\Watcher: what a context watches, and what came of it. */
#include "poll.h"

#include "zend_exceptions.h"

static zend_object_handlers handlers;

#define THIS_WATCHER() XS_POLL_OBJECT(xs_watcher, Z_OBJ_P(ZEND_THIS))

zend_object *xs_watcher_create(zend_class_entry *ce)
{
	xs_watcher *watcher = zend_object_alloc(sizeof(*watcher), ce);
	memset(watcher, 0, offsetof(xs_watcher, std));
	watcher->all.next = watcher->all.prev = &watcher->all;
	watcher->hot.next = watcher->hot.prev = &watcher->hot;
	watcher->fd = SOCK_ERR;
	ZVAL_NULL(&watcher->data);
	zend_object_std_init(&watcher->std, ce);
	object_properties_init(&watcher->std, ce);
	watcher->std.handlers = &handlers;
	return &watcher->std;
}

/* Its set holds a reference, so an active watcher gets here only when everything goes down or when the
 * collector found a ring of garbage with the context in it. */
static void free_watcher(zend_object *object)
{
	xs_watcher *watcher = XS_POLL_OBJECT(xs_watcher, object);
	xs_watcher_forget(watcher);
	zval_ptr_dtor(&watcher->data);
	if (watcher->handle) {
		OBJ_RELEASE(&watcher->handle->std);
	}
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *n)
{
	xs_watcher *watcher = XS_POLL_OBJECT(xs_watcher, object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &watcher->data);
	if (watcher->handle) {
		zend_get_gc_buffer_add_obj(buffer, &watcher->handle->std);
	}
	zend_get_gc_buffer_use(buffer, table, n);
	return NULL;
}

void xs_watcher_handlers(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(xs_watcher, std);
	handlers.free_obj = free_watcher;
	handlers.get_gc = get_gc;
	handlers.clone_obj = NULL;
}

/* ---- methods ------------------------------------------------------------------------------------ */

ZEND_METHOD(Io_Poll_Watcher, __construct)
{
	(void) execute_data, (void) return_value;
	zend_throw_error(NULL, "Cannot directly construct Watcher, use Context::add");
}

ZEND_METHOD(Io_Poll_Watcher, getHandle)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_OBJ_COPY(&THIS_WATCHER()->handle->std);
}

ZEND_METHOD(Io_Poll_Watcher, getWatchedEvents)
{
	ZEND_PARSE_PARAMETERS_NONE();
	xs_events_to_array(THIS_WATCHER()->watched, return_value);
}

ZEND_METHOD(Io_Poll_Watcher, getTriggeredEvents)
{
	ZEND_PARSE_PARAMETERS_NONE();
	xs_events_to_array(THIS_WATCHER()->triggered, return_value);
}

ZEND_METHOD(Io_Poll_Watcher, getData)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_COPY(&THIS_WATCHER()->data);
}

ZEND_METHOD(Io_Poll_Watcher, hasTriggered)
{
	zval *event;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(event, xs_ce_event)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_BOOL(THIS_WATCHER()->triggered & xs_event_bit(Z_OBJ_P(event)));
}

ZEND_METHOD(Io_Poll_Watcher, isActive)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(xs_watcher_is_active(THIS_WATCHER()));
}

/* An exception when it is over with it. */
static bool is_modifiable(xs_watcher *watcher)
{
	if (xs_watcher_is_active(watcher)) {
		return true;
	}
	xs_poll_throw(xs_ce_inactive_watcher, "Cannot modify inactive watcher", 0);
	return false;
}

static bool modify_events(xs_watcher *watcher, zval *array)
{
	uint32_t events = xs_events_from_array(Z_ARRVAL_P(array));
	if (events == 0) {
		zend_argument_type_error(1, "must be array of Event enums");
		return false;
	}
	if (!is_modifiable(watcher)) {
		return false;
	}
	if (xs_set_modify(watcher, events) != 0) {
		xs_poll_throw(xs_ce_failed_modify, "Failed to modify watcher in polling system", errno);
		return false;
	}
	return true;
}

/* The old data may be the last reference to anything, so it goes last. */
static void modify_data(xs_watcher *watcher, zval *data)
{
	zval old;
	ZVAL_COPY_VALUE(&old, &watcher->data);
	ZVAL_COPY(&watcher->data, data);
	zval_ptr_dtor(&old);
}

ZEND_METHOD(Io_Poll_Watcher, modify)
{
	zval *events, *data = NULL;
	(void) return_value;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY(events)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(data)
	ZEND_PARSE_PARAMETERS_END();
	if (modify_events(THIS_WATCHER(), events) && data) {
		modify_data(THIS_WATCHER(), data);
	}
}

ZEND_METHOD(Io_Poll_Watcher, modifyEvents)
{
	zval *events;
	(void) return_value;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY(events)
	ZEND_PARSE_PARAMETERS_END();
	modify_events(THIS_WATCHER(), events);
}

ZEND_METHOD(Io_Poll_Watcher, modifyData)
{
	zval *data;
	(void) return_value;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ZVAL(data)
	ZEND_PARSE_PARAMETERS_END();
	if (is_modifiable(THIS_WATCHER())) {
		modify_data(THIS_WATCHER(), data);
	}
}

ZEND_METHOD(Io_Poll_Watcher, remove)
{
	(void) return_value;
	ZEND_PARSE_PARAMETERS_NONE();
	xs_watcher *watcher = THIS_WATCHER();
	if (xs_watcher_is_active(watcher)) {
		xs_set_remove(watcher, false);
	} else if (!watcher->closed) {
		xs_poll_throw(xs_ce_inactive_watcher, "Cannot remove inactive watcher", 0);
	}
}
