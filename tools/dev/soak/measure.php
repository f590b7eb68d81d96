<?php
/* What a process holds. */

const SANITIZER = 'size_t __sanitizer_get_current_allocated_bytes(void);';
const GLIBC = 'struct mallinfo2 { size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks,
    keepcost; }; struct mallinfo2 mallinfo2(void);';

/** Bytes allocated, exact: counted by the address sanitizer, else by glibc and PHP. */
function heap_bytes(): int
{
    static $sanitizer = null, $libc = null;
    try {
        $sanitizer ??= $libc ? null : FFI::cdef(SANITIZER);
    } catch (FFI\Exception) {
        $libc = FFI::cdef(GLIBC);
    }
    if ($sanitizer) {
        return $sanitizer->__sanitizer_get_current_allocated_bytes();
    }
    $malloc = $libc->mallinfo2();
    return $malloc->uordblks + $malloc->hblkhd + memory_get_usage();
}

function state(): array
{
    gc_collect_cycles();
    preg_match('~^VmRSS:\s+(\d+)~m', file_get_contents('/proc/self/status'), $m);
    return ['fds' => count(scandir('/proc/self/fd')), 'heap' => heap_bytes(), 'rss' => (int) $m[1]];
}

/**
 * What grew from one state to a later one: [text => 1]. Resident memory grows with the sanitizer's quarantine and with
 * holes in the heap, so its limit is wide: it is there for memory that is no heap.
 */
function growth(array $before, array $after): array
{
    $grown = [];
    if ($after['fds'] !== $before['fds']) {
        $grown["descriptors: $before[fds], later $after[fds]"] = 1;
    }
    if ($after['heap'] - $before['heap'] > ALLOWED_HEAP) {
        $grown['the heap grew by ' . ($after['heap'] - $before['heap']) . ' bytes'] = 1;
    }
    if ($after['rss'] - $before['rss'] > ALLOWED_RSS) {
        $grown['resident memory grew by ' . ($after['rss'] - $before['rss']) . ' KiB'] = 1;
    }
    return $grown;
}
