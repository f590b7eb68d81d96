<?php
/*
 * The intended differences from PHP's own transports, as the differential suite meets them. Each id has its row,
 * with the reason, in docs/differences.md.
 *
 *     id      name of the difference
 *     test    the phpt (without .phpt), key: the observation(s)
 *     kinds, roles, via        where it occurs; everywhere when not given
 *     core, ours               the two values; any (but different) when not given
 *     before, since            PHP_VERSION_ID: only below, only from it on
 */
return [
];
