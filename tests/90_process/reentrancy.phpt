--TEST--
PHP code that runs in the middle of a call cannot pull the stream away
--EXTENSIONS--
xsock
--FILE--
<?php
// Error handlers, destructors of the variables that are overwritten, typed references: all run user code inside the call.
require __DIR__ . '/../inc/checks.inc';
class Closer
{
    public function __construct(private $stream)
    {
    }

    public function __destruct()
    {
        if (is_resource($this->stream)) {
            fclose($this->stream);
        }
    }
}
// The old value of $peer closes the listener when it is overwritten.
foreach (['peer', 'code', 'text'] as $which) {
    $server = xsock_server('tcp://127.0.0.1:0');
    $client = client_of($server);
    $peer = $code = $text = null;
    $$which = new Closer($server);
    $connection = xsock_accept($server, 10, $peer, $code, $text);
    check("$which: connection", is_resource($connection));
    check("$which: listener closed by the destructor", is_resource($server), false);
    fwrite($connection, "alive\n");
    check("$which: usable", fgets($client), "alive\n");
    $server = xsock_server('tcp://127.0.0.1:0');
    $peers = $code = null;
    $client = client_of($server);
    $client2 = client_of($server);
    $which === 'code' ? $code = new Closer($server) : $peers = new Closer($server);
    check("$which: accept_many", count(xsock_accept_many($server, 5, 10, $peers, $code)) >= 1, true);
}
// One variable for everything, the stream's own included.
$server = xsock_server('tcp://127.0.0.1:0');
$client = client_of($server);
$same = $server;
$connection = xsock_accept($same, 10, $same);
check('peer overwrites the variable', $same, stream_socket_get_name($client, false));
check('connection', is_resource($connection));
$client = client_of($server);
$connection = xsock_accept($server, 10, $x, $x, $x);
check('one variable for three', is_resource($connection));
$got = xsock_server('tcp://127.0.0.1:80800', $x, $x);
check('server, one variable for two', [$got, is_string($x) || is_int($x)], [false, true]);
warned();
// Typed references refuse the value: an exception, no descriptor left.
class Typed
{
    public int $number = 0;
    public array $list = [];
}
check_no_leak('typed reference', function () {
    $server = xsock_server('tcp://127.0.0.1:0');
    $client = client_of($server);
    $typed = new Typed;
    try {
        xsock_accept($server, 10, $typed->number);
        echo "not refused\n";
    } catch (TypeError) {
    }
});
check_no_leak('typed reference of the server', function () {
    $typed = new Typed;
    try {
        xsock_server('tcp://127.0.0.1:0', $typed->list);
        echo "not refused\n";
    } catch (TypeError) {
    }
});
// An error handler that closes the stream the warning is about.
[$server, $client, $connection] = trio();
$victim = $connection;
set_error_handler(function () use (&$victim) {
    is_resource($victim) && fclose($victim);
    return true;
});
check('refused by the system', xsock_set_option($victim, 'tcp_congestion', 'nosuch'), false);
restore_error_handler();
// A handler that throws.
check_no_leak('throwing handler', function () {
    set_error_handler(function (int $level, string $text) { throw new ErrorException($text); });
    try {
        xsock_server('tcp://203.0.113.71:0', $code, $text);
        echo "not thrown\n";
    } catch (ErrorException) {
    }
    restore_error_handler();
});
// Objects in a list of chunks run code while it is read.
[$server, $client, $connection] = trio();
class Text
{
    public $stream;

    public function __toString(): string
    {
        $GLOBALS['chunks'] = [];
        fclose($this->stream);
        return 'text';
    }
}
$text = new Text;
$text->stream = $connection;
$chunks = ['a', $text, 'b'];
try {
    @xsock_writev($connection, $chunks);
} catch (Error) {
}
check('no crash', true);
warned();
done();
?>
--EXPECT--
24 checks, all right
