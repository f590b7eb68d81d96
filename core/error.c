#include "error.h"

#include "../os/sock.h"
#include "hold.h"

#include "zend_exceptions.h"

void xs_error_set(xs_error *err, xs_error_kind kind, int code, const char *fmt, ...)
{
	if (err->kind != XS_ERROR_NONE) {
		return;
	}
	va_list args;
	va_start(args, fmt);
	err->kind = kind;
	err->code = code;
	err->text = zend_vstrpprintf(0, fmt, args);
	va_end(args);
}

void xs_error_system(xs_error *err, int code, const char *step, const char *address)
{
	char reason[128];
	xs_os_strerror(code, reason, sizeof(reason));
	xs_error_set(err, XS_ERROR_SYSTEM, code, "%s %s: %s", step, address, reason);
}

void xs_error_prefix(xs_error *err, const char *step, const char *address)
{
	zend_string *text = strpprintf(0, "%s %s: %s", step, address, xs_error_text(err));
	if (err->text) {
		zend_string_release(err->text);
	}
	err->text = text;
}

const char *xs_error_text(xs_error *err)
{
	if (err->text == NULL) {
		if (err->code == 0) {
			return "";
		}
		char reason[128];
		xs_os_strerror(err->code, reason, sizeof(reason));
		err->text = zend_string_init(reason, strlen(reason), 0);
	}
	return ZSTR_VAL(err->text);
}

static void warn(php_stream *stream, const char *text, size_t n)
{
	if (stream) {
		XS_STREAM_WARN(stream, E_WARNING, ProtocolError, "%.*s", (int) n, text);
	} else {
		php_error_docref(NULL, E_WARNING, "%.*s", (int) n, text);
	}
}

static void raise_of(php_stream *stream, xs_error *err)
{
	const char *text = xs_error_text(err);
	switch (err->kind) {
		case XS_ERROR_NONE:
			break;
		case XS_ERROR_TYPE:
			zend_type_error("%s", text);
			break;
		case XS_ERROR_VALUE:
			zend_value_error("%s", text);
			break;
		case XS_ERROR_CRYPTO:
			for (const char *p = text; *p && !EG(exception);) {
				size_t n = strcspn(p, "\f");
				warn(stream, p, n);
				p += n + (p[n] == '\f');
			}
			break;
		default:
			warn(stream, text, strlen(text));
	}
}

void xs_error_raise(xs_error *err)
{
	raise_of(NULL, err);
}

void xs_error_raise_tls(php_stream *stream, xs_error *err)
{
	raise_of(stream, err);
}

void xs_error_warn(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	zend_string *text = zend_vstrpprintf(0, fmt, args);
	va_end(args);
	php_error_docref(NULL, E_WARNING, "%s", ZSTR_VAL(text));
	zend_string_release(text);
}

void xs_error_tell(zend_string *warning)
{
	if (warning && !EG(exception)) {
		xs_error_warn("%s", ZSTR_VAL(warning));
	}
	if (warning) {
		zend_string_release(warning);
	}
}

void xs_error_notice_send(php_stream *stream, size_t count, int code)
{
	if (stream->flags & PHP_STREAM_FLAG_SUPPRESS_ERRORS) {
		return;
	}
	char reason[128];
	xs_os_strerror(code, reason, sizeof(reason));
	bool held = xs_hold(stream); /* PHP goes on with it behind our operation */
	XS_STREAM_WARN(stream, E_NOTICE, NetworkSendFailed, "Send of %zu bytes failed with errno=%d %s", count,
		code, reason);
	xs_hold_end(stream, held);
}

zend_object *xs_error_take_back(void)
{
	zend_object *thrown = EG(exception);
	if (thrown == NULL || zend_is_unwind_exit(thrown) || zend_is_graceful_exit(thrown)) {
		return NULL;
	}
	GC_ADDREF(thrown);
	zend_clear_exception();
	return thrown;
}

void xs_error_throw(zend_object *thrown)
{
	zend_throw_exception_internal(thrown);
}

void xs_error_free(xs_error *err)
{
	if (err->text) {
		zend_string_release(err->text);
	}
	memset(err, 0, sizeof(*err));
}
