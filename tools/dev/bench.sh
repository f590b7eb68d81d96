#!/bin/bash
# ./dev bench [arguments]: builds with optimisation and runs bench/run against the module; ./dev bench poll [arguments]:
# bench/poll/run, many connections under Io\Poll.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_toolchain
need_packages strace openssl wrk nginx-light
use_php
build_extension "$root/.build/$php_name" >&2
export XSOCK_MODULE=$root/.build/$php_name/modules/xsock.so PHP=$php PHP_CONFIG=$php_config
if [[ ${1:-} == poll ]]; then
	loaded=()
	for name in $(shared_extensions); do
		loaded+=(-d "extension=$name")
	done
	exec "$php" -n "${loaded[@]}" "$root/bench/poll/run" "${@:2}"
fi
exec "$root/bench/run" "$@"
