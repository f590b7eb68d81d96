--TEST--
a cast to FILE * is refused: libc would be a second owner of the descriptor
--EXTENSIONS--
pcntl
ffi
xsock
--INI--
ffi.enable=1
--FILE--
<?php
// fdopen() on our descriptor would close it a second time. We refuse; PHP then makes a FILE * that calls
// our operations (fopencookie), and the stream stays the one owner. Called from outside, with FFI.
require __DIR__ . '/../inc/checks.inc';

const AS_STDIO = 0;
const AS_FD = 1;
$name = PHP_VERSION_ID >= 80600 ? 'php_stream_cast' : '_php_stream_cast';
$php = FFI::cdef("
    typedef struct { void *write, *read, *close, *flush; const char *label; void *seek; int (*cast)(void *stream, int as, void **ret); } ops;
    typedef struct { const ops *ops; } stream;
    int php_stream_from_persistent_id(const char *id, stream **found);
    int $name(void *stream, int as, void **ret, int show_err);
");
$listener = stream_socket_server('tcp://127.0.0.1:0');
$port = port_of($listener);
$conn = pfsockopen('xtcp://127.0.0.1', $port, $code, $text, 5);
$peer = stream_socket_accept($listener, 5);
$stream = $php->new('stream *');
check('found', $php->php_stream_from_persistent_id("pfsockopen__xtcp://127.0.0.1:$port", FFI::addr($stream)), 0);
check('ours', $stream->ops->label, 'xsock_tcp');
$fds = xt_fds();
$file = $php->new('void *');
check('refused', ($stream->ops->cast)($stream, AS_STDIO, FFI::addr($file)), -1);
check('refused when only asked', ($stream->ops->cast)($stream, AS_STDIO, null), -1);
check('nothing opened', xt_fds(), $fds);
$fd = $php->new('int[2]');
check('a descriptor is given', $php->$name($stream, AS_FD, $php->cast('void **', FFI::addr($fd)), 0), 0);
check('it is the one', $fd[0], xt_fd($conn));
check('still works', [fwrite($conn, 'x'), fread($peer, 5)], [1, 'x']);
fclose($conn);
done();
?>
--EXPECT--
8 checks, all right
