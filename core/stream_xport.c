/* What PHP's own functions ask of a transport: stream_socket_server() and so on arrive here as XPORT_API
 * requests, and end in the same functions xsock_server() and xsock_accept() use. */
#include "../php_xsock.h"
#include "../transports/tls.h"
#include "connect.h"
#include "hold.h"
#include "like_core.h"
#include "stream.h"

/* The address as errors show it, "xtcp://127.0.0.1:80"; PHP gives only what follows the scheme. */
static zend_string *full_address(const xs_transport *transport, const php_stream_xport_param *param)
{
	zend_string *text = zend_string_concat3(transport->xname, strlen(transport->xname), "://", 3,
		param->inputs.name, param->inputs.namelen);
	zend_string *shown = xs_address_shown(text);
	zend_string_release(text);
	return shown;
}

static zend_result read_request(php_stream *stream, php_stream_xport_param *param, zend_string *text,
	xs_address *address, xs_options *opt, xs_error *err)
{
	const xs_transport *transport = XS_SOCK(stream)->transport;
	struct xs_options_source src = {
		.context = PHP_STREAM_CONTEXT(stream),
		.on = transport->on,
		.scheme = transport->xname,
		.as_core = transport->as_core,
		.no_tls = !transport->tls,
	};
	const char *wrong = NULL;
	if (transport->as_core
			? xs_like_core_scan(transport, param->inputs.name, param->inputs.namelen, address, err) != SUCCESS
			: (wrong = xs_address_scan_rest(transport->kind, param->inputs.name, param->inputs.namelen,
				   address))
				!= NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: %s", ZSTR_VAL(text), wrong);
		return FAILURE;
	}
	bool held = xs_hold(stream); /* unknown options are warned about */
	zend_result result = xs_options_read(opt, &src, err);
	xs_hold_end(stream, held);
	if (result != SUCCESS) {
		return FAILURE;
	}
	if (transport->versions) {
		xs_options_put(opt, XS_OPT_crypto_method, (xs_value){ .i = transport->versions });
	}
	if (transport->as_core && transport->tls && param->op == STREAM_XPORT_OP_BIND
		&& xs_like_core_opens_with_tls(opt)) {
		return xs_like_core_check_sessions(opt, src.context, err);
	}
	return SUCCESS;
}

/* PHP shows the text in its own warning, or hands it to the script. */
static void report(php_stream *stream, php_stream_xport_param *param, xs_error *err)
{
	if (err->kind == XS_ERROR_TYPE || err->kind == XS_ERROR_VALUE) { /* an option of TLS: core throws */
		xs_error_raise(err);
		xs_error_free(err);
		return;
	}
	if (err->kind == XS_ERROR_CRYPTO) { /* core leaves no text behind, it has warned */
		if (!EG(exception)) {
			xs_error_raise_tls(stream, err);
			xs_error_free(err);
			xs_error_set(err, XS_ERROR_CRYPTO, 0, "Failed to enable crypto");
			xs_error_raise_tls(stream, err);
		}
		xs_error_free(err);
		return;
	}
	param->outputs.error_code = err->code;
	if (param->want_errortext && err->kind != XS_ERROR_NONE) {
		const char *text = xs_error_text(err);
		param->outputs.error_text = zend_string_init(text, strlen(text), 0);
	}
	xs_error_free(err);
}

void xs_stream_put_name(const xs_socket *sock, const xs_sockaddr *name, php_stream_xport_param *param)
{
	if (param->want_textaddr) {
		zend_string *text = xs_sockaddr_text((const struct sockaddr *) &name->sa, name->len);
		param->outputs.textaddr = sock->transport->as_core ? xs_like_core_name(name, text) : text;
	}
	if (param->want_addr && name->len) {
		param->outputs.addr = emalloc(name->len);
		memcpy(param->outputs.addr, &name->sa, name->len);
		param->outputs.addrlen = name->len;
	}
}

static int do_bind(php_stream *stream, php_stream_xport_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_address address = { 0 };
	xs_options opt = { 0 };
	xs_error err = XS_ERROR_INIT;
	zend_string *text = full_address(sock->transport, param);
	int result = -1;

	/* Without LISTEN: PHP asks for that in a request of its own. */
	if (read_request(stream, param, text, &address, &opt, &err) == SUCCESS
		&& xs_socket_share_tls(sock, NULL, NULL)
		&& xs_listener_open(sock, &address, text, STREAM_XPORT_BIND, &opt, &err) == SUCCESS) {
		result = 0;
	}
	xs_options_free(&opt);
	if (sock->transport->as_core) {
		xs_like_core_words(&err, ZSTR_VAL(text), &address.host);
	}
	zend_string_release(text);
	report(stream, param, &err);
	return result;
}

static int do_listen(php_stream *stream, php_stream_xport_param *param)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_error err = XS_ERROR_INIT;
	int result = 0;
	if (sock->listener == NULL) {
		return -1;
	}
	if (sock->transport->socktype == SOCK_STREAM) {
		/* The number in the request is core's default of 32 when the context has none: ours counts then. */
		zend_long backlog = sock->transport->as_core ? param->inputs.backlog
													 : XS_INT(&sock->listener->opt, backlog, XSG(backlog));
		result = xs_os_set_blocking(sock->ns.socket, false) != 0
				|| xs_listener_listen(sock, (int) backlog, &err) != SUCCESS
			? -1
			: 0;
		if (sock->transport->as_core) {
			xs_like_core_words(&err, "", NULL);
		}
		report(stream, param, &err);
	}
	return result;
}

/* A socket that somebody else made listen: socket_listen() on an imported one, socket_export_stream(). */
static bool become_listener(php_stream *stream)
{
	xs_socket *sock = XS_SOCK(stream);
	int listening = 0;
	socklen_t len = sizeof(listening);
	xs_error err = XS_ERROR_INIT;
	xs_options opt = { .as_core = sock->transport->as_core };
	if ((sock->flags & XS_F_DATAGRAM) || sock->ns.socket == SOCK_ERR
		|| getsockopt(sock->ns.socket, SOL_SOCKET, SO_ACCEPTCONN, (char *) &listening, &len) != 0
		|| !listening) {
		return false;
	}
	if (sock->listener == NULL) {
		zend_string *text = zend_string_init(ZEND_STRL("adopted"), 0);
		xs_listener_attach(sock, text, &opt, true);
		zend_string_release(text);
	}
	sock->flags |= XS_F_LISTENING | XS_F_HANDED_OUT;
	sock->listener->backlog = XS_BACKLOG_UNKNOWN;
	zend_result result = xs_listener_equip(sock, &err);
	xs_error_free(&err);
	return result == SUCCESS;
}

/* Core looks at the ssl options of the context for every client. */
static zend_result renew_options(php_stream *stream, xs_error *err)
{
	xs_socket *sock = XS_SOCK(stream);
	xs_options opt = { 0 };
	struct xs_options_source src = {
		.context = PHP_STREAM_CONTEXT(stream),
		.on = sock->transport->on,
		.scheme = sock->transport->xname,
		.as_core = true,
	};
	bool held = xs_hold(stream); /* of an option that is an object the text is asked for */
	zend_result result = xs_options_read(&opt, &src, err);
	xs_hold_end(stream, held);
	if (result == SUCCESS && xs_like_core_check_sessions(&opt, src.context, err) != SUCCESS) {
		xs_options_free(&opt);
		result = FAILURE;
	}
	if (result == SUCCESS) {
		if (sock->transport->versions) {
			xs_options_put(&opt, XS_OPT_crypto_method, (xs_value){ .i = sock->transport->versions });
		}
		xs_options_free(&sock->listener->opt);
		sock->listener->opt = opt;
	}
	return result;
}

static int do_accept(php_stream *stream, php_stream_xport_param *param)
{
	static const struct timeval forever = { -1, 0 };
	xs_socket *sock = XS_SOCK(stream);
	xs_sockaddr peer;
	xs_error err = XS_ERROR_INIT;
	xs_socket *conn;
	zend_resource *listener = stream->res;
	bool want_name = param->want_textaddr || param->want_addr;

	param->outputs.client = NULL;
	if (!(sock->flags & XS_F_LISTENING) && !become_listener(stream)) {
		xs_error_set(&err, XS_ERROR_SYSTEM, EINVAL,
			sock->transport->as_core ? "Invalid argument" : "not a listening socket");
		report(stream, param, &err);
		return -1;
	}
	if (sock->transport->as_core && sock->transport->tls && renew_options(stream, &err) != SUCCESS) {
		report(stream, param, &err);
		return -1;
	}
	const struct timeval *timeout = param->inputs.timeout ? param->inputs.timeout : &forever;
	bool wait = timeout->tv_sec != 0 || timeout->tv_usec != 0;
	xs_deadline deadline = wait ? xs_deadline_after(timeout) : 0;
	bool held = xs_hold(stream); /* callbacks of TLS options run meanwhile, see tls_calls.h */
	xs_accepted how = xs_listener_accept(sock, wait, deadline, want_name ? &peer : NULL, &conn, &err);
	xs_hold_end(stream, held);
	zend_string *warning = xs_tls_take_warning(sock);
	/* What is behind the switch, and making the stream, may run code of the script that closes the listener.
	 */
	switch (how) {
		case XS_ACCEPTED:
			xs_stream_put_name(sock, &peer, param);
			GC_ADDREF(listener);
			param->outputs.client = xs_stream_accepted(stream, conn);
			xs_stream_tell_accepted(listener, warning);
			zend_list_delete(listener);
			return 0;
		case XS_NOBODY:
			err = (xs_error){ .kind = XS_ERROR_SYSTEM, .code = ETIMEDOUT }; /* the text is the system's */
			break;
		case XS_ACCEPT_INTR:
			err = (xs_error){ .kind = XS_ERROR_SYSTEM, .code = EINTR };
			break;
		case XS_ACCEPT_FAIL:
			if (sock->transport->as_core) {
				xs_like_core_words(&err, "", NULL);
			}
			break;
	}
	report(stream, param, &err);
	xs_error_tell(warning);
	return -1;
}

static int do_connect(php_stream *stream, php_stream_xport_param *param)
{
	static const struct timeval forever = { -1, 0 };
	xs_socket *sock = XS_SOCK(stream);
	xs_address address = { 0 };
	xs_options opt = { 0 };
	xs_error err = XS_ERROR_INIT;
	zend_string *text = full_address(sock->transport, param);
	bool in_progress = false;
	int result = -1;
	xs_deadline deadline = xs_deadline_after(param->inputs.timeout ? param->inputs.timeout : &forever);

	if (read_request(stream, param, text, &address, &opt, &err) == SUCCESS
		&& xs_socket_share_tls(sock, NULL, &address.host)
		&& xs_connect(sock, &address, ZSTR_VAL(text), &opt, deadline,
			   param->op == STREAM_XPORT_OP_CONNECT_ASYNC
				   && !(sock->transport->as_core && sock->transport->tls),
			   &in_progress, &err)
			== SUCCESS) {
		result = in_progress;
	}
	if (result == 0 && sock->transport->as_core && sock->transport->tls) {
		result = xs_tls_connect_as_core(stream, &opt, deadline, &err) == SUCCESS ? 0 : -1;
	} else if (result == 0 && xs_tls_is_up(sock)) {
		xs_tls_capture(stream, &opt);
		xs_tls_tell(stream);
	}
	xs_options_free(&opt);
	if (sock->transport->as_core) {
		xs_like_core_words(&err, ZSTR_VAL(text), &address.host);
	}
	zend_string_release(text);
	report(stream, param, &err);
	if (in_progress) {
		param->outputs.error_code = EINPROGRESS;
	}
	return result;
}

static int do_name(xs_socket *sock, php_stream_xport_param *param)
{
	xs_sockaddr name = { .len = sizeof(name.sa) };
	if (xs_socket_name(sock, param->op == STREAM_XPORT_OP_GET_PEER_NAME, &name) != 0) {
		return -1;
	}
	xs_stream_put_name(sock, &name, param);
	return 0;
}

int xs_stream_xport(php_stream *stream, php_stream_xport_param *param)
{
	int result;
	switch (param->op) {
		case STREAM_XPORT_OP_BIND:
			result = do_bind(stream, param);
			break;
		case STREAM_XPORT_OP_LISTEN:
			result = do_listen(stream, param);
			break;
		case STREAM_XPORT_OP_ACCEPT:
			result = do_accept(stream, param);
			break;
		case STREAM_XPORT_OP_CONNECT:
		case STREAM_XPORT_OP_CONNECT_ASYNC:
			result = do_connect(stream, param);
			break;
		case STREAM_XPORT_OP_GET_NAME:
		case STREAM_XPORT_OP_GET_PEER_NAME:
			result = do_name(XS_SOCK(stream), param);
			break;
		case STREAM_XPORT_OP_SEND:
			result = xs_stream_send(stream, param);
			break;
		case STREAM_XPORT_OP_RECV:
			result = xs_stream_recv(stream, param);
			break;
		case STREAM_XPORT_OP_SHUTDOWN:
			result = xs_stream_shutdown(stream, param);
			break;
		default:
			return PHP_STREAM_OPTION_RETURN_NOTIMPL;
	}
	param->outputs.returncode = result;
	return PHP_STREAM_OPTION_RETURN_OK;
}
