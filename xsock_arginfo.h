/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: cb248244e45e6bf4a7bd9edf55b61c7c2fc790d7 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_xsock_server, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, address, IS_STRING, 0)
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_code, "null")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_message, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, flags, IS_LONG, 0, "STREAM_SERVER_BIND | STREAM_SERVER_LISTEN")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(0, context, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, backlog, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, read_buffer, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, write_buffer, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, so_rcvbuf, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, so_sndbuf, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_xsock_client, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, address, IS_STRING, 0)
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_code, "null")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_message, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, flags, IS_LONG, 0, "STREAM_CLIENT_CONNECT")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(0, context, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, read_buffer, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, write_buffer, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, so_rcvbuf, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, so_sndbuf, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_xsock_accept, 0, 0, 1)
	ZEND_ARG_INFO(0, socket)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 1, "null")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, peer_name, "null")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_code, "null")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_message, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_accept_many, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_INFO(0, socket)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 0, "64")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 1, "0.0")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, peer_names, "null")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, error_code, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_info, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_INFO(0, stream)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_get_option, 0, 2, IS_MIXED, 0)
	ZEND_ARG_INFO(0, stream)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_set_option, 0, 3, _IS_BOOL, 0)
	ZEND_ARG_INFO(0, stream)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, value, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_detach, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_INFO(0, stream)
ZEND_END_ARG_INFO()

#define arginfo_xsock_reset arginfo_xsock_detach

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_drain, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_INFO(0, server)
ZEND_END_ARG_INFO()

#define arginfo_xsock_tls_reload arginfo_xsock_drain

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_xsock_writev, 0, 2, MAY_BE_LONG|MAY_BE_FALSE)
	ZEND_ARG_INFO(0, stream)
	ZEND_ARG_TYPE_INFO(0, chunks, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_xsock_recv_many, 0, 1, MAY_BE_ARRAY|MAY_BE_FALSE)
	ZEND_ARG_INFO(0, socket)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 0, "64")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, size, IS_LONG, 0, "65535")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_xsock_send_many, 0, 2, IS_LONG, 0)
	ZEND_ARG_INFO(0, socket)
	ZEND_ARG_TYPE_INFO(0, datagrams, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_xsock_sendfile, 0, 2, MAY_BE_LONG|MAY_BE_FALSE)
	ZEND_ARG_INFO(0, stream)
	ZEND_ARG_INFO(0, file)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, offset, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, length, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_xsock_send_fds, 0, 2, MAY_BE_LONG|MAY_BE_FALSE)
	ZEND_ARG_INFO(0, unix)
	ZEND_ARG_TYPE_INFO(0, streams, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, data, IS_STRING, 0, "\"\\x00\"")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_xsock_recv_fds, 0, 1, MAY_BE_ARRAY|MAY_BE_FALSE)
	ZEND_ARG_INFO(0, unix)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, limit, IS_LONG, 0, "16")
	ZEND_ARG_INFO_WITH_DEFAULT_VALUE(1, data, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_MASK_EX(arginfo_xsock_peer_credentials, 0, 1, MAY_BE_ARRAY|MAY_BE_FALSE)
	ZEND_ARG_INFO(0, unix)
ZEND_END_ARG_INFO()


ZEND_FUNCTION(xsock_server);
ZEND_FUNCTION(xsock_client);
ZEND_FUNCTION(xsock_accept);
ZEND_FUNCTION(xsock_accept_many);
ZEND_FUNCTION(xsock_info);
ZEND_FUNCTION(xsock_get_option);
ZEND_FUNCTION(xsock_set_option);
ZEND_FUNCTION(xsock_detach);
ZEND_FUNCTION(xsock_reset);
ZEND_FUNCTION(xsock_drain);
ZEND_FUNCTION(xsock_tls_reload);
ZEND_FUNCTION(xsock_writev);
ZEND_FUNCTION(xsock_recv_many);
ZEND_FUNCTION(xsock_send_many);
ZEND_FUNCTION(xsock_sendfile);
ZEND_FUNCTION(xsock_send_fds);
ZEND_FUNCTION(xsock_recv_fds);
ZEND_FUNCTION(xsock_peer_credentials);


static const zend_function_entry ext_functions[] = {
	ZEND_FE(xsock_server, arginfo_xsock_server)
	ZEND_FE(xsock_client, arginfo_xsock_client)
	ZEND_FE(xsock_accept, arginfo_xsock_accept)
	ZEND_FE(xsock_accept_many, arginfo_xsock_accept_many)
	ZEND_FE(xsock_info, arginfo_xsock_info)
	ZEND_FE(xsock_get_option, arginfo_xsock_get_option)
	ZEND_FE(xsock_set_option, arginfo_xsock_set_option)
	ZEND_FE(xsock_detach, arginfo_xsock_detach)
	ZEND_FE(xsock_reset, arginfo_xsock_reset)
	ZEND_FE(xsock_drain, arginfo_xsock_drain)
	ZEND_FE(xsock_tls_reload, arginfo_xsock_tls_reload)
	ZEND_FE(xsock_writev, arginfo_xsock_writev)
	ZEND_FE(xsock_recv_many, arginfo_xsock_recv_many)
	ZEND_FE(xsock_send_many, arginfo_xsock_send_many)
	ZEND_FE(xsock_sendfile, arginfo_xsock_sendfile)
	ZEND_FE(xsock_send_fds, arginfo_xsock_send_fds)
	ZEND_FE(xsock_recv_fds, arginfo_xsock_recv_fds)
	ZEND_FE(xsock_peer_credentials, arginfo_xsock_peer_credentials)
	ZEND_FE_END
};
