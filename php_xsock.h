/* xsock - server sockets for PHP. The module entry, its version and its globals; nothing else is public. */
#ifndef PHP_XSOCK_H
#define PHP_XSOCK_H

#include "xs_compat.h"

#define PHP_XSOCK_VERSION "0.1.0"

extern zend_module_entry xsock_module_entry;
#define phpext_xsock_ptr &xsock_module_entry

#define XS_ROOMY 8

ZEND_BEGIN_MODULE_GLOBALS(xsock)
	zend_long backlog;       /* INI xsock.backlog */
	zend_long read_buffer;   /* INI xsock.read_buffer, bytes */
	zend_long write_buffer;  /* INI xsock.write_buffer, bytes */
	bool io_poll;            /* INI xsock.io_poll */
	bool replace_transports; /* INI xsock.replace_transports */
	char *scratch; /* where reads land before they are sized; see xs_scratch() in core/readahead.c */
	size_t scratch_size;
	php_stream *roomy[XS_ROOMY];      /* streams whose read buffers keep their room; see core/readahead.c */
	unsigned roomy_next;              /* which of them gives way to the next */
	char *tls_spare;                  /* a buffer for TLS output between calls; see transports/tls_bio.c */
	unsigned holds;                   /* streams that must stay now; see core/hold.h */
	struct xs_held_again *held_again; /* those held more than once; see core/hold.c */
	struct xs_setups *setups;         /* all of this thread, for the fork handler; see core/setup.c */
	struct xs_lingering *lingering;   /* closed connections that are not done, or NULL; see core/linger.c */
ZEND_END_MODULE_GLOBALS(xsock)

ZEND_EXTERN_MODULE_GLOBALS(xsock)
#define XSG(v) ZEND_MODULE_GLOBALS_ACCESSOR(xsock, v)

#if defined(ZTS) && defined(COMPILE_DL_XSOCK)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

#endif
