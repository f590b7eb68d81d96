#!/bin/sh
# Makes xsock_arginfo.h from xsock.stub.php, and poll/poll_arginfo.h from poll/poll.stub.php.
#   tools/gen_stub.sh           writes them
#   tools/gen_stub.sh --check   fails when one is stale; writes nothing
# Uses the generator that comes with PHP 8.2's headers (php8.2-dev), because its output compiles on 8.1 to 8.6, and
# Debian's php-parser, so nothing is downloaded. Where the generator is another version's, --check compares the hash
# of the stub that stands in the header.
set -eu
cd "$(dirname "$0")/.."
stubs='xsock.stub.php poll/poll.stub.php'
parser=/usr/share/php/PhpParser

find_generator() {
	for file in "${GEN_STUB:-}" /usr/lib/php/20220829/build/gen_stub.php \
		"$(php-config --prefix 2>/dev/null)/lib/php/build/gen_stub.php"; do
		if [ -f "$file" ] && grep -q 'const PHP_82_VERSION_ID' "$file" \
			&& ! grep -q 'const PHP_83_VERSION_ID' "$file"; then
			echo "$file"
			return
		fi
	done
}

# header_of <stub>
header_of() {
	echo "${1%.stub.php}_arginfo.h"
}

check_hash() {
	header=$(header_of "$1")
	want=$(sha1sum <"$1" | cut -d' ' -f1)
	if grep -q "Stub hash: $want" "$header"; then
		echo "$header: stub hash agrees (whole file not compared: $2)"
	else
		echo "$header is stale: run tools/gen_stub.sh" >&2
		exit 1
	fi
}

mode=${1:-}
generator=$(find_generator)
lacking=
[ -n "$generator" ] || lacking="PHP 8.2's gen_stub.php (php8.2-dev) is missing"
[ -d $parser ] || lacking="$parser (Debian's php-parser) is missing"
if [ -n "$lacking" ]; then
	if [ "$mode" = --check ]; then
		for stub in $stubs; do
			check_hash "$stub" "$lacking"
		done
		exit 0
	fi
	echo "$lacking" >&2
	exit 1
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
cp "$generator" "$tmp/gen_stub.php"
# The generator looks for PHP-Parser-<its version>/lib beside itself.
version=$(sed -n 's/^[[:space:]]*\$version = "\([0-9.]*\)";.*/\1/p' "$generator" | head -n 1)
mkdir "$tmp/PHP-Parser-$version"
ln -s "$(dirname $parser)" "$tmp/PHP-Parser-$version/lib"

for stub in $stubs; do
	header=$(header_of "$stub")
	made=$tmp/$(basename "$header")
	cp "$stub" "$tmp/"
	php "$tmp/gen_stub.php" -f "$tmp/$(basename "$stub")" >"$tmp/log" 2>&1 || true
	if [ ! -s "$made" ]; then
		cat "$tmp/log" >&2
		exit 1
	fi
	if cmp -s "$made" "$header"; then
		echo "$header is fresh"
	elif [ "$mode" = --check ]; then
		echo "$header is stale: run tools/gen_stub.sh" >&2
		diff -u "$header" "$made" >&2 || true
		exit 1
	else
		cp "$made" "$header"
		echo "$header written"
	fi
done
