<?php
/* The tables of bench/run. */

const RESULTS = <<<'TEXT'
    # Measured

    %s. Made by `%s --markdown=bench/RESULTS.md`.

    limit: a C program that makes the necessary calls only. core: PHP's streams. sockets: ext/sockets.
    core_crypto, xsock_crypto: a tcp:// server whose connections call stream_socket_enable_crypto().
    Tables of core and xsock alone: programs on PHP's own functions, in xsock's column with xsock.replace_transports=1.
    nginx: Debian's, beside examples/static_files.php.
    us: microseconds of CPU of the server for one operation. s/GB: seconds of CPU for 10^9 bytes.
    /s: clients served per second, one after another. B: private bytes for one connection, without what the script
    itself keeps. (100 %%): so many sessions were resumed. Ratios are medians of the rounds;
    with --best cost and ratios are those of the best rounds.

    %s
    TEXT;

/** Targets as [words, whether each of xsock's contenders meets it; null: nothing to compare]. */
function targets(array $job, array $row, array $results): array
{
    $ratio = fn (string $base): ?float => $row['ratios'][$base] ?? null;
    $own = array_intersect_key($row['typical'], ['xsock' => 1, 'xsock_crypto' => 1]) ?: [null];
    $targets = [];
    $add = function (string $words, array $values, callable $test) use (&$targets): void {
        $met = array_map(fn (?float $value): ?bool => $value === null ? null : $test($value), $values);
        $targets[] = [$words, ...array_values($met)];
    };
    foreach (['core' => ['core', 'core_crypto'], 'limit' => ['limit']] as $base => $compared) {
        if (isset($job[$base])) {
            $ratios = array_map($ratio, array_intersect($compared, contenders($job)));
            $add(sprintf('%.2f x %s', $job[$base], $base), $ratios, fn (float $x): bool => $x <= $job[$base]);
        }
    }
    if (isset($job['times_core'])) {
        $add("$job[times_core] x core", [$ratio('core')], fn (float $x): bool => $x >= $job['times_core']);
    }
    if (isset($job['share_of'])) {
        [$other, $share] = $job['share_of'];
        $whole = $results[$other]['typical']['xsock'] ?? null;
        $value = $whole ? $row['typical']['xsock'] / $whole : null;
        $add(sprintf('%.2f x without', $share), [$value], fn (float $x): bool => $x >= $share);
    }
    $full = fn (float $x): bool => $x == 100;
    isset($job['resumed']) && $add('100 %', array_intersect_key($row['resumed'], $own), $full);
    isset($job['most']) && $add("$job[most] $job[1]", $own, fn (float $x): bool => $x <= $job['most']);
    isset($job['least']) && $add((string) $job['least'], $own, fn (float $x): bool => $x >= $job['least']);
    return $targets;
}

function verdict(array $job, array $row, array $results): array
{
    $targets = targets($job, $row, $results);
    $met = array_merge(...array_map(fn (array $target): array => array_values(array_slice($target, 1)), $targets));
    return [implode(', ', array_column($targets, 0)),
        in_array(false, $met, true) ? 'over' : (in_array(null, $met, true) || !$met ? '' : 'ok')];
}

function verdict_calls(array $job, array $totals): array
{
    $most = $job['calls'] ?? (isset($job['calls_of']) ? $totals[$job['calls_of']] ?? null : null);
    if ($most === null) {
        return ['', ''];
    }
    return [sprintf('%.2f', $most), isset($totals['xsock']) ? ($totals['xsock'] <= $most + 0.01 ? 'ok' : 'over') : ''];
}

function table(array $rows): string
{
    $text = '';
    $widths = [];
    foreach ($rows as $row) {
        foreach ($row as $i => $cell) {
            $widths[$i] = max($widths[$i] ?? 3, strlen($cell));
        }
    }
    array_splice($rows, 1, 0, [array_map(fn (int $i, int $width): string => $i === 0
        ? str_repeat('-', $width) : str_repeat('-', $width - 1) . ':', array_keys($widths), $widths)]);
    foreach ($rows as $row) {
        $cells = array_map(fn (int $i, string $cell): string => $i === 0
            ? str_pad($cell, $widths[$i]) : str_pad($cell, $widths[$i], ' ', STR_PAD_LEFT), array_keys($row), $row);
        $text .= '| ' . implode(' | ', $cells) . " |\n";
    }
    return $text;
}

function number(?float $value, string $unit): string
{
    return match (true) {
        $value === null => '-',
        in_array($unit, ['B', 'connected', '/s', '%'], true) => number_format($value),
        $unit === 's/GB' => sprintf('%.3f', $value),
        default => sprintf('%.2f', $value),
    };
}

/** One table for the workloads that have these contenders. */
function cost_table(array $jobs, array $results, array $contenders): string
{
    $bases = array_intersect(['core', 'core_crypto', 'limit', 'nginx'], $contenders);
    $names = array_map(fn ($base): string => own_of($base) . "/$base", $bases);
    $rows = [['workload', 'unit', ...$contenders, ...$names, 'target', '']];
    foreach ($results as $name => $row) {
        if (contenders($jobs[$name]) !== $contenders) {
            continue;
        }
        $cells = array_map(fn ($who): string => number($row['typical'][$who] ?? null, $row['unit'])
            . (isset($row['resumed'][$who]) ? sprintf(' (%d %%)', $row['resumed'][$who]) : ''), $contenders);
        $ratios = array_map(fn ($base): string => number($row['ratios'][$base] ?? null, ''), $bases);
        $rows[] = [$jobs[$name][0], $row['unit'], ...$cells, ...$ratios, ...verdict($jobs[$name], $row, $results)];
    }
    return count($rows) > 1 ? table($rows) . "\n" : '';
}

function call_table(array $jobs, array $results, array $contenders): string
{
    $rows = [['system calls', 'per', ...$contenders, 'target', '', 'xsock\'s calls']];
    foreach ($results as $name => $row) {
        if (contenders($jobs[$name]) === $contenders && isset($row['calls'])) {
            $totals = array_map('array_sum', $row['calls']);
            $own = $row['calls']['xsock'] ?? [];
            $rows[] = [$jobs[$name][0], $row['unit'] === 's/GB' ? 'MiB' : 'op',
                ...array_map(fn ($who): string => number($totals[$who] ?? null, ''), $contenders),
                ...verdict_calls($jobs[$name], $totals),
                implode(', ', array_map(fn ($call, $count): string => "$call $count", array_keys($own), $own))];
        }
    }
    return count($rows) > 1 ? table($rows) . "\n" : '';
}

function machine(): string
{
    preg_match('/^model name\s*:\s*(.+)$/m', file_get_contents('/proc/cpuinfo'), $cpu);
    $cpus = preg_match_all('/^processor/m', file_get_contents('/proc/cpuinfo'));
    return sprintf('%s, %d CPUs, Linux %s, PHP %s', $cpu[1] ?? php_uname('m'), $cpus,
        preg_replace('/^(\d+\.\d+).*/', '$1', php_uname('r')), PHP_VERSION);
}

function report(array $options, array $jobs, array $results): void
{
    $text = '';
    foreach ([PLAIN, TLS, REPLACED, FILES] as $contenders) {
        $text .= cost_table($jobs, $results, $contenders) . call_table($jobs, $results, $contenders);
    }
    $text = rtrim($text) . "\n";
    echo machine(), "\n\n", $text;
    $json = $options['json'] ?? dirname(__DIR__) . '/.build/bench.json';
    is_dir(dirname($json)) || mkdir(dirname($json), 0777, true);
    file_put_contents($json, json_encode(['machine' => machine(), 'results' => $results], JSON_PRETTY_PRINT) . "\n");
    if ($options['markdown'] !== null) {
        $command = implode(' ', array_filter(['./dev bench', isset($options['quick']) ? '--quick' : '',
            isset($options['best']) ? '--best' : '', $options['rounds'] ? "--rounds=$options[rounds]" : '']));
        file_put_contents($options['markdown'], sprintf(RESULTS, machine(), $command, $text));
    }
}
