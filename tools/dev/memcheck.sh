#!/bin/bash
# ./dev memcheck [--replace] [--nts] [paths]: the tests under a debug, thread-safe PHP with the address, leak and
# undefined-behaviour sanitizers. --replace: with our transports in the place of PHP's own; --nts: the PHP is not
# thread-safe, loads openssl and sockets as modules and has opcache.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/asan.sh"

nts=()
while true; do
	case ${1:-} in
		--replace) export XSOCK_REPLACE=1 ;;
		--nts) nts=(--nts) ;;
		*) break ;;
	esac
	shift
done
use_asan_php "${nts[@]}"
need_test_tools
export TEST_TIMEOUT=180 XSOCK_MEMCHECK=1
say "memcheck: testing on PHP $("$php_config" --version) ($php_name, sanitizers)"
run_phpt "$dir" "$dir/modules/xsock.so" "$@"
