#!/bin/bash
# ./dev memcheck [--replace] [paths]: the tests under a debug, thread-safe PHP with the address, leak and
# undefined-behaviour sanitizers.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/asan.sh"

if [[ ${1:-} == --replace ]]; then
	export XSOCK_REPLACE=1
	shift
fi
use_asan_php
need_test_tools
export TEST_TIMEOUT=180 XSOCK_MEMCHECK=1
say "memcheck: testing on PHP $("$php_config" --version) ($php_name, sanitizers)"
run_phpt "$dir" "$dir/modules/xsock.so" "$@"
