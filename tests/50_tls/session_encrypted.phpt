--TEST--
session_data that is encrypted PEM is refused, and nobody is asked for a passphrase
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'tls'); ?>
--FILE--
<?php
// OpenSSL asked at the terminal, or read from standard input where there is none, as long as nobody answered.
require __DIR__ . '/../inc/checks.inc';
echo run_php('
    require ' . var_export(__DIR__ . '/../inc/openssl_classes.inc', true) . ';
    $pem = "-----BEGIN SSL SESSION PARAMETERS-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n"
        . chunk_split(base64_encode(random_bytes(64)), 64, "\n") . "-----END SSL SESSION PARAMETERS-----\n";
    check_throws("refused", ValueError::class, fn () => xsock_client("tls://127.0.0.1:1", options: ["session_data" => $pem]), "is no session in PEM or DER");
    done();
', 'exec timeout 20 setsid -w', fds: [['pipe', 'r'], ['pipe', 'w']]);
?>
--EXPECT--
2 checks, all right
