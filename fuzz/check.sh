#!/bin/sh
# Checks the scanners without PHP: their tables of good and bad input under the sanitizers, then the fuzzers.
#   fuzz/check.sh            the tables
#   fuzz/check.sh 60         the tables, then each fuzzer for 60 seconds (needs clang and libclang-rt-*-dev)
#   fuzz/check.sh --corpus   write the rows of the tables into fuzz/corpus
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM

flags="-std=c99 -D_POSIX_C_SOURCE=200809L -g -O1 -Wall -Wextra -Werror"
flags="$flags -fsanitize=address,undefined -fno-sanitize-recover=all"

# shellcheck disable=SC2086
${CC:-cc} $flags -o "$tmp/address_check" address_check.c ../scan/address.c
case "${1:-}" in
--corpus)
	"$tmp/address_check" corpus/address
	exit 0 ;;
esac
"$tmp/address_check"

if [ "${1:-0}" -gt 0 ]; then
	# shellcheck disable=SC2086
	clang $flags -fsanitize=fuzzer -o "$tmp/address_fuzz" address_fuzz.c ../scan/address.c
	mkdir "$tmp/new"
	"$tmp/address_fuzz" -max_total_time="$1" -max_len=200 -artifact_prefix="$tmp/" -verbosity=0 \
		-print_final_stats=1 "$tmp/new" corpus/address || { cat "$tmp"/crash-* | od -c; exit 1; }
fi
