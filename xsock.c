/* The module: start-up, shutdown, INI, phpinfo(). No socket code here. */
#include "php_xsock.h"

#include "core/linger.h"
#include "core/setup.h"
#include "core/transport.h"
#include "os/dgram.h"
#include "os/fork.h"
#include "os/sendfile.h"
#include "os/timer.h"
#include "poll/poll.h"
#include "transports/replace.h"
#include "transports/tls.h"
#include "xsock_arginfo.h"

ZEND_DECLARE_MODULE_GLOBALS(xsock)

/* INI integers have the range of the option of the same name; an impossible value is refused as a whole. */
static bool ini_in_range(xs_option_id id, zend_string *value, zend_long *number)
{
	double unused;
	return is_numeric_string(ZSTR_VAL(value), ZSTR_LEN(value), number, &unused, false) == IS_LONG
		&& *number >= xs_option_rows[id].min && *number <= xs_option_rows[id].max;
}

static ZEND_INI_MH(on_update_backlog)
{
	zend_long number;
	(void) entry, (void) mh_arg1, (void) mh_arg2, (void) mh_arg3, (void) stage;
	if (!ini_in_range(XS_OPT_backlog, new_value, &number)) {
		return FAILURE;
	}
	XSG(backlog) = number;
	return SUCCESS;
}

static ZEND_INI_MH(on_update_read_buffer)
{
	zend_long number;
	(void) entry, (void) mh_arg1, (void) mh_arg2, (void) mh_arg3, (void) stage;
	if (!ini_in_range(XS_OPT_read_buffer, new_value, &number)) {
		return FAILURE;
	}
	XSG(read_buffer) = number;
	return SUCCESS;
}

static ZEND_INI_MH(on_update_write_buffer)
{
	zend_long number;
	(void) entry, (void) mh_arg1, (void) mh_arg2, (void) mh_arg3, (void) stage;
	if (!ini_in_range(XS_OPT_write_buffer, new_value, &number)) {
		return FAILURE;
	}
	XSG(write_buffer) = number;
	return SUCCESS;
}

PHP_INI_BEGIN()
	PHP_INI_ENTRY("xsock.backlog", "4096", PHP_INI_ALL, on_update_backlog)
	PHP_INI_ENTRY("xsock.read_buffer", "8192", PHP_INI_ALL, on_update_read_buffer)
	PHP_INI_ENTRY("xsock.write_buffer", "0", PHP_INI_ALL, on_update_write_buffer)
	STD_PHP_INI_BOOLEAN("xsock.io_poll", "1", PHP_INI_SYSTEM, OnUpdateBool, io_poll, zend_xsock_globals,
		xsock_globals)
	STD_PHP_INI_BOOLEAN("xsock.replace_transports", "0", PHP_INI_SYSTEM, OnUpdateBool, replace_transports,
		zend_xsock_globals, xsock_globals)
PHP_INI_END()

static PHP_GINIT_FUNCTION(xsock)
{
#if defined(COMPILE_DL_XSOCK) && defined(ZTS)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	/* Also what counts when an INI file has a value out of range. */
	*xsock_globals = (zend_xsock_globals){ .backlog = 4096, .read_buffer = 8192 };
}

static PHP_GSHUTDOWN_FUNCTION(xsock)
{
	free(xsock_globals->scratch);
	free(xsock_globals->tls_spare);
}

static void forget_after_fork(void)
{
	xs_setups_forget_after_fork();
	xs_linger_forget_after_fork();
}

static PHP_MINIT_FUNCTION(xsock)
{
	(void) type;
	REGISTER_INI_ENTRIES();
	xs_os_fork_watch(forget_after_fork);
	xs_tls_startup();
	xs_transports_register();
	xs_poll_startup(XSG(io_poll));
	if (XSG(replace_transports)) {
		xs_replace_transports();
	}
	return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(xsock)
{
	(void) type;
	xs_linger_end(); /* what persistent streams left */
	xs_replace_undo();
	xs_transports_unregister();
	xs_tls_shutdown();
	UNREGISTER_INI_ENTRIES();
	return SUCCESS;
}

/* A request that read with a huge buffer does not keep its memory for the next one. */
#define SCRATCH_KEPT (256 * 1024)

static PHP_RSHUTDOWN_FUNCTION(xsock)
{
	(void) type, (void) module_number;
	if (XSG(scratch_size) > SCRATCH_KEPT) {
		free(XSG(scratch));
		XSG(scratch) = NULL;
		XSG(scratch_size) = 0;
	}
	return SUCCESS;
}

/* When the request's last streams are closed. */
static ZEND_MODULE_POST_ZEND_DEACTIVATE_D(xsock)
{
	xs_linger_end();
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(xsock)
{
	(void) zend_module;
	php_info_print_table_start();
	php_info_print_table_row(2, "xsock", "enabled");
	php_info_print_table_row(2, "Version", PHP_XSOCK_VERSION);
	php_info_print_table_row(2, "Transports", XS_HAVE_UNIX ? "tcp, udp, unix, udg" : "tcp, udp");
	php_info_print_table_row(2, "OpenSSL", xs_tls_library() ? xs_tls_library() : "no, built without OpenSSL");
	php_info_print_table_row(2, "Kernel TLS", xs_tls_ktls_possible() ? "yes" : "no");
	php_info_print_table_row(2, "accept4", XS_HAVE_ACCEPT4 ? "yes" : "no");
	php_info_print_table_row(2, "recvmmsg", xs_os_dgram_how);
	php_info_print_table_row(2, "sendfile", xs_os_sendfile_how);
	php_info_print_table_row(2, "Io\\Poll", xs_poll_provider());
	php_info_print_table_row(2, "Pause when descriptors run out", XS_HAVE_TIMER ? "timerfd" : "no");
	php_info_print_table_end();
	DISPLAY_INI_ENTRIES();
}

/* Whatever the order of the extension lines: ext/openssl puts its own transports into PHP's table when it
 * starts and takes them out when it ends, so replaced ones must come after it and go before it. */
static const zend_module_dep dependencies[] = { ZEND_MOD_OPTIONAL("openssl") ZEND_MOD_OPTIONAL("sockets")
		ZEND_MOD_END };

zend_module_entry xsock_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	dependencies,
	"xsock",
	ext_functions,
	PHP_MINIT(xsock),
	PHP_MSHUTDOWN(xsock),
	NULL,
	PHP_RSHUTDOWN(xsock),
	PHP_MINFO(xsock),
	PHP_XSOCK_VERSION,
	PHP_MODULE_GLOBALS(xsock),
	PHP_GINIT(xsock),
	PHP_GSHUTDOWN(xsock),
	ZEND_MODULE_POST_ZEND_DEACTIVATE_N(xsock),
	STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_XSOCK
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
ZEND_GET_MODULE(xsock)
#endif
