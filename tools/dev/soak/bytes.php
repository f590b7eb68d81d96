<?php
/* What hostile clients send: ClientHellos and PROXY headers, good ones and spoilt ones. */

/** The first record a TLS client of PHP's own sends. */
function client_hello(int $method): string
{
    $listener = stream_socket_server('tcp://127.0.0.1:0');
    $client = stream_socket_client('tcp://' . stream_socket_get_name($listener, false), $code, $text, 5,
        STREAM_CLIENT_CONNECT, stream_context_create(['ssl' => ['peer_name' => 'a.test']]));
    $conn = stream_socket_accept($listener, 5);
    stream_set_blocking($client, false);
    stream_socket_enable_crypto($client, true, $method);
    return fread($conn, 8192);
}

/** A few bytes changed, put in or taken out. */
function mutated(string $bytes): string
{
    for ($i = random_int(1, 8); $i > 0 && $bytes !== ''; $i--) {
        $at = random_int(0, strlen($bytes) - 1);
        $bytes = match (random_int(0, 5)) {
            0, 1 => substr_replace($bytes, chr(random_int(0, 255)), $at, 1),
            2 => substr_replace($bytes, random_bytes(random_int(1, 40)), $at, 0),
            3 => substr_replace($bytes, '', $at, random_int(1, 40)),
            4 => substr_replace($bytes, ["\0\0", "\xff\xff", "\x7f\xff", "\x80\0"][random_int(0, 3)], $at, 2),
            5 => substr($bytes, 0, $at) . substr($bytes, random_int(0, strlen($bytes) - 1)),
        };
    }
    return $bytes;
}

function alerts(int $n): string
{
    $alerts = '';
    while ($n-- > 0) {
        $known = [0, 10, 40, 90, 100]; // close_notify, unexpected_message, failure, user_canceled, no_renegotiation
        $what = random_int(0, 1) ? random_int(0, 255) : $known[array_rand($known)];
        $alerts .= "\x15\x03\x03\0\x02" . chr(random_int(0, 2)) . chr($what);
    }
    return $alerts;
}

/** Records that are none: too long, empty, of no known type, of SSL 2, HTTP. */
function odd_record(): string
{
    return match (random_int(0, 8)) {
        0 => "\x16\x03\x01\xff\xff" . random_bytes(random_int(1, 70000)),
        1 => "\x16\x03\x01\x48\x01" . random_bytes(18433),
        2 => "\x16\x03\x01\x40\0\x01\x00\x3f\xfc\x03\x03" . random_bytes(16378),
        3 => str_repeat("\x16\x03\x01\0\0", random_int(1, 500)),
        4 => "\x16\x03\x01\0\x04\x01\xff\xff\xff"
            . str_repeat("\x16\x03\x01\x40\0" . random_bytes(16384), random_int(1, 4)),
        5 => chr(random_int(0, 255)) . "\x03\x03\0\x10" . random_bytes(16),
        6 => "\x80\x2e\x01\x03\x01\0\x15\0\0\0\x10" . random_bytes(37),
        7 => "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        8 => str_repeat("\x14\x03\x03\0\x01\x01", random_int(1, 100)),
    };
}

function proxy_v2(string $body, string $command = "\x21", string $family = "\x11", ?int $length = null): string
{
    return "\r\n\r\n\0\r\nQUIT\n" . $command . $family . pack('n', $length ?? strlen($body)) . $body;
}

const V2_ADDRESSES = "\xc0\0\x02\x01\xc6\x33\x64\x02\xdc\x04\x01\xbb";

/** A header that is taken. */
function good_header(): string
{
    return match (random_int(0, 5)) {
        0 => "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n",
        1 => "PROXY TCP6 2001:db8::1 ::1 1 65535\r\n",
        2 => "PROXY UNKNOWN\r\n",
        3 => proxy_v2(V2_ADDRESSES),
        4 => proxy_v2(V2_ADDRESSES . "\x01\0\x02h2\x02\0\x01a\x05\0\x04abcd\x20\0\x0f\x07\0\0\0\0\x21\0\x07TLSv1.3"),
        5 => proxy_v2('', "\x20", "\0"),
    };
}

/** One that is refused or never ends, most of the time. */
function bad_header(): string
{
    return match (random_int(0, 8)) {
        0, 1, 2 => mutated(good_header()),
        3 => 'PROXY TCP4 ' . str_repeat('1', random_int(90, 9000)),
        4 => proxy_v2(random_bytes(random_int(1, 9000)), length: 0xffff),
        5 => proxy_v2(random_bytes(random_int(1, 4096)), chr(random_int(0, 255)), chr(random_int(0, 255))),
        6 => proxy_v2(V2_ADDRESSES . random_bytes(random_int(1, 300))),
        7 => "PROXY TCP4 256.0.0.1 1.1.1.1 0 99999\r\n",
        8 => str_repeat(good_header(), random_int(2, 90)),
    };
}
