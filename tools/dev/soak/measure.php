<?php
/* What a process holds. */

/** Bytes on the heap as the address sanitizer counts them, exact; null without it. */
function heap_bytes(): ?int
{
    static $asan = null;
    try {
        $asan ??= class_exists('FFI') ? FFI::cdef('size_t __sanitizer_get_current_allocated_bytes(void);') : false;
    } catch (FFI\Exception) {
        $asan = false;
    }
    return $asan ? $asan->__sanitizer_get_current_allocated_bytes() : null;
}

function state(): array
{
    gc_collect_cycles();
    preg_match('~^VmRSS:\s+(\d+)~m', file_get_contents('/proc/self/status'), $m);
    return ['fds' => count(scandir('/proc/self/fd')), 'heap' => heap_bytes(), 'rss' => (int) $m[1]];
}

/** [descriptors, memory in words]. */
function state_said(array $state): array
{
    $memory = $state['heap'] === null ? '' : "heap $state[heap] bytes, ";
    return [$state['fds'], "{$memory}resident $state[rss] KiB"];
}

/** What grew from one state to a later one: [text => 1]. The sanitizer's quarantine makes resident memory grow. */
function growth(array $before, array $after): array
{
    $grown = [];
    if ($after['fds'] !== $before['fds']) {
        $grown["descriptors: $before[fds], later $after[fds]"] = 1;
    }
    if ($after['heap'] !== null && $after['heap'] - $before['heap'] > ALLOWED_HEAP) {
        $grown["the heap grew by " . ($after['heap'] - $before['heap']) . ' bytes'] = 1;
    }
    if ($after['heap'] === null && $after['rss'] - $before['rss'] > ALLOWED_RSS) {
        $grown["resident memory grew by " . ($after['rss'] - $before['rss']) . ' KiB'] = 1;
    }
    return $grown;
}
