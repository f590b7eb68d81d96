#!/bin/bash
# ./dev conformance [tests]: PHP's own tests of streams, sockets and TLS, on PHP's transports and on ours in their
# place (xsock.replace_transports=1). They come from Debian's source package of this PHP and are kept in the cache.
# Fails when a test that passes on PHP's transports does not on ours, unless conformance.txt says why that is right.
# ./dev conformance poll [folder]: PHP 8.6's own tests of Io\Poll on xsock's classes: those of the folder, which is
# ext/standard/tests/poll or ext/date/tests/time of some source tree, or the former from the source package in Debian's
# experimental.
invoked_in=$PWD
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_toolchain
need_packages dpkg-dev xz-utils procps
use_php
version=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
tests=$cache/php$version-$(debian_codename)-tests
accepted=$root/tools/dev/conformance.txt

fetch_tests() {
	local work
	say "fetching PHP's tests into $tests (once)"
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/tests.XXXXXX")
	trap 'cd /; rm -rf "'"$work"'"' EXIT
	fetch_php_source "$work" "$version"
	rm -rf "$tests"
	mkdir -p "$tests/ext"
	for name in standard openssl sockets; do
		mkdir "$tests/ext/$name"
		cp -a "$work/source/ext/$name/tests" "$tests/ext/$name/"
	done
	cp -a "$work/source/run-tests.php" "$tests/"
	touch "$tests/.complete"
	cd "$root"
	rm -rf "$work"
	trap - EXIT
}

# run name arguments...: the chosen tests with these arguments for PHP; results in name.txt, files in name/.
run() {
	local name=$1
	shift
	"$php" -n run-tests.php -p "$php" -n -q -j"${JOBS:-$((cores * 2))}" "${loaded[@]}" "$@" \
		--no-progress -W "$dir/$name.txt" "${chosen[@]}" </dev/null >"$dir/$name.log" 2>&1 || true
	sed -i "s|\t$dir/tree/|\t|" "$dir/$name.txt"
	awk -F'\t' '$1 == "PASSED" { p++ } $1 == "SKIPPED" { s++ } NF && $1 != "PASSED" && $1 != "SKIPPED" { f++ }
		END { printf "%d passed, %d failed, %d skipped\n", p, f, s }' "$dir/$name.txt"
}

# passed name: the tests of name.txt that passed, sorted.
passed() { awk -F'\t' '$1 == "PASSED" { print $2 }' "$dir/$1.txt" | sort; }

# poll_tests [folder]: a test that does not pass must be listed, too.
poll_tests() {
	local work name reason unlisted=0
	tests=$cache/php8.6-poll-tests
	if [[ $# -gt 0 ]]; then
		tests=$(cd "$invoked_in" && realpath -e -- "$1") || die "no folder $1"
	elif [[ ! -f $tests/.complete ]]; then
		mkdir -p "$tests"
		work=$(mktemp -d "$cache/tests.XXXXXX")
		trap 'cd /; rm -rf "'"$work"'"' EXIT
		fetch_php_source "$work" 8.6 experimental
		cp -a "$work/source/ext/standard/tests/poll/." "$tests/"
		touch "$tests/.complete"
	fi
	dir=$root/.build/conformance-poll-$php_name
	rm -rf "$dir/tree"
	mkdir -p "$dir/tree"
	cp -a "$tests/." "$dir/tree"
	cp "$root/.build/$php_name/run-tests.php" "$dir/tree/"
	cd "$dir/tree"
	chosen=(.)
	echo "PHP 8.6's tests of Io\Poll on xsock: $(run poll -d "extension=$root/.build/$php_name/modules/xsock.so")"
	grep -q . "$dir/poll.txt" || die "no test in $tests"
	while IFS= read -r name; do
		if reason=$(grep -m1 -oP "^\S*/\Q$name\E\s+\K.*" "$accepted"); then
			echo "differs as intended: $name: $reason"
		else
			echo "DIFFERS: $name (see $dir/tree/${name%.phpt}.diff)"
			unlisted=$((unlisted + 1))
		fi
	done < <(awk -F'\t' 'NF && $1 != "PASSED" && $1 != "SKIPPED" { sub(/^\.\//, "", $2); print $2 }' "$dir/poll.txt")
	[[ $unlisted -eq 0 ]]
}

[[ ${1:-} == poll || -f $tests/.complete ]] || fetch_tests
dir=$root/.build/$php_name
build_extension "$dir"
loaded=()
for name in $(shared_extensions); do
	loaded+=(-d "extension=$name")
done
export NO_INTERACTION=1 NO_COLOR=1 SKIP_ONLINE_TESTS=1 SKIP_SLOW_TESTS=${SKIP_SLOW_TESTS-1} TEST_TIMEOUT=90
if [[ ${1:-} == poll ]]; then
	shift
	poll_tests "$@"
	exit
fi
dir=$root/.build/conformance-$php_name
mkdir -p "$dir"
rm -rf "$dir/tree"
cp -a "$tests" "$dir/tree"
cd "$dir/tree"
chosen=("$@")
[[ $# -gt 0 ]] || chosen=(ext/standard/tests/{streams,network,{general_functions,file}/stream*.phpt}
	ext/openssl/tests ext/sockets/tests)
ours=(-d "extension=$root/.build/$php_name/modules/xsock.so" -d xsock.replace_transports=1)

say "conformance: PHP $("$php_config" --version) ($php_name), PHP's own transports"
echo "core: $(run core)"
say "conformance: the same tests with xsock.replace_transports=1"
echo "xsock: $(run xsock "${ours[@]}")"

# Once more, one at a time, those that passed on core alone: some of PHP's tests depend on time.
mapfile -t chosen < <(comm -23 <(passed core) <(passed xsock))
if [[ ${#chosen[@]} -gt 0 ]]; then
	JOBS=1 run again "${ours[@]}" >/dev/null
	mapfile -t chosen < <(awk -F'\t' '$1 != "PASSED" && NF { print $2 }' "$dir/again.txt")
fi
unlisted=0
for name in "${chosen[@]}"; do
	if reason=$(grep -m1 -oP "^\Q$name\E\s+\K.*" "$accepted"); then
		echo "differs as intended: $name: $reason"
	else
		echo "DIFFERS: $name (see $dir/tree/${name%.phpt}.diff)"
		unlisted=$((unlisted + 1))
	fi
done
echo "passes on core and on xsock alone:"
comm -13 <(passed core) <(passed xsock) | sed 's/^/  /'
echo "${#chosen[@]} differences, $unlisted of them not in tools/dev/conformance.txt"
[[ $unlisted -eq 0 && ${#chosen[@]} -lt 10 ]]
