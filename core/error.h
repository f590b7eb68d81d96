/* Errors are values inside; only xs_error_raise() and xs_error_warn() turn them into PHP errors, and only the
 * files of api/ and the stream operations call those. */
#ifndef XS_ERROR_H
#define XS_ERROR_H

#include "../xs_compat.h"

typedef enum {
	XS_ERROR_NONE = 0,
	XS_ERROR_SYSTEM, /* a system call failed: code is its errno */
	XS_ERROR_INPUT,  /* an address or a context value is unusable: false + E_WARNING, code 0 */
	XS_ERROR_LOOKUP, /* the same: a name has no address */
	XS_ERROR_CRYPTO, /* what core says of TLS: an E_WARNING for each piece between form feeds, none for an
						empty text */
	XS_ERROR_TYPE,   /* an argument or $options value has a wrong type: TypeError */
	XS_ERROR_VALUE   /* an argument or $options value is out of range or unknown: ValueError */
} xs_error_kind;

typedef struct xs_error {
	xs_error_kind kind;
	int code;          /* errno, read once right behind the system call; 0 when none was made */
	zend_string *text; /* owned; NULL while nobody asked or when the code says it all */
} xs_error;

#define XS_ERROR_INIT \
	{ \
		XS_ERROR_NONE, 0, NULL \
	}

/* Records an error with its text. The first one wins: a later call on a filled error does nothing. */
void xs_error_set(xs_error *err, xs_error_kind kind, int code, const char *fmt, ...)
	ZEND_ATTRIBUTE_FORMAT(printf, 4, 5);

/* Records a failed system call as "step address: reason". `code` is its errno. */
void xs_error_system(xs_error *err, int code, const char *step, const char *address);

/* Puts step and address in front of the text there is: "step address: text". */
void xs_error_prefix(xs_error *err, const char *step, const char *address);

/* The text, made from the code when there is none. Borrowed; "" when there is no error. */
const char *xs_error_text(xs_error *err);

/* The edge: throws TypeError/ValueError for XS_ERROR_TYPE/VALUE, else raises E_WARNING. Runs PHP code (error
 * handlers). */
void xs_error_raise(xs_error *err);

/* The same for what is wrong with TLS on a stream: on PHP 8.6 warnings go by the error mode of its context.
 */
void xs_error_raise_tls(php_stream *stream, xs_error *err);

/* The edge: E_WARNING with the name of the running function in front. Runs PHP code. */
void xs_error_warn(const char *fmt, ...) ZEND_ATTRIBUTE_FORMAT(printf, 1, 2);

/* The edge: raises a warning that was kept for this moment, unless an exception is on its way, and releases
 * it. NULL is none. Runs PHP code. */
void xs_error_tell(zend_string *warning);

/* The edge: core's E_NOTICE (8.6: E_WARNING) about a failed send, silent for streams that suppress errors.
 * Runs PHP code, which cannot close the stream meanwhile. */
void xs_error_notice_send(php_stream *stream, size_t count, int code);

/* The exception on its way is taken back; NULL when there is none, or when it is the end of the script or of
 * a fiber. The caller owns it and gives it to xs_error_throw(). */
zend_object *xs_error_take_back(void);
void xs_error_throw(zend_object *thrown);

void xs_error_free(xs_error *err);

#endif
