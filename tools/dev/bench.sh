#!/bin/bash
# ./dev bench [arguments]: builds with optimisation and runs bench/run against the module.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_toolchain
need_packages strace openssl wrk nginx-light
use_php
build_extension "$root/.build/$php_name" >&2
export XSOCK_MODULE=$root/.build/$php_name/modules/xsock.so PHP=$php PHP_CONFIG=$php_config
exec "$root/bench/run" "$@"
