PHP_ARG_ENABLE([xsock],
  [whether to enable xsock, server sockets for PHP],
  [AS_HELP_STRING([--enable-xsock], [Enable xsock: server sockets for PHP])],
  [yes])

if test "$PHP_XSOCK" != "no"; then
  AC_CHECK_FUNCS([accept4])
  AC_CHECK_HEADERS([sys/timerfd.h])

  dnl Files that depend on the platform: one of each group, never an #if inside.
  XSOCK_OS="os/sock_posix.c os/fork_posix.c"
  if test "$ac_cv_header_sys_timerfd_h" = "yes"; then
    AC_DEFINE([XS_HAVE_TIMER], [1], [timerfd_create])
    XSOCK_OS="$XSOCK_OS os/timer_linux.c"
  else
    AC_DEFINE([XS_HAVE_TIMER], [0], [timerfd_create])
    XSOCK_OS="$XSOCK_OS os/timer_none.c"
  fi
  case $host_os in
    linux*[)] XSOCK_OS="$XSOCK_OS os/tcpinfo_linux.c" ;;
    *[)] XSOCK_OS="$XSOCK_OS os/tcpinfo_none.c" ;;
  esac

  XSOCK_SOURCES="xsock.c \
    api/accept.c api/api.c api/close.c api/info.c api/option.c api/server.c api/transfer.c \
    core/address.c core/adopt.c core/connect.c core/error.c core/io.c core/listener.c core/options.c core/outbuf.c \
    core/readahead.c core/socket.c core/sockopt.c core/stream.c core/stream_option.c core/stream_xport.c \
    core/transport.c core/wait.c \
    scan/address.c \
    transports/tcp.c transports/udg.c transports/udp.c transports/unix.c transports/unix_path.c"

  PHP_NEW_EXTENSION([xsock], [$XSOCK_SOURCES $XSOCK_OS], [$ext_shared],,
    [-DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -fvisibility=hidden])
  PHP_ADD_BUILD_DIR([$ext_builddir/api])
  PHP_ADD_BUILD_DIR([$ext_builddir/core])
  PHP_ADD_BUILD_DIR([$ext_builddir/os])
  PHP_ADD_BUILD_DIR([$ext_builddir/scan])
  PHP_ADD_BUILD_DIR([$ext_builddir/transports])
fi
