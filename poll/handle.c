/* StreamPollHandle: a stream that can be watched. */
#include "poll.h"

#include "../core/error.h"
#include "../core/hold.h"
#include "zend_exceptions.h"

static zend_object_handlers handlers;

zend_object *xs_poll_handle_create(zend_class_entry *ce)
{
	xs_poll_handle *handle = zend_object_alloc(sizeof(*handle), ce);
	memset(handle, 0, offsetof(xs_poll_handle, std));
	zend_object_std_init(&handle->std, ce);
	object_properties_init(&handle->std, ce);
	handle->std.handlers = &handlers;
	return &handle->std;
}

static void free_handle(zend_object *object)
{
	xs_poll_handle *handle = XS_POLL_OBJECT(xs_poll_handle, object);
	if (handle->res) {
		zend_list_delete(handle->res);
		handle->res = NULL; /* at the end of a request the context may be freed later, and asks */
	}
	zend_object_std_dtor(object);
}

void xs_poll_handle_handlers(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.offset = offsetof(xs_poll_handle, std);
	handlers.free_obj = free_handle;
	handlers.clone_obj = NULL;
}

php_stream *xs_poll_handle_stream(const xs_poll_handle *handle)
{
	/* A resource that was closed stays while somebody refers to it, without its type. */
	return handle->res && handle->res->type >= 0 ? handle->res->ptr : NULL;
}

php_socket_t xs_poll_handle_fd(const xs_poll_handle *handle)
{
	php_stream *stream = xs_poll_handle_stream(handle);
	php_socket_t fd = SOCK_ERR;
	if (stream == NULL) {
		return SOCK_ERR;
	}
	/* Not php_stream_cast(): before 8.3 it refuses streams with filters. A stream wrapper of the script runs
	 * its code in it. */
	const char *label = stream->ops->label;
	bool held = xs_hold(stream);
	bool cast = stream->ops->cast
		&& stream->ops->cast(stream, PHP_STREAM_AS_FD_FOR_SELECT, (void *) &fd) == SUCCESS;
	xs_hold_end(stream, held);
	if (cast) {
		return fd;
	}
	if (!EG(exception)) {
		xs_error_warn("Cannot represent a stream of type %s as a pollable descriptor", label);
	}
	return SOCK_ERR;
}

ZEND_METHOD(StreamPollHandle, __construct)
{
	xs_poll_handle *handle = XS_POLL_OBJECT(xs_poll_handle, Z_OBJ_P(ZEND_THIS));
	zval *zv;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_RESOURCE(zv)
	ZEND_PARSE_PARAMETERS_END();
	php_stream *stream = zend_fetch_resource2(Z_RES_P(zv), NULL, php_file_le_stream(), php_file_le_pstream());
	if (stream == NULL) {
		zend_argument_type_error(1, "must be an open stream resource");
		RETURN_THROWS();
	}
	if (handle->res) {
		zend_throw_error(NULL, "StreamPollHandle object is already constructed");
		RETURN_THROWS();
	}
	handle->res = Z_RES_P(zv);
	GC_ADDREF(handle->res);
}

ZEND_METHOD(StreamPollHandle, getStream)
{
	xs_poll_handle *handle = XS_POLL_OBJECT(xs_poll_handle, Z_OBJ_P(ZEND_THIS));
	ZEND_PARSE_PARAMETERS_NONE();
	if (handle->res) {
		GC_ADDREF(handle->res);
		RETURN_RES(handle->res);
	}
}

ZEND_METHOD(StreamPollHandle, isValid)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_stream *stream = xs_poll_handle_stream(XS_POLL_OBJECT(xs_poll_handle, Z_OBJ_P(ZEND_THIS)));
	RETURN_BOOL(stream && !php_stream_eof(stream));
}
