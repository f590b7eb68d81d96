#!/bin/bash
# ./dev test [paths]: builds, then runs the phpt tests (all, or those named) in parallel.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_toolchain
need_test_tools
use_php
dir=$root/.build/$php_name
build_extension "$dir"
say "testing on PHP $("$php_config" --version) ($php_name)"
run_phpt "$dir" "$dir/modules/xsock.so" "$@"
