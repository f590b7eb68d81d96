<?php
/*
 * Certificates made on the spot, so that the TLS examples run without any. Yours come from an authority (certbot
 * writes fullchain.pem and privkey.pem): give their paths as local_cert and local_pk, and forget this file.
 *
 *     require __DIR__ . '/certificate.php';
 *     $file = make_certificate(['localhost', '127.0.0.1']);       // self-signed
 *     $other = make_certificate(['alice'], $file);                // signed with the key in $file
 *
 * Needs ext/openssl, which xsock itself does not.
 */

/** A PEM file with a certificate for these names and addresses and its key; removed when this process ends. */
function make_certificate(array $names, ?string $issuer = null): string
{
    $file = tempnam(sys_get_temp_dir(), 'xsock_');      // nobody else can read it
    $alternative = array_map(fn ($name) => (@inet_pton($name) ? 'IP:' : 'DNS:') . $name, $names);
    // ext/openssl takes such details from a configuration file only; for a moment it is this one.
    file_put_contents($file, "[req]\ndistinguished_name = dn\n[dn]\n[ext]\nsubjectAltName = "
        . implode(',', $alternative) . "\nbasicConstraints = CA:" . ($issuer ? 'FALSE' : 'TRUE') . "\n");
    $config = ['config' => $file, 'x509_extensions' => 'ext', 'digest_alg' => 'sha256',
        'private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1', 'private_key_bits' => 2048];

    $key = openssl_pkey_new($config);
    $request = openssl_csr_new(['commonName' => $names[0]], $key, $config);
    $certificate = openssl_csr_sign($request, $issuer ? "file://$issuer" : null, $issuer ? "file://$issuer" : $key, 30,
        $config, random_int(1, PHP_INT_MAX));
    openssl_x509_export($certificate, $public);
    openssl_pkey_export($key, $private, null, $config);
    file_put_contents($file, $public . $private);

    $maker = getmypid();
    register_shutdown_function(fn () => getmypid() === $maker && unlink($file));        // not when a worker ends
    return $file;
}
