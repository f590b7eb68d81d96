#!/bin/bash
# ./dev lint: everything that can be said about the sources without running them. ./dev lint --fix formats the C
# files and writes the generated ones anew.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[[ $# -eq 0 || $* == --fix ]] || die "usage: ./dev lint [--fix]"

need_toolchain
need_packages clang clang-format re2c php-parser
use_php
cd "$root"
mkdir -p .build
failed=0

# check name command...: runs it; the beginning of its output is shown only when it fails.
check() {
	local name=$1 out
	shift
	if out=$("$@" 2>&1 </dev/null); then
		printf 'ok    %s\n' "$name"
	else
		printf 'FAIL  %s\n' "$name"
		sed -n -e '1,60p' -e '61s/.*/... and more/p' <<< "$out"
		failed=1
	fi
}

# C written by people: not what re2c or PHP's stub generator made, and not tables, which keep their columns.
c_files() {
	source_files | grep -E '\.(c|h)$' | while IFS= read -r file; do
		[[ $file == *_arginfo.h || -f ${file%.c}.re ]] || printf '%s\n' "$file"
	done
}

# scan/*.c as re2c makes them now; $1 is "write" or "compare".
scanners() {
	local source made status=0
	made=$(mktemp)
	for source in scan/*.re; do
		re2c --no-generation-date -i -W -Werror -o "$made" "$source"
		if [[ $1 == write ]]; then
			cat "$made" > "${source%.re}.c"
		elif ! cmp -s "$made" "${source%.re}.c"; then
			echo "${source%.re}.c is stale: run ./dev lint --fix"
			status=1
		fi
	done
	rm -f "$made"
	return "$status"
}

# strict compiler [configure argument]: a build of its own in which every warning is an error. PHP's headers count as
# the system's.
strict() {
	local compiler=$1 headers
	headers=$("$php_config" --includes | sed 's/-I/-isystem /g')
	CC=$compiler CFLAGS="-O2 -g -Wall -Wextra -Werror" MAKE_ARGUMENTS="INCLUDES=$headers -I." \
		build_extension "$root/.build/$php_name-strict-$compiler${2:-}" "${@:2}"
}

# Shell scripts parse, PHP files compile.
parses() {
	local file
	source_files | grep -E '(^dev|^\.ci/run|\.sh)$' | while IFS= read -r file; do
		bash -n "$file"
	done
	source_files | grep -E '^(tools|examples|bench|tests/inc)/.*\.(php|inc)$' | while IFS= read -r file; do
		"$php" -n -l "$file" >/dev/null
	done
}

if [[ $* == --fix ]]; then
	c_files | xargs -d '\n' clang-format -i
	scanners write
	"$root/tools/gen_stub.sh"
	"$php" -n tools/gen_docs.php
	"$php" -n tools/package_xml.php
	exit
fi

check "clang-format" bash -c 'xargs -d "\n" clang-format --dry-run -Werror < <(printf "%s\n" "$1")' - "$(c_files)"
check "house rules (tools/check_source.php)" "$php" -n tools/check_source.php
check "scripts parse" parses
check "xsock_arginfo.h is made from xsock.stub.php" tools/gen_stub.sh --check
check "scan/*.c are made from scan/*.re" scanners compare
check "scanners against their tables" fuzz/check.sh
check "docs agree with the stub and the options" "$php" -n tools/gen_docs.php --check
check "docs: links, code, names (tools/check_docs.php)" "$php" -n tools/check_docs.php
check "package.xml lists the tree" "$php" -n tools/package_xml.php --check
check "gcc -Wall -Wextra -Werror" strict gcc
check "clang -Wall -Wextra -Werror" strict clang
check "gcc -Wall -Wextra -Werror, without OpenSSL" strict gcc --without-xsock-openssl
check "Windows, as far as Debian can compile it" tools/dev/windows.sh
[[ $failed -eq 0 ]] || die "lint found something"
