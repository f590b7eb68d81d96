/* The only file that knows PHP versions and platforms (the files of os/ are picked by the build instead). */
#ifndef XS_COMPAT_H
#define XS_COMPAT_H

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php.h"
#include "php_ini.h"
#include "php_network.h"
#include "ext/standard/file.h"
#include "ext/standard/info.h"
#include "ext/standard/streamsfuncs.h"
#include "ext/standard/php_string.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "os/net.h" /* behind php_network.h, whose EWOULDBLOCK it agrees with */

#if PHP_VERSION_ID < 80100
#error "xsock needs PHP 8.1 or newer"
#endif

/* php_random_bytes_silent() */
#if PHP_VERSION_ID >= 80200
#include "ext/random/php_random.h"
#else
#include "ext/standard/php_random.h"
#endif

/* The argument of that function, counted from 0, is not shown in stack traces. Until 8.1 PHP has no such
 * thing. */
#if PHP_VERSION_ID >= 80200
#include "zend_attributes.h"
#define XS_SENSITIVE(function, arg) \
	zend_add_parameter_attribute(zend_hash_str_find_ptr(CG(function_table), function, strlen(function)), \
		arg, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0)
#else
#define XS_SENSITIVE(function, arg) ((void) 0)
#endif

/* ---- sockets ------------------------------------------------------------------------------------ */

#ifdef PHP_WIN32
#define XS_HAVE_UNIX 0
#else
#define XS_HAVE_UNIX 1
#endif

#ifdef HAVE_ACCEPT4
#define XS_HAVE_ACCEPT4 1
#else
#define XS_HAVE_ACCEPT4 0
#endif

#ifndef XS_HAVE_TIMER
#define XS_HAVE_TIMER 0
#endif

#ifndef XS_HAVE_TLS /* config.m4 defines it when OpenSSL is there */
#define XS_HAVE_TLS 0
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* macOS: os/sock_posix.c sets SO_NOSIGPIPE on every descriptor instead */
#endif

/* Unix names that are no files. */
#ifdef __linux__
#define XS_HAVE_ABSTRACT 1
#else
#define XS_HAVE_ABSTRACT 0
#endif

/* The part of st_mtime below a second, or 0. */
#ifdef __linux__
#define XS_MTIME_NS(st) ((st).st_mtim.tv_nsec)
#else
#define XS_MTIME_NS(st) 0
#endif

/* Linux clones the listener's struct sock for a TCP connection, so SO_RCVTIMEO set once on the listener
 * counts for everything it accepts. Elsewhere the first blocking read sets it. */
#ifdef __linux__
#define XS_TCP_INHERITS_RCVTIMEO 1
#else
#define XS_TCP_INHERITS_RCVTIMEO 0
#endif

/* ---- the engine --------------------------------------------------------------------------------- */

/* Has a signal come whose handler PHP will run as soon as our function returns? */
#if PHP_VERSION_ID >= 80200
#define XS_SIGNAL_PENDING() zend_atomic_bool_load_ex(&EG(vm_interrupt))
#else
#define XS_SIGNAL_PENDING() ((bool) EG(vm_interrupt))
#define zend_tolower_ascii(c) ((c) >= 'A' && (c) <= 'Z' ? (c) - 'A' + 'a' : (c))
#endif

/* How type errors call a value: since 8.3 "true" and "false", before "bool". */
#if PHP_VERSION_ID >= 80300
#define XS_VALUE_NAME(zv) zend_zval_value_name(zv)
#else
#define XS_VALUE_NAME(zv) zend_zval_type_name(zv)
#endif

#ifdef PHP_WIN32
#define timegm _mkgmtime
/* Of a socket there is nothing to know, as in PHP's own streams. */
#define XS_FSTAT(fd, sb) ((void) (fd), memset(sb, 0, sizeof(*(sb))), 0)
#else
#define XS_FSTAT(fd, sb) zend_fstat(fd, sb)
#endif

/* ---- streams ------------------------------------------------------------------------------------ */

/* Does the fread() this read belongs to already hold bytes? Then it must not wait for more (invariant I10).
 * From 8.3 PHP says so. Before, we keep books: PHP adds to `position` only when a call ends, so bytes our ops
 * moved that are neither in `position` nor in the read buffer are in the caller's hands. Read filters change
 * the count; so do the wrappers of http:// and ftp://, which make `position` 0 behind the header. FORGET: a
 * call that was under way has ended without an answer. */
#if PHP_VERSION_ID >= 80300
#define XS_HAS_BUFFERED(stream, moved) ((bool) (stream)->has_buffered_data)
#define XS_FORGET_BUFFERED(stream, moved) ((stream)->has_buffered_data = 0)
#else
#define XS_HAS_BUFFERED(stream, moved) \
	((stream)->wrapper == NULL && (moved) - (stream)->position - ((stream)->writepos - (stream)->readpos) > 0)
#define XS_FORGET_BUFFERED(stream, moved) \
	((moved) = (stream)->position + ((stream)->writepos - (stream)->readpos))
#endif

/* Streams that only lend a descriptor; early releases of 8.1 have none. */
#ifndef PHP_STREAM_FLAG_NO_IO
#define PHP_STREAM_FLAG_NO_IO 0
#endif

/* Since 8.3 the meta data of a socket stream have its address as "uri", as those of other streams. */
#if PHP_VERSION_ID >= 80300
#define XS_SET_URI(stream, address) \
	((stream)->orig_path \
			? (void) 0 \
			: (void) ((stream)->orig_path = pestrdup(ZSTR_VAL(address), (stream)->is_persistent)))
#else
#define XS_SET_URI(stream, address) ((void) 0)
#endif

/* 8.6: what is wrong with a stream is said in the error mode of its context, which may be an exception;
 * `code` is a case of StreamErrorCode, `before` the level of former versions. */
#if PHP_VERSION_ID >= 80600
#define XS_STREAM_WARN(stream, before, code, ...) php_stream_warn(stream, code, __VA_ARGS__)
#else
#define XS_STREAM_WARN(stream, before, code, ...) php_error_docref(NULL, before, __VA_ARGS__)
#endif

/* 8.6: contexts can have so_reuseaddr; before, core sets it on every server. */
#define XS_CORE_HAS_REUSEADDR (PHP_VERSION_ID >= 80600)

/* 8.6: a cast for Io\Poll; answered like one for select. */
#ifdef PHP_STREAM_AS_FD_FOR_POLL
#define XS_CASE_FOR_POLL case PHP_STREAM_AS_FD_FOR_POLL:
#else
#define XS_CASE_FOR_POLL
#endif

/* 8.2: classes whose properties are all readonly. */
#ifdef ZEND_ACC_READONLY_CLASS
#define XS_READONLY_CLASS(ce) ((void) ((ce)->ce_flags |= ZEND_ACC_READONLY_CLASS))
#else
#define XS_READONLY_CLASS(ce) ((void) (ce))
#endif

/* 8.6: a cast for stream_copy_to_stream(), which then lets the kernel move the bytes. The descriptor is
 * described, not handed out. */
#ifdef PHP_STREAM_AS_FD_FOR_COPY
#include "php_io.h"
#define XS_DESCRIBE_FD(ret, netstream) \
	(*(php_io_fd *) (ret) = (php_io_fd){ .socket = (netstream)->socket, \
		 .fd_type = PHP_IO_FD_SOCKET, \
		 .timeout = (netstream)->timeout, \
		 .is_blocked = (netstream)->is_blocked })
#endif

/* 8.6: a non-blocking handshake says what it waits for. */
#if PHP_VERSION_ID >= 80600
#define XS_CRYPTO_STATUS 1
#endif

#endif
