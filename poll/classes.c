/* The classes, their exceptions, and the methods of Io\Poll\Backend. */
#include "poll.h"

#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"

#include "poll_arginfo.h"

zend_class_entry *xs_ce_watcher, *xs_ce_event, *xs_ce_backend, *xs_ce_poll_handle, *xs_ce_duration;
zend_class_entry *xs_ce_time_exception;
zend_class_entry *xs_ce_backend_unavailable, *xs_ce_inactive_watcher, *xs_ce_already_watched,
	*xs_ce_invalid_handle, *xs_ce_failed_init, *xs_ce_failed_add, *xs_ce_failed_modify, *xs_ce_failed_wait;

static const char *provider = "no (xsock.io_poll is off)";

const char *xs_poll_provider(void)
{
	return provider;
}

/* ---- events ------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	size_t length;
} event_names[] = {
#define EVENT(name) \
	{ \
		name, sizeof(name) - 1 \
	}
	EVENT("Read"),
	EVENT("Write"),
	EVENT("Error"),
	EVENT("HangUp"),
	EVENT("ReadHangUp"),
	EVENT("OneShot"),
	EVENT("EdgeTriggered"),
};
#define N_EVENTS (sizeof(event_names) / sizeof(event_names[0]))

uint32_t xs_event_bit(zend_object *event)
{
	const zend_string *name = Z_STR_P(zend_enum_fetch_case_name(event));
	for (size_t i = 0; i < N_EVENTS; i++) {
		if (ZSTR_LEN(name) == event_names[i].length
			&& memcmp(ZSTR_VAL(name), event_names[i].name, event_names[i].length) == 0) {
			return 1u << i;
		}
	}
	return 0;
}

uint32_t xs_events_from_array(HashTable *array)
{
	uint32_t events = 0;
	zval *entry;
	ZEND_HASH_FOREACH_VAL(array, entry) {
		ZVAL_DEREF(entry);
		if (Z_TYPE_P(entry) != IS_OBJECT || Z_OBJCE_P(entry) != xs_ce_event) {
			return 0;
		}
		events |= xs_event_bit(Z_OBJ_P(entry));
	}
	ZEND_HASH_FOREACH_END();
	return events;
}

void xs_events_to_array(uint32_t events, zval *array)
{
	array_init(array);
	for (size_t i = 0; i < N_EVENTS; i++) {
		if (events & 1u << i) {
			zval one;
			ZVAL_OBJ_COPY(&one, zend_enum_get_case_cstr(xs_ce_event, event_names[i].name));
			add_next_index_zval(array, &one);
		}
	}
}

/* ---- errors ------------------------------------------------------------------------------------- */

/* FailedPollOperationException::ERROR_... for an errno. */
static zend_long error_of(int code)
{
	switch (code) {
		case 0:
			return 0;
		case ENOMEM:
			return 2;
		case EINVAL:
		case EBADF:
			return 3;
		case EEXIST:
			return 4;
		case ENOENT:
			return 5;
		case ETIMEDOUT:
			return 6;
		case EINTR:
			return 7;
		case EACCES:
		case EPERM:
			return 8;
		case EMFILE:
		case ENFILE:
			return 9;
		case EAGAIN:
			return 10;
		case ENOSYS:
		case EOPNOTSUPP:
			return 11;
		default:
			return 1;
	}
}

void xs_poll_throw(zend_class_entry *ce, const char *message, int code)
{
	zend_throw_exception(ce, message, error_of(code));
}

/* ---- Io\Poll\Backend ---------------------------------------------------------------------------- */

ZEND_METHOD(Io_Poll_Backend, getAvailableBackends)
{
	const xs_pollset_ops *const all[] = { &xs_pollset_poll, xs_pollset_kernel };
	ZEND_PARSE_PARAMETERS_NONE();
	array_init(return_value);
	for (int i = 0; i < 2 && all[i]; i++) {
		zval one;
		ZVAL_OBJ_COPY(&one, zend_enum_get_case_cstr(xs_ce_backend, all[i]->name));
		add_next_index_zval(return_value, &one);
	}
}

ZEND_METHOD(Io_Poll_Backend, isAvailable)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(xs_poll_backend(Z_OBJ_P(ZEND_THIS)) != NULL);
}

ZEND_METHOD(Io_Poll_Backend, supportsEdgeTriggering)
{
	ZEND_PARSE_PARAMETERS_NONE();
	const xs_pollset_ops *ops = xs_poll_backend(Z_OBJ_P(ZEND_THIS));
	RETURN_BOOL(ops && ops->edge);
}

const xs_pollset_ops *xs_poll_backend(zend_object *backend)
{
	const xs_pollset_ops *best = xs_pollset_kernel ? xs_pollset_kernel : &xs_pollset_poll;
	const char *name = backend ? Z_STRVAL_P(zend_enum_fetch_case_name(backend)) : "Auto";
	return strcmp(name, "Auto") == 0 || strcmp(name, best->name) == 0 ? best
		: strcmp(name, xs_pollset_poll.name) == 0                     ? &xs_pollset_poll
																	  : NULL;
}

/* ---- registration ------------------------------------------------------------------------------- */

static int refuse_user_class(zend_class_entry *handle, zend_class_entry *class)
{
	(void) handle;
	if (class->type == ZEND_USER_CLASS) {
		zend_error_noreturn(E_ERROR, "Io\\Poll\\Handle cannot be implemented by user classes");
	}
	return SUCCESS;
}

static void register_exceptions(void)
{
	zend_class_entry *io = register_class_Io_IoException(zend_ce_exception);
	zend_class_entry *poll = register_class_Io_Poll_PollException(io);
	zend_class_entry *failed = register_class_Io_Poll_FailedPollOperationException(poll);
	xs_ce_failed_init = register_class_Io_Poll_FailedContextInitializationException(failed);
	xs_ce_failed_add = register_class_Io_Poll_FailedHandleAddException(failed);
	xs_ce_failed_modify = register_class_Io_Poll_FailedWatcherModificationException(failed);
	xs_ce_failed_wait = register_class_Io_Poll_FailedPollWaitException(failed);
	xs_ce_backend_unavailable = register_class_Io_Poll_BackendUnavailableException(poll);
	xs_ce_inactive_watcher = register_class_Io_Poll_InactiveWatcherException(poll);
	xs_ce_already_watched = register_class_Io_Poll_HandleAlreadyWatchedException(poll);
	xs_ce_invalid_handle = register_class_Io_Poll_InvalidHandleException(poll);
	xs_ce_time_exception = register_class_Time_TimeException(zend_ce_exception);
}

static bool exists(const char *lower_name)
{
	return zend_hash_str_exists(CG(class_table), lower_name, strlen(lower_name));
}

void xs_poll_startup(bool wanted)
{
	if (exists("io\\poll\\context") || exists("streampollhandle") || exists("time\\duration")
		|| exists("io\\ioexception")) {
		provider = "another extension";
		return;
	}
	if (!wanted) {
		return;
	}
	static char text[40];
	snprintf(text, sizeof(text), "xsock: %s%s%s", xs_pollset_kernel ? xs_pollset_kernel->name : "",
		xs_pollset_kernel ? ", " : "", xs_pollset_poll.name);
	provider = text;
	register_exceptions();
	xs_ce_backend = register_class_Io_Poll_Backend();
	xs_ce_event = register_class_Io_Poll_Event();
	xs_ce_poll_handle = register_class_Io_Poll_Handle();
	xs_ce_poll_handle->interface_gets_implemented = refuse_user_class;
	register_class_StreamPollHandle(xs_ce_poll_handle)->create_object = xs_poll_handle_create;
	xs_ce_watcher = register_class_Io_Poll_Watcher();
	xs_ce_watcher->create_object = xs_watcher_create;
	register_class_Io_Poll_Context()->create_object = xs_poll_context_create;
	xs_ce_duration = register_class_Time_Duration();
	xs_ce_duration->create_object = xs_duration_create;
	XS_READONLY_CLASS(xs_ce_duration);
	xs_poll_handle_handlers();
	xs_watcher_handlers();
	xs_poll_context_handlers();
	xs_duration_handlers();
}
