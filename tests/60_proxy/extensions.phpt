--TEST--
What a version 2 header says besides the addresses is in xsock_info()['proxy']
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/proxy.inc';
$server = proxied();

function told($server, string $tlvs): array
{
    $client = client_says($server, v2('192.0.2.7', 1234, '198.51.100.9', 443, $tlvs) . 'body');
    $connection = xsock_accept($server, 10);
    check('what follows', fread($connection, 99), 'body');
    $proxy = xsock_info($connection)['proxy'];
    check('addresses', [$proxy['source'], $proxy['destination']], ['192.0.2.7:1234', '198.51.100.9:443']);
    check('real peer', $proxy['proxy'], stream_socket_get_name($client, false));
    return array_diff_key($proxy, array_flip(['version', 'source', 'destination', 'proxy']));
}

check('none', told($server, ''), []);
$texts = tlv(1, 'h2') . tlv(2, 'www.example.org') . tlv(5, "\0\1id") . tlv(0x30, 'blue');
check('texts', told($server, $texts),
    ['alpn' => 'h2', 'authority' => 'www.example.org', 'unique_id' => "\0\1id", 'netns' => 'blue']);
check('unknown ones are passed over', told($server, tlv(0xe0, 'x') . tlv(4, '') . tlv(1, 'h3')), ['alpn' => 'h3']);
check('tls without a certificate', told($server, tlv(0x20, pack('CN', 1, 0))),
    ['ssl' => ['tls' => true, 'certificate' => false, 'verified' => false]]);
$parts = tlv(0x21, 'TLSv1.3') . tlv(0x22, 'Müller') . tlv(0x23, 'TLS_AES_256_GCM_SHA384') . tlv(0x24, 'SHA256')
    . tlv(0x25, 'RSA2048');
$all = ['version' => 'TLSv1.3', 'cn' => 'Müller', 'cipher' => 'TLS_AES_256_GCM_SHA384', 'sig_alg' => 'SHA256',
    'key_alg' => 'RSA2048'];
foreach ([3, 5, 7] as $flags) {
    check("verified, flags $flags", told($server, tlv(0x20, pack('CN', $flags, 0) . $parts)),
        ['ssl' => ['tls' => true, 'certificate' => true, 'verified' => true] + $all]);
}
check('not verified', told($server, tlv(0x20, pack('CN', 3, 18) . $parts))['ssl']['verified'], false);

// A checksum that is right, and one that is wrong.
function with_checksum(string $sum): string
{
    return v2('192.0.2.7', 1234, '198.51.100.9', 443, tlv(3, $sum));
}
function crc32c(string $bytes): string
{
    return hash('crc32c', $bytes, true);
}
$right = crc32c(with_checksum("\0\0\0\0"));
check('checksum', told($server, tlv(3, $right)), []);
$client = client_says($server, with_checksum($right ^ "\0\0\0\1"));
check('wrong checksum', [nobody($server), counted($server)[0]], [true, 1]);
check_has('why', xsock_info($server)['last_setup_error'], 'checksum');
done();
?>
--EXPECT--
38 checks, all right
