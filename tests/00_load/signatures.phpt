--TEST--
Names, types and defaults of every argument are the documented ones
--EXTENSIONS--
xsock
--FILE--
<?php
// A script moves over from stream_socket_server() by renaming two calls, and named arguments are part
// of the contract: backlog: 4096 must keep working for good.
foreach (explode(' ', 'server accept accept_many client info set_option get_option detach reset writev') as $name) {
    $function = new ReflectionFunction("xsock_$name");
    $parameters = [];
    foreach ($function->getParameters() as $p) {
        $default = '';
        if ($p->isOptional()) {
            $default = ' = ' . json_encode($p->getDefaultValue(), JSON_PRESERVE_ZERO_FRACTION);
        }
        $parameters[] = ltrim($p->getType() . ' ') . ($p->isPassedByReference() ? '&' : '') . '$' . $p->getName() . $default;
    }
    echo "xsock_$name(", implode(', ', $parameters), ')', $function->hasReturnType() ? ': ' . $function->getReturnType() : '', "\n";
}
?>
--EXPECT--
xsock_server(string $address, &$error_code = null, &$error_message = null, int $flags = 12, $context = null, ?int $backlog = null, ?int $read_buffer = null, ?int $write_buffer = null, ?int $so_rcvbuf = null, ?int $so_sndbuf = null, array $options = [])
xsock_accept($socket, ?float $timeout = null, &$peer_name = null, &$error_code = null, &$error_message = null)
xsock_accept_many($socket, int $limit = 64, ?float $timeout = 0.0, &$peer_names = null, &$error_code = null): array
xsock_client(string $address, &$error_code = null, &$error_message = null, ?float $timeout = null, int $flags = 4, $context = null, ?int $read_buffer = null, ?int $write_buffer = null, ?int $so_rcvbuf = null, ?int $so_sndbuf = null, array $options = [])
xsock_info($stream): array
xsock_set_option($stream, string $name, mixed $value): bool
xsock_get_option($stream, string $name): mixed
xsock_detach($stream): bool
xsock_reset($stream): bool
xsock_writev($stream, array $chunks): int|false
