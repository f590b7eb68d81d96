--TEST--
examples/haproxy.cfg in front of examples/proxy_protocol.php: clients are known by their own address, plain and TLS
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl', 'haproxy');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$certificate = make_certificate(['localhost', '127.0.0.1']);
$plain = new Example('proxy_protocol.php', 'tcp://127.0.0.1:0');
$tls = new Example('proxy_protocol.php', 'tls://127.0.0.1:0', '127.0.0.0/8', $certificate);

// The example's configuration with our ports; haproxy's own are sockets it inherits, so that none has to be guessed.
$fronts = [3 => stream_socket_server('tcp://127.0.0.1:0'), 4 => stream_socket_server('tcp://127.0.0.1:0')];
[$plain_front, $tls_front] = array_map(fn ($front) => stream_socket_get_name($front, false), array_values($fronts));
$config = tempnam(sys_get_temp_dir(), 'xsock_');
file_put_contents($config, str_replace(
    ['127.0.0.1:8080', '127.0.0.1:8443', '127.0.0.1:8001', '127.0.0.1:8002'],
    ['fd@3', 'fd@4', host_and_port($plain->address), host_and_port($tls->address)],
    file_get_contents(dirname(__DIR__, 2) . '/examples/haproxy.cfg')));
$haproxy = Example::command(['haproxy', '-db', '-f', $config], $fronts);

/* Is the address it is told the one curl has, and not haproxy's? */
function told(string ...$arguments): string
{
    $printed = client('curl', '-sS', '--noproxy', '*', '-w', '%{local_ip}:%{local_port}', ...$arguments);
    if (!preg_match('~^You are (\S+), you came through (\S+)\.\n(\S+)$~', $printed, $match)) {
        return $printed;
    }
    return $match[1] === $match[3] && $match[2] !== $match[1] ? "known\n" : $printed;
}

echo 'plain: ', told("http://$plain_front/"), 'TLS: ', told('--cacert', $certificate, "https://$tls_front/");
echo 'past it: ', preg_replace('~.*exit \d+~s', 'no answer', told('-k', 'https://' . host_and_port($tls->address)));
echo $plain->end(), $tls->end();
$haproxy->end();
unlink($config);
?>
--EXPECTF--
plain: known
TLS: known
past it: no answer
exit 0
served 1, refused 0, last: none
exit 0
served 1, refused 1, last: 127.0.0.1:%d: not a PROXY header
