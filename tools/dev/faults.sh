#!/bin/bash
# ./dev faults: errors injected into system calls, descriptors running out, real signals.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
exec "$root/tools/dev/test.sh" tests/95_faults "$@"
