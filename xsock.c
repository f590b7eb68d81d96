/* The module: start-up, shutdown, INI, phpinfo(). No socket code here. */
#include "php_xsock.h"

#include "core/goodbye.h"
#include "core/hold.h"
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

/* INI integers have the range of the option of the same name, and K, M and G behind them mean what they mean
 * in PHP's own settings. An impossible value is refused as a whole, and the one before stays. */
static zend_result ini_update(xs_option_id id, const zend_string *value, zend_long *out)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	zend_long number;
	double unused;
	size_t len = ZSTR_LEN(value);
	char last = len ? (char) zend_tolower_ascii(ZSTR_VAL(value)[len - 1]) : '\0';
	int shift = last == 'k' ? 10 : last == 'm' ? 20 : last == 'g' ? 30 : 0;
	if (is_numeric_string(ZSTR_VAL(value), len - (shift > 0), &number, &unused, false) == IS_LONG
		&& number >= row->min && number <= (row->max >> shift)) {
		*out = number * ((zend_long) 1 << shift);
		if (*out >= row->min) {
			return SUCCESS;
		}
	}
	xs_error_warn("xsock.%s must be between " ZEND_LONG_FMT " and " ZEND_LONG_FMT ", \"%s\" given", row->name,
		row->min, row->max, ZSTR_VAL(value));
	return FAILURE;
}

#define XS_INI_SIZE(name) \
	static ZEND_INI_MH(on_update_##name) \
	{ \
		(void) entry, (void) mh_arg1, (void) mh_arg2, (void) mh_arg3, (void) stage; \
		return ini_update(XS_OPT_##name, new_value, &XSG(name)); \
	}
XS_INI_SIZE(backlog)
XS_INI_SIZE(read_buffer)
XS_INI_SIZE(write_buffer)

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
	/* A passphrase or a ticket key may be in it. */
	XS_SENSITIVE("xsock_server", 10);
	XS_SENSITIVE("xsock_client", 10);
	XS_SENSITIVE("xsock_set_option", 2);
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
	xs_holds_forget();
	xs_goodbye_until_next_request();
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
