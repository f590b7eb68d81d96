/* Options: read once, from a table, into plain C values, before any system call. After xs_options_read() no
 * code looks at a context or a zval again. Precedence: named argument > $options > context > default. */
#ifndef XS_OPTIONS_H
#define XS_OPTIONS_H

#include "error.h"

typedef enum {
#define XS_OPT(name, type, min, max, on, when, level, optname, doc) XS_OPT_##name,
#include "options.def"
#undef XS_OPT
	XS_OPT_COUNT
} xs_option_id;

/* Transports an option means something to. */
#define XS_ON_TCP 1u
#define XS_ON_UDP 2u
#define XS_ON_UNIX 4u
#define XS_ON_UDG 8u

/* When an option counts. */
#define XS_AT_OPEN 1u
#define XS_INHERIT 2u
#define XS_LIVE 4u
#define XS_UNBOUND 8u /* not once the socket is bound */
#define XS_SERVER 16u /* servers only */
#define XS_CLIENT 32u /* clients only */

typedef enum {
	XS_TYPE_BOOL,
	XS_TYPE_INT,
	XS_TYPE_FLOAT,
	XS_TYPE_STRING,
	XS_TYPE_NAME_OR_ID,
	XS_TYPE_LIST,
	XS_TYPE_MAP,
	XS_TYPE_CALLBACK,
	XS_TYPE_SESSION
} xs_option_type;

#define XS_NONE (-1)    /* level of an option that is no socket option */
#define XS_SSL (-2)     /* level of an option of the context group "ssl" */
#define XS_LACKING (-1) /* optname of a socket option this platform lacks */

struct xs_option_row {
	const char *name;
	xs_option_type type;
	zend_long min, max;
	unsigned on, when;
	int level, optname;
};
extern const struct xs_option_row xs_option_rows[XS_OPT_COUNT];

typedef union xs_value {
	zend_long i;
	double f;
	zend_string *s; /* STRING, NAME_OR_ID; SESSION, as DER; owned */
	zend_array *a;  /* LIST, of strings; MAP, of strings and arrays, a lone string under key 0; no references
					   in it; CALLBACK, [closure]; owned */
} xs_value;

typedef struct xs_options {
	uint64_t given[2]; /* bit of each option somebody gave */
	bool as_core;      /* of a replaced transport: core's defaults count for the others */
	xs_value v[XS_OPT_COUNT];
} xs_options;

#define XS_HAS(opt, id) ((bool) (((opt)->given[(id) / 64] >> ((id) % 64)) & 1u))
#define XS_GIVEN(opt, name) XS_HAS(opt, XS_OPT_##name)
#define XS_INT(opt, name, otherwise) \
	(XS_GIVEN(opt, name) ? (opt)->v[XS_OPT_##name].i : (zend_long) (otherwise))
#define XS_FLOAT(opt, name, otherwise) \
	(XS_GIVEN(opt, name) ? (opt)->v[XS_OPT_##name].f : (double) (otherwise))
#define XS_STR(opt, name) (XS_GIVEN(opt, name) ? (opt)->v[XS_OPT_##name].s : NULL)

/* Is it about one connection, so that others may share an SSL_CTX whatever its value? */
#define XS_OF_CONNECTION(id) (xs_option_rows[id].type == XS_TYPE_SESSION || (id) == XS_OPT_early_data)

/* An explicit size given as a named argument of the running function. */
struct xs_named_size {
	xs_option_id id;
	uint32_t arg; /* its number, for the error */
	zend_long value;
	bool is_null;
};

/* Where options come from. All borrowed. */
struct xs_options_source {
	const struct xs_named_size *named; /* or NULL */
	size_t named_count;
	HashTable *array;   /* the flat $options argument, or NULL */
	uint32_t array_arg; /* its number */
	php_stream_context *context;
	unsigned on; /* bit of the transport: others' options are an error in $options, ignored in a context */
	const char *scheme; /* for that error */
	unsigned
		refused;   /* XS_UNBOUND, XS_SERVER, XS_CLIENT: likewise an error in $options, left alone elsewhere */
	bool ssl_only; /* of the context, read the group "ssl" alone */
	bool no_tls;   /* with as_core: TLS does not begin now, core has no look at its callbacks yet */
	bool as_core;  /* of the context, what is unknown or of a wrong kind is as if it were not there */
};

/* Fills *opt, which must be zeroed. On failure nothing is owned by *opt.
 * May raise E_WARNING about unknown context keys, so it may run PHP code; makes no system call. */
zend_result xs_options_read(xs_options *opt, const struct xs_options_source *src, xs_error *err);

/* Converts one value for option `id` the way PHP's weak mode does. `kind` is the error kind for a wrong type
 * (XS_ERROR_TYPE, or XS_ERROR_INPUT for contexts). On success *out is owned by the caller (xs_value_free). */
zend_result xs_option_convert(xs_option_id id, zval *value, const char *where, bool from_context,
	xs_value *out, xs_error *err);
void xs_value_free(xs_option_id id, xs_value *value);

/* For a CALLBACK: a closure of the callable, which keeps the rights of the code that runs now. FAILURE: why
 * not is in *why, emalloc'ed, or NULL. May run PHP code. */
zend_result xs_callback_convert(zval *value, xs_value *out, char **why);

/* The class of ext/openssl the option's values or its callback's arguments are of, or NULL. */
const char *xs_option_class(xs_option_id id);

/* Is that class there? May run PHP code that loads it. */
bool xs_option_has_class(xs_option_id id);

/* Puts a value in, freeing the former one. *opt owns it from then on. */
void xs_options_put(xs_options *opt, xs_option_id id, xs_value value);

/* The option of that name, or -1. */
int xs_option_find(const char *name, size_t len);

/* The known name nearest to a mistyped one, or NULL when none is near. In option_names.c. */
const char *xs_option_nearest(const char *name, size_t len);

/* The options of the group "ssl", copied; persistent: for longer than the request. */
void xs_options_copy_ssl(xs_options *to, const xs_options *from, bool persistent);

/* Keeps of callbacks only that they are there, and nothing of what is about one connection. */
void xs_options_forget_calls(xs_options *opt);

void xs_options_free(xs_options *opt);

#endif
