--TEST--
examples with TLS: an address in use or a certificate that is not there is said in one line on stderr, exit status 1
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$taken = stream_socket_server('tcp://127.0.0.1:0');
$used = stream_socket_get_name($taken, false);
$authority = make_certificate(['an authority']);
// What follows the address, FILE for the certificate.
$arguments = ['https' => ['FILE'], 'https_sni' => ['a.example=FILE'], 'smtp_starttls' => ['FILE'], 'websocket_tls' => ['FILE'],
    'mutual_tls' => ['FILE', $authority], 'prefork_tls' => ['2', 'FILE'], 'proxy_protocol' => ['*', 'FILE']];
foreach ($arguments as $name => $words) {
    $program = [...Example::php(), dirname(__DIR__, 2) . "/examples/$name.php"];
    $scheme = $name === 'smtp_starttls' ? 'tcp' : 'tls';
    $wrong = [$used => $authority] + ($scheme === 'tls' ? ['127.0.0.1:0' => '/nowhere.pem'] : []);
    foreach ($wrong as $where => $file) {
        $run = Example::command([...$program, "$scheme://$where", ...str_replace('FILE', $file, $words)], [2 => ['redirect', 1]]);
        echo "$name: ", str_replace($used, 'USED', $run->end(0));
    }
}

// A tcp server reads its certificate when somebody wants TLS, and says then what is wrong with it.
$run = new Example('smtp_starttls.php', 'tcp://127.0.0.1:0', '/nowhere.pem');
$client = stream_socket_client($run->address);
fwrite($client, "STARTTLS\r\n");
echo fgets($client), fgets($client);
fwrite($client, 'a hello');
echo var_export(fgets($client), true), "\n", $run->line(), "\n", $run->end();
?>
--EXPECT--
https: exit 1
bind tls://USED: Address already in use
https: exit 1
local_cert /nowhere.pem: No such file or directory
https_sni: exit 1
bind tls://USED: Address already in use
https_sni: exit 1
local_cert /nowhere.pem: No such file or directory
smtp_starttls: exit 1
bind tcp://USED: Address already in use
websocket_tls: exit 1
bind tls://USED: Address already in use
websocket_tls: exit 1
local_cert /nowhere.pem: No such file or directory
mutual_tls: exit 1
bind tls://USED: Address already in use
mutual_tls: exit 1
local_cert /nowhere.pem: No such file or directory
prefork_tls: exit 1
bind tls://USED: Address already in use
prefork_tls: exit 1
local_cert /nowhere.pem: No such file or directory
proxy_protocol: exit 1
bind tls://USED: Address already in use
proxy_protocol: exit 1
local_cert /nowhere.pem: No such file or directory
220 localhost at your service
220 Go ahead
false
stream_socket_enable_crypto(): local_cert /nowhere.pem: No such file or directory
exit 0
