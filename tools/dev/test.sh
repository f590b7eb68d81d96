#!/bin/bash
# ./dev test [--replace] [--without-openssl | --without-ext-openssl | --kqueue] [paths]: builds, then runs the phpt
# tests (all, or those named) in parallel.
# --replace: with our transports in the place of PHP's own (xsock.replace_transports=1).
# --without-openssl: a build without TLS; --without-ext-openssl: a build with TLS, for a PHP made here that lacks
# ext/openssl. Tests that need what is not there are left out, they are not counted as skipped.
# --kqueue: as on the BSDs, kqueue(2) and poll(2) instead of epoll; without paths, the tests of Io\Poll. Takes a
# libkqueue of 2.6 or newer that pkg-config finds; Debian's 2.3.1 cannot watch a descriptor for reading and writing.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/php.sh"
configure=() lacking= suffix=
tls="needs\\([^)]*[\"']tls|(tls_needed|needs_tls)\\("
while true; do
	case ${1:-} in
		--replace) export XSOCK_REPLACE=1 ;;
		--without-openssl) configure=(--without-xsock-openssl) lacking=$tls suffix=-plain ;;
		--without-ext-openssl) lacking='^openssl$' ;;
		--kqueue) suffix=-kqueue ;;
		*) break ;;
	esac
	shift
done
need_toolchain
need_test_tools
use_php
if [[ $suffix == -kqueue ]]; then
	pkg-config --atleast-version=2.6 libkqueue || die "pkg-config finds no libkqueue of 2.6 or newer"
	libraries="-Wl,--no-as-needed,-rpath,$(pkg-config --variable=libdir libkqueue) $(pkg-config --libs libkqueue)"
	configure=(ac_cv_func_epoll_create1=no "CPPFLAGS=$(pkg-config --cflags libkqueue)" "LDFLAGS=$libraries")
	[[ $# -gt 0 ]] || set -- tests/75_poll
elif [[ ${#configure[@]} -eq 0 && -n $lacking ]]; then
	use_built_php bare "-O1 -g" --disable-all --enable-cli --disable-cgi --disable-phpdbg --enable-debug \
		--enable-sockets=shared --enable-pcntl=shared --enable-posix=shared --with-zlib \
		--enable-filter --enable-tokenizer
	suffix=-bare
fi
dir=$root/.build/$php_name$suffix
build_extension "$dir" "${configure[@]}"
if [[ -n $lacking ]]; then
	[[ $# -gt 0 ]] || set -- tests
	cd "$root"
	mapfile -t paths < <(find "$@" -name '*.phpt' -exec grep -LE "$lacking" {} + | sort)
	set -- "${paths[@]}"
fi
say "testing on PHP $("$php_config" --version) (${dir##*/})"
run_phpt "$dir" "$dir/modules/xsock.so" "$@"
