#!/bin/bash
# ./dev test [--replace | --without-openssl] [paths]: builds, then runs the phpt tests (all, or those named) in
# parallel.
# --replace: with our transports in the place of PHP's own (xsock.replace_transports=1).
# --without-openssl: a build without TLS; what needs TLS is left out, it is not counted as skipped.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
configure=()
case ${1:-} in
	--replace) export XSOCK_REPLACE=1 && shift ;;
	--without-openssl) configure=(--without-xsock-openssl) && shift ;;
esac
need_toolchain
need_test_tools
use_php
dir=$root/.build/$php_name${configure:+-plain}
build_extension "$dir" "${configure[@]}"
if [[ ${#configure[@]} -gt 0 ]]; then
	[[ $# -gt 0 ]] || set -- tests
	cd "$root"
	mapfile -t paths < <(find "$@" -name '*.phpt' -exec grep -LE "needs\\([^)]*'tls'" {} + | sort)
	set -- "${paths[@]}"
fi
say "testing on PHP $("$php_config" --version) (${dir##*/})"
run_phpt "$dir" "$dir/modules/xsock.so" "$@"
