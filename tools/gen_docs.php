<?php
/*
 * Makes docs/functions.md from the doc comments of xsock.stub.php, docs/options.md from core/options.def, and the
 * classes in docs/io_poll.md from poll/poll.stub.php.
 *   php tools/gen_docs.php           writes them
 *   php tools/gen_docs.php --check   fails when one is stale; writes nothing
 */
declare(strict_types=1);

const ROOT = __DIR__ . '/..';

function fail(string $message): never
{
    fwrite(STDERR, "gen_docs: $message\n");
    exit(1);
}

function source(string $path): string
{
    $text = @file_get_contents(ROOT . "/$path");
    return $text === false ? fail("cannot read $path") : $text;
}

/* ---- functions --------------------------------------------------------------------------------- */

/** The comment's paragraphs, and its tags as [tag, text] with continuation lines joined. */
function doc_comment(string $comment): array
{
    $lines = preg_replace('/^\s*\* ?/m', '', trim($comment, "/* \t\n"));
    $parts = preg_split('/^@/m', $lines);
    $text = trim(array_shift($parts));
    $tags = array_map(
        fn (string $part) => preg_split('/\s+/', trim(preg_replace('/\s*\n\s*/', ' ', $part)), 2),
        $parts
    );
    return [$text, $tags];
}

function function_section(string $name, string $parameters, string $return, string $comment): string
{
    [$text, $tags] = doc_comment($comment);
    $signature = rtrim("$name($parameters)") . $return;
    $out = "## $name\n\n```php\n$signature\n```\n\n$text\n";
    $rows = '';
    foreach ($tags as [$tag, $rest]) {
        if ($tag === 'param') {
            preg_match('/^(\S+) \$(\w+) (.+)$/', $rest, $m) || fail("$name: cannot read @param $rest");
            str_contains($parameters, "\$$m[2]") || fail("$name: no parameter \$$m[2]");
            $rows .= "* `\$$m[2]` ($m[1]): $m[3]\n";
        } elseif ($tag === 'return') {
            preg_match('/^(\S+) (.+)$/', $rest, $m) || fail("$name: cannot read @return $rest");
            $rows .= "* returns $m[1]: $m[2]\n";
        } else {
            fail("$name: unknown tag @$tag");
        }
    }
    preg_match_all('/\$(\w+)/', $parameters, $all);
    foreach ($all[1] as $parameter) {
        str_contains($rows, "* `\$$parameter`") || fail("$name: \$$parameter is not described");
    }
    $out = $rows === '' ? $out : "$out\n$rows";
    return preg_replace('/(?<![\w\/\[(])([a-z-]+\.md)/', '[$1]($1)', $out);
}

function functions_md(): string
{
    $stub = source('xsock.stub.php');
    $pattern = '#/\*\*((?:(?!\*/).)*)\*/\s*function (\w+)\(([^{]*)\)(: [^{]+?)? \{\}#s';
    $count = preg_match_all($pattern, $stub, $found, PREG_SET_ORDER);
    if ($count === 0 || $count !== preg_match_all('/^function /m', $stub)) {
        fail('xsock.stub.php: a function without a doc comment');
    }
    $out = "# Functions\n\nGenerated from `xsock.stub.php`. Options are in [options.md](options.md), differences from "
        . "PHP's own\nfunctions in [differences.md](differences.md).\n";
    foreach ($found as $f) {
        $out .= "\n" . function_section($f[2], $f[3], $f[4] ?? '', $f[1]);
    }
    return $out;
}

/* ---- options ----------------------------------------------------------------------------------- */

/** Splits the arguments of one XS_OPT(...): commas outside of strings and parentheses. */
function macro_arguments(string $text): array
{
    preg_match_all('/(?:"(?:[^"\\\\]|\\\\.)*"|[^",])+/', $text, $m);
    return array_map('trim', $m[0]);
}

/** Adjacent C string literals as one string. */
function c_strings(string $text): string
{
    preg_match_all('/"((?:[^"\\\\]|\\\\.)*)"/', $text, $m);
    return stripcslashes(implode('', $m[1]));
}

function c_number(string $text): int
{
    if (preg_match('/^(\d+) << (\d+)$/', $text, $m)) {
        return (int) $m[1] << (int) $m[2];
    }
    return match (true) {
        $text === 'INT_MAX' => 2147483647,
        $text === 'UINT_MAX' => 4294967295,
        preg_match('/^0[0-7]+$/', $text) === 1 => octdec($text),
        is_numeric($text) => (int) $text,
        default => fail("options.def: cannot read the number $text"),
    };
}

function range_text(string $type, string $min, string $max): string
{
    [$from, $to] = [c_number($min), c_number($max)];
    $octal = strlen($max) > 1 && $max[0] === '0';
    return match ($type) {
        'INT' => $octal ? "0 to $max" : "$from to $to",
        'FLOAT' => sprintf('%g to %g', $from / 1000, $to / 1000),
        'STRING' => $to ? "$from to $to bytes" : '',
        default => '',
    };
}

function option_row(array $a): string
{
    [$name, $type, $min, $max, $on, $when] = $a;
    $doc = c_strings(implode(',', array_slice($a, 8)));
    $default = ($type === 'BOOL' || $type === 'INT') && $a[6] !== 'XS_SSL' ? "the system's" : 'none';
    if (preg_match('/; default ([^;]+)/', $doc, $m)) {
        $default = $m[1];
        $doc = str_replace($m[0], '', $doc);
    }
    $types = [
        'BOOL' => 'bool', 'INT' => 'int', 'STRING' => 'string',
        'NAME_OR_ID' => 'string or int', 'LIST' => 'list of strings', 'FLOAT' => 'float',
        'MAP' => 'array of strings, or string',
        'CALLBACK' => 'callable', 'SESSION' => 'Openssl\Session or string',
    ];
    $letters = ['T' => 'tcp', 'U' => 'udp', 'X' => 'unix', 'G' => 'udg'];
    $transports = $on === 'ALL' ? 'all'
        : implode(' ', array_map(
            fn ($l) => $letters[$l] ?? fail("$name: transport $l"),
            preg_split('/\s*\|\s*/', $on)
        ));
    $range = range_text($type, $min, $max);
    $cells = [
        "`$name`", ($types[$type] ?? fail("$name: type $type")) . ($range === '' ? '' : ", $range"),
        $default, $transports,
        str_contains($when, 'INHERIT') ? 'yes' : '', str_contains($when, 'LIVE') ? 'yes' : '',
        preg_match('/SERVER|CLIENT/', $when, $m) ? strtolower($m[0]) . 's only: ' . $doc : $doc,
    ];
    return '| ' . implode(' | ', array_map(fn ($c) => str_replace('|', '\\|', $c), $cells)) . " |\n";
}

function options_md(): string
{
    $def = source('core/options.def');
    $rows = '';
    $pattern = '#^/\* ([A-Z][^*\n]*)\. \*/$|^XS_OPT\(((?:"(?:[^"\\\\]|\\\\.)*"|[^")]|\((?:[^()])*\))*)\)#m';
    preg_match_all($pattern, $def, $found, PREG_SET_ORDER);
    $options = 0;
    foreach ($found as $f) {
        if ($f[1] !== '') {
            $rows .= "\n## $f[1]\n\n| option | type | default | transports | accepted streams have it | can change "
                . "| what it does |\n| --- | --- | --- | --- | --- | --- | --- |\n";
            continue;
        }
        $rows .= option_row(macro_arguments($f[2]));
        $options++;
    }
    $options === preg_match_all('/^XS_OPT\(/m', $def) || fail('options.def: a row that cannot be read');
    return <<<MD
        # Options

        Generated from `core/options.def`, the table the code is made from.

        Every option can be given in `\$options` of `xsock_server()` and `xsock_client()` and in the `socket` group of a
        stream context; `backlog`, `read_buffer`, `write_buffer`, `so_rcvbuf` and `so_sndbuf` are arguments too. What
        is nearer to the call wins: argument, `\$options`, context, INI setting, default. null means not given.

        In `\$options` a wrong type is a TypeError; a value out of range, an unknown name or an option that does not
        apply (another transport's, a server's given to a client, one that must come before bind(2) given with `fd://`)
        is a ValueError. In a context an unknown name is a warning, a wrong value a warning and false, and options that
        do not apply are left alone. Numeric strings, whole floats and bools are taken for
        ints, as PHP does; a bool takes no words: PHP would take "off" for true. An option this platform lacks is an
        error when it is asked for.

        *Transports*: tcp is tcp:// and tls://; a TLS option there also counts for stream_socket_enable_crypto().
        *Accepted streams have it*: connections taken by xsock_accept() have the option as their server has it.
        *Can change*: xsock_set_option() changes it on an open stream; xsock_get_option() reads others, too.

        MD . $rows;
}

/* ---- classes ----------------------------------------------------------------------------------- */

/** The classes of Io\Poll and Time\Duration as a program sees them, in the place docs/io_poll.md has for them. */
function io_poll_md(): string
{
    $hidden = ['~/\*\*.*?\*/\s*~s', '~^        private .*\n|^        public function __unserialize.*\n~m'];
    $stub = preg_replace($hidden, '', source('poll/poll.stub.php'));
    preg_match_all('~^namespace ([\w\\\\]*) ?\{\n(.*?)^\}~ms', $stub, $spaces, PREG_SET_ORDER);
    $out = [];
    foreach ($spaces as [, $space, $body]) {
        $class = '~^    ((?:final )?class|enum) (\w+)([^{\n]*)\n    \{\n(.*?)^    \}~ms';
        preg_match_all($class, $body, $classes, PREG_SET_ORDER);
        foreach ($classes as [, $kind, $name, $extends, $members]) {
            if (str_contains($extends, 'Exception') || trim($members) === '') {
                continue;
            }
            $members = preg_replace(['~^        |^\n~m', '~ \{\}$~m', '~;\ncase ~'], ['', ';', '; case '], $members);
            $members = '    ' . str_replace("\n", "\n    ", trim($members));
            $out[] = '// ' . ltrim("$space\\$name", '\\') . "\n$kind $name$extends {\n$members\n}\n";
        }
    }
    $out || fail('poll.stub.php: no class that can be read');
    $place = '~(?<=<!-- classes -->\n).*?(?=<!-- /classes -->)~s';
    $text = "```text\n" . implode("\n", $out) . "```\n";
    return preg_replace_callback($place, fn () => $text, source('docs/io_poll.md'));
}

/* ---- all -------------------------------------------------------------------------------------- */

$check = ($argv[1] ?? '') === '--check';
$stale = 0;
foreach (['docs/functions.md' => functions_md(), 'docs/options.md' => options_md(),
    'docs/io_poll.md' => io_poll_md()] as $path => $text) {
    if (@file_get_contents(ROOT . "/$path") === $text) {
        echo "$path is fresh\n";
    } elseif ($check) {
        fwrite(STDERR, "$path is stale: run php tools/gen_docs.php\n");
        $stale = 1;
    } else {
        file_put_contents(ROOT . "/$path", $text) === strlen($text) || fail("cannot write $path");
        echo "$path written\n";
    }
}
exit($stale);
