#!/bin/bash
# ./dev package: makes the PECL package, installs it offline with plain "pecl install", runs the package's own
# tests against the installed module with "php -n", and uninstalls it again, whatever happened before.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_toolchain
need_packages php-pear
need_test_tools
use_php
cd "$root"
work=$root/.build/package
rm -rf "$work"
sync_tree "$work/source"

say "pecl package"
cd "$work/source"
quietly ../package.log pecl package
tarball=$(echo "$work"/source/xsock-*.tgz)
[[ -f $tarball ]] || { cat ../package.log >&2; die "pecl package made no tarball"; }
mv "$tarball" "$root/.build/"
tarball=$root/.build/$(basename "$tarball")
say "made .build/$(basename "$tarball")"

is_root || die "the tarball is made; installing it to test it takes root"
! pecl info xsock >/dev/null 2>&1 || die "xsock is installed through pecl already; pecl uninstall xsock first"

uninstall() {
	local status=$?
	trap - EXIT
	cd /
	if pecl info xsock >/dev/null 2>&1; then
		say "pecl uninstall"
		pecl uninstall xsock >"$work/uninstall.log" 2>&1 || { cat "$work/uninstall.log" >&2; status=1; }
	fi
	if [[ -e $module ]]; then
		echo "dev: pecl uninstall left $module behind" >&2
		status=1
	fi
	exit "$status"
}
module=$("$php_config" --extension-dir)/xsock.so
[[ ! -e $module ]] || die "$module is there already, from something else than pecl; not overwriting it"
trap uninstall EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# In a network name space of its own, where the system allows one: nothing but the tarball can be used.
offline=()
if unshare -n true 2>/dev/null; then
	offline=(unshare -n)
fi
say "pecl install, offline"
quietly "$work/install.log" "${offline[@]}" pecl install "$tarball"
[[ -f $module ]] || { cat "$work/install.log" >&2; die "pecl install installed no $module"; }

say "testing the installed module with the package's own tests"
tar -xzf "$tarball" -C "$work"
unpacked=$work/$(basename "$tarball" .tgz)
cp "$("$php_config" --prefix)/lib/php/$("$php_config" --phpapi)/build/run-tests.php" "$unpacked/" 2>/dev/null \
	|| cp "$(dirname "$("$php_config" --extension-dir)")/$("$php_config" --phpapi)/build/run-tests.php" "$unpacked/"
run_phpt "$unpacked" xsock
