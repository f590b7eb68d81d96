PHP_ARG_ENABLE([xsock],
  [whether to enable xsock, server sockets for PHP],
  [AS_HELP_STRING([--enable-xsock], [Enable xsock: server sockets for PHP])],
  [yes])

PHP_ARG_WITH([xsock-openssl],
  [whether xsock serves TLS with OpenSSL],
  [AS_HELP_STRING([--with-xsock-openssl],
    [Serve TLS with OpenSSL; without this option only where it is found @<:@auto@:>@])],
  [auto],
  [no])

dnl Autoconf removes core dumps, "rm -f core", all the time; here that is a folder, and rm would say so each time.
m4_divert_text([SHELL_FN], [rm () { command rm "$[]@" 2>/dev/null; }])

if test "$PHP_XSOCK" != "no"; then
  AC_CHECK_FUNCS([accept4])
  AC_CHECK_HEADERS([sys/timerfd.h])

  dnl Files that depend on the platform: one of each group, never an #if inside.
  XSOCK_OS="os/sock_posix.c os/fork_posix.c os/users_posix.c"
  if test "$ac_cv_header_sys_timerfd_h" = "yes"; then
    AC_DEFINE([XS_HAVE_TIMER], [1], [timerfd_create])
    XSOCK_OS="$XSOCK_OS os/timer_linux.c"
  else
    XSOCK_OS="$XSOCK_OS os/timer_none.c"
  fi
  AC_CHECK_HEADER([linux/tls.h], [XSOCK_OS="$XSOCK_OS os/ktls_linux.c"], [XSOCK_OS="$XSOCK_OS os/ktls_none.c"])
  AC_CHECK_FUNC([epoll_create1], [XSOCK_OS="$XSOCK_OS os/poller_epoll.c"], [XSOCK_OS="$XSOCK_OS os/poller_poll.c"])
  AC_CHECK_HEADER([sys/sendfile.h], [XSOCK_SENDFILE=os/sendfile_linux.c], [XSOCK_SENDFILE=os/sendfile_none.c])
  case $host_os in
    linux*[)] ;;
    *[)] XSOCK_SENDFILE=os/sendfile_none.c ;;
  esac
  XSOCK_OS="$XSOCK_OS os/dgram_msg.c os/fds_posix.c os/file_posix.c $XSOCK_SENDFILE"
  AC_CHECK_FUNCS([recvmmsg sendmmsg])
  if test "$ac_cv_func_recvmmsg" = "yes" && test "$ac_cv_func_sendmmsg" = "yes"; then
    XSOCK_OS="$XSOCK_OS os/dgram_mmsg.c"
  else
    XSOCK_OS="$XSOCK_OS os/dgram_loop.c"
  fi
  AC_CHECK_FUNCS([epoll_pwait2])
  AC_CHECK_FUNC([kqueue], [XSOCK_POLL="os/pollset_kqueue.c"], [XSOCK_POLL="os/pollset_none.c"])
  AC_CHECK_FUNC([epoll_create1], [XSOCK_POLL="os/pollset_epoll.c"])

  dnl Io\Poll, which PHP has itself from 8.6.
  XSOCK_PHP=$PHP_VERSION_ID
  dnl phpize knows a php-config; in the tree of PHP, where extensions are built in, there is none.
  if test -n "$PHP_CONFIG"; then
    XSOCK_PHP=`$PHP_CONFIG --vernum`
  fi
  if test "$XSOCK_PHP" -lt 80600; then
    XSOCK_POLL="poll/classes.c poll/context.c poll/duration.c poll/handle.c poll/hidden.c poll/set.c poll/watcher.c \
      os/pollset_poll.c scan/duration.c $XSOCK_POLL"
  else
    XSOCK_POLL="poll/none.c"
  fi
  case $host_os in
    linux*[)] XSOCK_OS="$XSOCK_OS os/creds_linux.c os/drain_linux.c os/tcpinfo_linux.c" ;;
    *[)] XSOCK_OS="$XSOCK_OS os/drain_none.c os/tcpinfo_none.c"
        AC_CHECK_FUNC([getpeereid], [XSOCK_OS="$XSOCK_OS os/creds_bsd.c"], [XSOCK_OS="$XSOCK_OS os/creds_none.c"]) ;;
  esac

  dnl One a line, so that two changes meet without a conflict.
  XSOCK_SOURCES="xsock.c \
    api/accept.c \
    api/api.c \
    api/batch.c \
    api/close.c \
    api/fds.c \
    api/info.c \
    api/option.c \
    api/sendfile.c \
    api/server.c \
    api/tls.c \
    api/transfer.c \
    core/accept.c \
    core/address.c \
    core/adopt.c \
    core/batch.c \
    core/cidr.c \
    core/connect.c \
    core/error.c \
    core/fds.c \
    core/goodbye.c \
    core/hold.c \
    core/io.c \
    core/like_core.c \
    core/linger.c \
    core/listener.c \
    core/option_callback.c \
    core/option_convert.c \
    core/option_names.c \
    core/options.c \
    core/outbuf.c \
    core/prelude.c \
    core/readahead.c \
    core/sendfile.c \
    core/setup.c \
    core/setup_round.c \
    core/setup_step.c \
    core/socket.c \
    core/sockopt.c \
    core/stream.c \
    core/stream_option.c \
    core/stream_transfer.c \
    core/stream_xport.c \
    core/transport.c \
    core/wait.c \
    scan/address.c \
    scan/ip.c \
    scan/proxy.c \
    transports/replace.c \
    transports/tcp.c \
    transports/udg.c \
    transports/udp.c \
    transports/unix.c \
    transports/unix_path.c"

  dnl TLS when OpenSSL's headers are there; transports/tls_none.c says so when they are not.
  XSOCK_TLS="transports/tls_none.c"
  if test "$PHP_XSOCK_OPENSSL" != "no"; then
    PKG_CHECK_MODULES([XSOCK_OPENSSL], [openssl >= 1.1.1], [
      PHP_EVAL_INCLINE([$XSOCK_OPENSSL_CFLAGS])
      PHP_EVAL_LIBLINE([$XSOCK_OPENSSL_LIBS], [XSOCK_SHARED_LIBADD])
      PHP_SUBST([XSOCK_SHARED_LIBADD])
      AC_DEFINE([XS_HAVE_TLS], [1], [OpenSSL is there])
      XSOCK_TLS="transports/tls.c \
        transports/tls_as_core.c \
        transports/tls_begin.c \
        transports/tls_bio.c \
        transports/tls_calls.c \
        transports/tls_certs.c \
        transports/tls_crypto.c \
        transports/tls_ctx.c \
        transports/tls_ktls.c \
        transports/tls_layer.c \
        transports/tls_meta.c \
        transports/tls_psk.c \
        transports/tls_resume.c \
        transports/tls_rules.c \
        transports/tls_send.c \
        transports/tls_session.c \
        transports/tls_store.c \
        transports/tls_verify.c \
        transports/tls_words.c"
    ], [
      if test "$PHP_XSOCK_OPENSSL" != "auto"; then
        AC_MSG_ERROR([OpenSSL 1.1.1 or newer not found by pkg-config: $XSOCK_OPENSSL_PKG_ERRORS])
      fi
      AC_MSG_NOTICE([OpenSSL 1.1.1 or newer not found: xsock is built without TLS])
    ])
  fi

  PHP_NEW_EXTENSION([xsock], [$XSOCK_SOURCES $XSOCK_OS $XSOCK_POLL $XSOCK_TLS], [$ext_shared],,
    [-DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -fvisibility=hidden])
  PHP_ADD_BUILD_DIR([$ext_builddir/api])
  PHP_ADD_BUILD_DIR([$ext_builddir/core])
  PHP_ADD_BUILD_DIR([$ext_builddir/os])
  PHP_ADD_BUILD_DIR([$ext_builddir/poll])
  PHP_ADD_BUILD_DIR([$ext_builddir/scan])
  PHP_ADD_BUILD_DIR([$ext_builddir/transports])
fi
