#!/bin/bash
# ./dev soak [seconds]: hostile clients (resets, half-closes, garbage, silence) against one server for a while.
# The server must answer the well-behaved among them all the time, and end with the memory and the descriptors it
# began with.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
seconds=${1:-30}
[[ $seconds =~ ^[0-9]+$ && $seconds -gt 0 ]] || die "usage: ./dev soak [seconds]"

need_toolchain
use_php
build_extension "$root/.build/$php_name"
arguments=(-n)
for name in $(shared_extensions); do
	arguments+=(-d "extension=$name")
done
arguments+=(-d "extension=$root/.build/$php_name/modules/xsock.so")
exec "$php" "${arguments[@]}" "$root/tools/dev/soak.php" "$seconds"
