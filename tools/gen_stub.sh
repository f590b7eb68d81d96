#!/bin/sh
# Makes xsock_arginfo.h from xsock.stub.php.
#   tools/gen_stub.sh           writes it
#   tools/gen_stub.sh --check   fails when it is stale; writes nothing
# Uses the generator that comes with PHP 8.2's headers (php8.2-dev), because its output compiles on 8.1 to 8.6, and
# Debian's php-parser, so nothing is downloaded. Where the generator is another version's, --check compares the hash
# of the stub that stands in the header.
set -eu
cd "$(dirname "$0")/.."
stub=xsock.stub.php
header=xsock_arginfo.h
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

check_hash() {
	want=$(sha1sum <$stub | cut -d' ' -f1)
	if grep -q "Stub hash: $want" $header; then
		echo "$header: stub hash agrees (whole file not compared: $1)"
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
		check_hash "$lacking"
		exit 0
	fi
	echo "$lacking" >&2
	exit 1
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
cp "$generator" "$tmp/gen_stub.php"
cp $stub "$tmp/"
# The generator looks for PHP-Parser-<its version>/lib beside itself.
version=$(sed -n 's/^[[:space:]]*\$version = "\([0-9.]*\)";.*/\1/p' "$generator" | head -n 1)
mkdir "$tmp/PHP-Parser-$version"
ln -s "$(dirname $parser)" "$tmp/PHP-Parser-$version/lib"
php "$tmp/gen_stub.php" -f "$tmp/$stub" >"$tmp/log" 2>&1 || true
if [ ! -s "$tmp/$header" ]; then
	cat "$tmp/log" >&2
	exit 1
fi

if cmp -s "$tmp/$header" $header; then
	echo "$header is fresh"
elif [ "$mode" = --check ]; then
	echo "$header is stale: run tools/gen_stub.sh" >&2
	diff -u $header "$tmp/$header" >&2 || true
	exit 1
else
	cp "$tmp/$header" $header
	echo "$header written"
fi
