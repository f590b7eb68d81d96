--TEST--
TLS options open no file outside of open_basedir, a key log is for its owner alone; relative names are from the script's folder
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// ocsp_file is sent to clients as it is, and keylog_file is written to: a script that is kept in a folder could read and write
// anywhere by them. Secrets of connections were readable for everybody on the machine, as the usual umask has it. In threads of
// PHP (ZTS) a relative cafile was looked for in the folder of the process.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$server = $certs->server();
$outside = scratch();
file_put_contents("$outside/secret", 'not for everybody');
file_put_contents("$outside/cert.pem", file_get_contents($server));
$try = function (array $options) use ($server): array {
    $made = (bool) xsock_server('tls://127.0.0.1:0', $code, $text, options: $options + ['local_cert' => $server]);
    warned();
    return [$made, (string) $text];
};

umask(0);
check('a key log is made', $try(['keylog_file' => "$certs->dir/keys"])[0]);
check('for its owner', PHP_OS_FAMILY === 'Windows' || (fileperms("$certs->dir/keys") & 0777) === 0600);
file_put_contents("$certs->dir/shared", '');
chmod("$certs->dir/shared", 0644);
check('one that is there', $try(['keylog_file' => "$certs->dir/shared"])[0]);
clearstatcache();
check('keeps its mode', PHP_OS_FAMILY === 'Windows' || (fileperms("$certs->dir/shared") & 0777) === 0644);

chdir($certs->dir);
file_put_contents('ocsp', "\x30\x03\x0a\x01\x01");    // the shortest response: "malformed request"
foreach (['local_cert' => 'server.pem', 'keylog_file' => 'keys', 'ocsp_file' => 'ocsp', 'cafile' => 'ca.pem', 'capath' => '.'] as $name => $file) {
    check("$name, relative", $try([$name => $file, 'verify_peer' => true] + ['cafile' => $certs->ca]), [true, '']);
}
symlink("$outside/secret", "$certs->dir/link");
symlink("$outside/new", "$certs->dir/dangling");
$inside = Peer::run(function () use ($try, $certs, $outside, $server) {
    ini_set('open_basedir', $certs->dir);
    $results = [];
    foreach (['ocsp_file' => 'secret', 'keylog_file' => 'new', 'local_cert' => 'cert.pem', 'local_pk' => 'cert.pem', 'dh_param' => 'secret'] as $name => $file) {
        foreach (["$outside/$file", '../' . basename($outside) . "/$file"] as $path) {
            $results["$name $path"] = $try([$name => $path]);
        }
    }
    $results['ocsp_file by a link'] = $try(['ocsp_file' => "$certs->dir/link"]);
    $results['keylog_file by a link'] = $try(['keylog_file' => "$certs->dir/dangling"]);
    $results['SNI_server_certs'] = $try(['SNI_server_certs' => ['a.test' => "$outside/cert.pem"]]);
    $results['inside'] = $try(['ocsp_file' => "$certs->dir/ocsp", 'keylog_file' => "$certs->dir/more"]);
    return $results;
})->result();
check('inside', array_pop($inside), [true, '']);
foreach ($inside as $what => [$made, $text]) {
    check($what, $made, false);
    check_has("$what, says", $text, strtok($what, ' '), 'open_basedir');
}
done();
?>
--EXPECT--
36 checks, all right
