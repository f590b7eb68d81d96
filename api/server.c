/* xsock_server() and xsock_client(). */
#include "../core/adopt.h"
#include "../core/connect.h"
#include "../core/prelude.h"
#include "../core/sockopt.h"
#include "../transports/tls.h"
#include "api.h"

/* What both functions need on their way to a stream. */
struct opening {
	zend_string *text;
	zend_string *shown; /* the same for errors */
	xs_address address;
	xs_options opt;
	struct xs_options_source src;
	xs_error err;
	php_stream_context *context;
	zend_long flags;
	xs_deadline deadline; /* for clients */
	php_socket_t fd;      /* to be adopted, still the caller's */
	xs_found found;       /* what that is */
};

/* Gives sock a descriptor by `open`. NULL when that fails: sock is freed, also when the request ends in there
 * because memory_limit is reached. */
static xs_socket *opened(struct opening *o, xs_socket *sock, bool (*open)(struct opening *, xs_socket *))
{
	volatile bool done = false;
	zend_try
	{
		done = open(o, sock);
	}
	zend_catch
	{
		xs_socket_free(sock);
		zend_bailout();
	}
	zend_end_try();
	if (!done) {
		xs_socket_free(sock);
	}
	return done ? sock : NULL;
}

/* The four sizes both functions take, as named arguments starting with number `arg`. */
static void name_sizes(struct xs_named_size *sizes, uint32_t arg)
{
	static const xs_option_id ids[] = { XS_OPT_read_buffer, XS_OPT_write_buffer, XS_OPT_so_rcvbuf,
		XS_OPT_so_sndbuf };
	for (uint32_t i = 0; i < 4; i++) {
		sizes[i].id = ids[i];
		sizes[i].arg = arg + i;
	}
}

static zend_result read_options(struct opening *o, const xs_transport *transport)
{
	o->src.context = o->context;
	o->src.on = transport->on;
	o->src.scheme = transport->name;
	return xs_options_read(&o->opt, &o->src, &o->err);
}

/* Stream sockets share a store of TLS contexts with their connections. The ssl options given flat win over a
 * context's also when enable_crypto reads that again later, so they are kept apart. */
static zend_result share_tls(struct opening *o, xs_socket *sock)
{
	xs_options flat = { 0 };
	struct xs_options_source src = {
		.array = o->src.array,
		.array_arg = o->src.array_arg,
		.on = sock->transport->on,
		.scheme = sock->transport->name,
	};
	if (src.array && xs_options_read(&flat, &src, &o->err) != SUCCESS) {
		return FAILURE;
	}
	xs_socket_share_tls(sock, &flat, &o->address.host);
	xs_options_free(&flat);
	return SUCCESS;
}

/* Runs no PHP code once the descriptor is taken. */
static bool take_server(struct opening *o, xs_socket *sock)
{
	return share_tls(o, sock) == SUCCESS
		&& (!xs_transport_speaks_tls(sock->transport, &o->opt)
			|| xs_tls_prepare(sock->tls_store, &o->opt, true, &o->err) == SUCCESS)
		&& xs_adopt(sock, &o->address, o->fd, &o->found, true, o->shown, &o->opt, &o->err) == SUCCESS;
}

static bool take_client(struct opening *o, xs_socket *sock)
{
	return share_tls(o, sock) == SUCCESS
		&& xs_adopt(sock, &o->address, o->fd, &o->found, false, o->shown, &o->opt, &o->err) == SUCCESS
		&& xs_connect_tls(sock, &o->opt, NULL, ZSTR_VAL(o->shown), o->deadline, &o->err) == SUCCESS;
}

/* A socket around the descriptor an fd:// or systemd:// address names, or NULL. */
static xs_socket *adopt(struct opening *o, bool server, bool persistent)
{
	o->src.refused |= XS_UNBOUND;
	if (xs_adopt_find(&o->address, ZSTR_VAL(o->shown), &o->fd, &o->err) != SUCCESS
		|| xs_adopt_check(o->fd, server, ZSTR_VAL(o->shown), &o->found, &o->err) != SUCCESS
		|| read_options(o, o->found.transport) != SUCCESS
		|| xs_adopt_unowned(o->fd, ZSTR_VAL(o->shown), &o->err) != SUCCESS
		|| (server && xs_prelude_check(&o->opt, &o->err) != SUCCESS)) {
		return NULL;
	}
	/* What can still be set on a socket that is bound; the rest was for whoever bound it. */
	const xs_transport *transport = o->found.transport;
	int domain = o->found.name.sa.ss_family;
	if (xs_sockopt_apply(o->fd, domain, &o->opt, transport->on, XS_LIVE, ZSTR_VAL(o->shown), &o->err)
			!= SUCCESS
		|| (transport->bound
			&& transport->bound(o->fd, domain, &o->opt, ZSTR_VAL(o->shown), &o->err) != SUCCESS)) {
		return NULL;
	}
	return opened(o, xs_socket_new(transport, persistent), server ? take_server : take_client);
}

/* Fails for the script: by-reference results, then warning or exception. */
static void fail(struct opening *o, zval *error_code, zval *error_message)
{
	xs_out_error(error_code, error_message, &o->err);
	if (!EG(exception)) {
		xs_error_raise(&o->err);
	}
	xs_error_free(&o->err);
	xs_options_free(&o->opt);
}

static bool listen_on(struct opening *o, xs_socket *sock)
{
	return share_tls(o, sock) == SUCCESS
		&& xs_listener_open(sock, &o->address, o->shown, (int) o->flags, &o->opt, &o->err) == SUCCESS;
}

static xs_socket *open_server(struct opening *o)
{
	const xs_transport *transport = xs_arg_address(o->text, &o->address, &o->err);
	if (transport == NULL) {
		return o->err.kind == XS_ERROR_NONE ? adopt(o, true, false) : NULL;
	}
	if (read_options(o, transport) != SUCCESS) {
		return NULL;
	}
	return opened(o, xs_socket_new(transport, false), listen_on);
}

/* The stream, new or found, with what PHP knows about it besides, becomes the result. */
static void hand_over(php_stream *stream, struct opening *o, zval *return_value)
{
	XS_SET_URI(stream, o->text);
	if (!(stream->flags & PHP_STREAM_FLAG_NO_FCLOSE)) { /* else a call for it, which uses the former one */
		php_stream_context_set(stream, o->context);
	}
	php_stream_to_zval(stream, return_value);
	if (xs_tls_is_up(XS_SOCK(stream))) {
		xs_tls_capture(stream, &o->opt);
		xs_tls_tell(stream);
	}
}

PHP_FUNCTION(xsock_server)
{
	struct opening o = { .err = XS_ERROR_INIT, .flags = STREAM_XPORT_BIND | STREAM_XPORT_LISTEN };
	zval *error_code = NULL, *error_message = NULL, *zcontext = NULL;
	struct xs_named_size sizes[5] = {
		{ .id = XS_OPT_backlog, .arg = 6, .is_null = true },
		{ .is_null = true },
		{ .is_null = true },
		{ .is_null = true },
		{ .is_null = true },
	};

	ZEND_PARSE_PARAMETERS_START(1, 11)
		Z_PARAM_STR(o.text)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(error_code)
		Z_PARAM_ZVAL(error_message)
		Z_PARAM_LONG(o.flags)
		Z_PARAM_RESOURCE_OR_NULL(zcontext)
		Z_PARAM_LONG_OR_NULL(sizes[0].value, sizes[0].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[1].value, sizes[1].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[2].value, sizes[2].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[3].value, sizes[3].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[4].value, sizes[4].is_null)
		Z_PARAM_ARRAY_HT(o.src.array)
	ZEND_PARSE_PARAMETERS_END();

	if (!(o.flags & STREAM_XPORT_BIND) || (o.flags & ~(STREAM_XPORT_BIND | STREAM_XPORT_LISTEN))) {
		zend_argument_value_error(4, "must be STREAM_SERVER_BIND with or without STREAM_SERVER_LISTEN");
		RETURN_THROWS();
	}
	name_sizes(sizes + 1, 7);
	o.src.named = sizes;
	o.src.named_count = 5;
	o.src.array_arg = 11;
	o.src.refused = XS_CLIENT;
	o.context = php_stream_context_from_zval(zcontext, 0);
	if (EG(exception)) {
		RETURN_THROWS();
	}
	xs_out_clear(error_code, error_message);

	o.shown = xs_address_shown(o.text);
	xs_socket *sock = open_server(&o);
	zend_string_release(o.shown);
	if (sock == NULL) {
		fail(&o, error_code, error_message);
		RETURN_FALSE;
	}
	php_stream *stream = xs_stream_new(sock, NULL);
	if (stream == NULL) {
		RETURN_FALSE;
	}
	hand_over(stream, &o, return_value);
}

static bool connect_to(struct opening *o, xs_socket *sock)
{
	bool in_progress;
	if (share_tls(o, sock) != SUCCESS) {
		return false;
	}
	return !(o->flags & (PHP_STREAM_CLIENT_CONNECT | PHP_STREAM_CLIENT_ASYNC_CONNECT))
		|| xs_connect(sock, &o->address, ZSTR_VAL(o->shown), &o->opt, o->deadline,
			   o->flags & PHP_STREAM_CLIENT_ASYNC_CONNECT, &in_progress, &o->err)
		== SUCCESS;
}

static xs_socket *open_client(struct opening *o, double timeout, bool persistent)
{
	o->deadline = xs_deadline_in(timeout);
	const xs_transport *transport = xs_arg_address(o->text, &o->address, &o->err);
	if (transport == NULL) {
		return o->err.kind == XS_ERROR_NONE ? adopt(o, false, persistent) : NULL;
	}
	if (read_options(o, transport) != SUCCESS) {
		return NULL;
	}
	return opened(o, xs_socket_new(transport, persistent), connect_to);
}

/* PHP takes keys up to their first NUL, and abstract unix names may have some. */
static char *persistent_key(zend_string *text)
{
	char *key;
	zend_string *escaped = php_addslashes(text);
	spprintf(&key, 0, "xsock_client__%s", ZSTR_VAL(escaped));
	zend_string_release(escaped);
	return key;
}

/* Is there one of that key which is not being closed? Closing warns of output that is lost, and the error
 * handler may come here. */
static bool is_open(const char *key)
{
	const zend_resource *res = zend_hash_str_find_ptr(&EG(persistent_list), key, strlen(key));
	return res && res->type == php_file_le_pstream() && !((const php_stream *) res->ptr)->in_free;
}

/* The persistent stream of that key, if it is there and alive. When there is none, none was opened by code of
 * the script that ran while a dead one was closed. */
static php_stream *find_persistent(const char *key)
{
	php_stream *stream;
	while (is_open(key) && php_stream_from_persistent_id(key, &stream) == PHP_STREAM_PERSISTENT_SUCCESS) {
		if (php_stream_set_option(stream, PHP_STREAM_OPTION_CHECK_LIVENESS, 0, NULL)
			== PHP_STREAM_OPTION_RETURN_OK) {
			return stream;
		}
		php_stream_pclose(stream);
	}
	return NULL;
}

/* A stream that is connected, or NULL when the script has been told why not. */
static php_stream *client_stream(struct opening *o, double timeout, zval *error_code, zval *error_message)
{
	char *key = o->flags & PHP_STREAM_CLIENT_PERSISTENT ? persistent_key(o->text) : NULL;
	php_stream *stream = key ? find_persistent(key) : NULL;
	if (stream == NULL) {
		o->shown = xs_address_shown(o->text);
		xs_socket *sock = open_client(o, timeout, key != NULL);
		zend_string_release(o->shown);
		if (sock == NULL) {
			fail(o, error_code, error_message);
		} else if (key && (stream = find_persistent(key)) != NULL) {
			/* An error handler opened it meanwhile; of two with one key PHP frees the first, in use or not.
			 */
			xs_socket_free(sock);
		} else {
			stream = xs_stream_new(sock, key);
		}
	}
	if (key) {
		efree(key);
	}
	return stream;
}

PHP_FUNCTION(xsock_client)
{
	struct opening o = { .err = XS_ERROR_INIT, .flags = PHP_STREAM_CLIENT_CONNECT };
	zval *error_code = NULL, *error_message = NULL, *zcontext = NULL;
	double timeout = 0.0;
	bool timeout_is_null = true;
	struct xs_named_size sizes[4] = {
		{ .is_null = true },
		{ .is_null = true },
		{ .is_null = true },
		{ .is_null = true },
	};

	ZEND_PARSE_PARAMETERS_START(1, 11)
		Z_PARAM_STR(o.text)
		Z_PARAM_OPTIONAL
		Z_PARAM_ZVAL(error_code)
		Z_PARAM_ZVAL(error_message)
		Z_PARAM_DOUBLE_OR_NULL(timeout, timeout_is_null)
		Z_PARAM_LONG(o.flags)
		Z_PARAM_RESOURCE_OR_NULL(zcontext)
		Z_PARAM_LONG_OR_NULL(sizes[0].value, sizes[0].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[1].value, sizes[1].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[2].value, sizes[2].is_null)
		Z_PARAM_LONG_OR_NULL(sizes[3].value, sizes[3].is_null)
		Z_PARAM_ARRAY_HT(o.src.array)
	ZEND_PARSE_PARAMETERS_END();

	if (!xs_arg_timeout(4, &timeout, timeout_is_null)) {
		RETURN_THROWS();
	}
	if (o.flags
		& ~(PHP_STREAM_CLIENT_CONNECT | PHP_STREAM_CLIENT_ASYNC_CONNECT | PHP_STREAM_CLIENT_PERSISTENT)) {
		zend_argument_value_error(5, "must be a combination of STREAM_CLIENT_* flags");
		RETURN_THROWS();
	}
	name_sizes(sizes, 7);
	o.src.named = sizes;
	o.src.named_count = 4;
	o.src.array_arg = 11;
	o.src.refused = XS_SERVER;
	o.context = php_stream_context_from_zval(zcontext, 0);
	if (EG(exception)) {
		RETURN_THROWS();
	}
	xs_out_clear(error_code, error_message);
	RETVAL_FALSE;
	php_stream *stream = client_stream(&o, timeout, error_code, error_message);
	if (stream) {
		hand_over(stream, &o, return_value);
	}
	xs_options_free(&o.opt);
}
