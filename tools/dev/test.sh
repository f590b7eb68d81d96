#!/bin/bash
# ./dev test [--replace] [paths]: builds, then runs the phpt tests (all, or those named) in parallel.
# --replace: with our transports in the place of PHP's own (xsock.replace_transports=1).
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
if [[ ${1:-} == --replace ]]; then
	export XSOCK_REPLACE=1
	shift
fi
need_toolchain
need_test_tools
use_php
dir=$root/.build/$php_name
build_extension "$dir"
say "testing on PHP $("$php_config" --version) ($php_name)"
run_phpt "$dir" "$dir/modules/xsock.so" "$@"
