<?php
/*
 * What the three PHP servers share. A server is called with WORKLOAD N SIZE, prints "port P", does one
 * batch for each line on its input and answers "done COST AMOUNT" (limit.c says the same in C).
 * COST is CPU of this process between begin() and done(), in microseconds.
 */

[, $workload, $n, $size] = array_pad($argv, 4, '0') + [1 => ''];
[$n, $size] = [(int) $n, (int) $size];
ini_set('default_socket_timeout', '60');
if (function_exists('pcntl_alarm')) {
    pcntl_alarm(300);
}

function ready(string $address): void
{
    echo 'port ', substr(strrchr($address, ':'), 1), "\n";
}

function next_batch(): bool
{
    return fgets(STDIN) !== false;
}

function cpu(): int
{
    $used = getrusage();
    return ($used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec']) * 1000000
        + $used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec'];
}

function begin(): void
{
    $GLOBALS['began'] = cpu();
}

function done(int $amount): void
{
    echo 'done ', cpu() - $GLOBALS['began'], " $amount\n";
}

/* Idle memory: what the process alone holds, and what PHP's allocator has given out. */
function private_bytes(): array
{
    preg_match('/^Private_Dirty:\s+(\d+)/m', file_get_contents('/proc/self/smaps_rollup'), $match);
    return [1024 * $match[1], memory_get_usage()];
}

function done_idle(array $before, int $amount): void
{
    [$private, $heap] = private_bytes();
    echo 'done ', $private - $before[0], " $amount ", $heap - $before[1], "\n";
}

function unknown_workload(string $workload): void
{
    fwrite(STDERR, "unknown workload '$workload'\n");
    exit(2);
}
