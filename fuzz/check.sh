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

# What each table and fuzzer links.
sources() {
	case $1 in
	address) echo ../scan/address.c ;;
	proxy) echo ../scan/proxy.c ../scan/ip.c ;;
	cidr) echo ../core/cidr.c ../scan/ip.c ;;
	duration) echo ../scan/duration.c ;;
	esac
}

for what in address proxy cidr duration; do
	# shellcheck disable=SC2046,SC2086
	${CC:-cc} $flags -o "$tmp/${what}_check" "${what}_check.c" $(sources "$what")
	if [ "${1:-}" = --corpus ]; then
		mkdir -p "corpus/$what"
		"$tmp/${what}_check" "corpus/$what"
	else
		"$tmp/${what}_check"
	fi
done
[ "${1:-}" != --corpus ] || exit 0

if [ "${1:-0}" -gt 0 ]; then
	for what in address proxy cidr duration; do
		# shellcheck disable=SC2046,SC2086
		clang $flags -fsanitize=fuzzer -o "$tmp/${what}_fuzz" "${what}_fuzz.c" $(sources "$what")
		mkdir "$tmp/$what"
		"$tmp/${what}_fuzz" -max_total_time="$1" -max_len=400 -artifact_prefix="$tmp/" -verbosity=0 \
			-print_final_stats=1 "$tmp/$what" "corpus/$what" || { cat "$tmp"/crash-* | od -c; exit 1; }
	done
fi
