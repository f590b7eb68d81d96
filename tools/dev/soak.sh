#!/bin/bash
# ./dev soak [--asan] [connections]: hostile clients against plain, TLS and PROXY listeners, one connection after the
# other; good clients in between must be served, and the server must end with the memory and the descriptors it began
# with. --asan: the server runs under the sanitizers. The clients are PHP's own, of the PHP that php-config names.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/asan.sh"
asan=
[[ ${1:-} != --asan ]] || { asan=1; shift; }
connections=${1:-10000}
[[ $# -le 1 && $connections =~ ^[0-9]+$ && $connections -ge 1000 ]] \
	|| die "usage: ./dev soak [--asan] [connections], at least 1000"

need_toolchain
need_packages openssl
use_php
clients=("$php" -n)
for name in $(shared_extensions); do
	clients+=(-d "extension=$name")
done
if [[ $asan ]]; then
	use_asan_php
	# Freed memory is kept for a while to catch its use; not so long that a leak would drown in it.
	export ASAN_OPTIONS=$ASAN_OPTIONS:quarantine_size_mb=16
else
	dir=$root/.build/$php_name
	build_extension "$dir"
fi
server=("$php" -n -d memory_limit=-1)
for name in $(shared_extensions ffi); do
	server+=(-d "extension=$name")
done
server+=(-d "extension=$dir/modules/xsock.so")

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 30 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost -keyout "$scratch/key" -out "$scratch/cert" 2>/dev/null
cat "$scratch/cert" "$scratch/key" > "$scratch/server.pem"
say "$connections connections, PHP $php_name"
# A server that hangs is ended: the slowest machine makes 20 connections a second.
timeout -k 10 $((120 + connections / 20)) "${server[@]}" "$root/tools/dev/soak/server.php" "$connections" "$scratch" \
	"${clients[@]}" "$root/tools/dev/soak/clients.php"
