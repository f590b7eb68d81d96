#!/bin/bash
# ./dev demo [--once]: an HTTP clock, an HTTPS and an echo server on xsock, fetched with real clients.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[[ $# -eq 0 || $* == --once ]] || die "usage: ./dev demo [--once]"

say "1/4 what is needed (as root, missing Debian packages are installed)"
need_toolchain
need_packages curl
use_php
say "2/4 building for PHP $("$php_config" --version)"
build_extension "$root/.build/$php_name"

arguments=(-n)
for name in $(shared_extensions); do
	arguments+=(-d "extension=$name")
done
arguments+=(-d "extension=$root/.build/$php_name/modules/xsock.so")

work=$(mktemp -d)
pids=()
finish() {
	[[ ${#pids[@]} -eq 0 ]] || kill "${pids[@]}" 2>/dev/null || true
	wait
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# serve script scheme: starts it on a free port; the address it prints lands in $address.
serve() {
	local script=$1 out=$work/$(basename "$1").out
	touch "$out"
	"$php" "${arguments[@]}" "$root/$script" "$2://127.0.0.1:0" >>"$out" 2>&1 &
	pids+=($!)
	for _ in {1..100}; do
		if read -r address < "$out"; then
			address=${address#listening on }
			return
		fi
		kill -0 "${pids[-1]}" 2>/dev/null || break
		sleep 0.05
	done
	cat "$out" >&2
	die "$script did not start"
}

say "3/4 starting examples/demo/http_clock.php, examples/https.php and examples/demo/echo.php"
serve examples/demo/http_clock.php tcp
clock=$address
https=
if "$php" "${arguments[@]}" -r 'exit((int) !(extension_loaded("openssl") && extension_loaded("pcntl")));'; then
	serve examples/https.php tls
	https=$address/
fi
serve examples/demo/echo.php tcp
echo_server=$address
echo "HTTP clock: $clock"
echo "HTTPS:      ${https:-this PHP lacks ext/openssl, which makes the certificate, or ext/pcntl}"
echo "echo:       $echo_server"

say "4/4 clients"
echo "\$ curl ${clock}"
curl -fsS --max-time 10 "$clock" | tee "$work/clock"
grep -q '^It is [0-9:]\{8\} here' "$work/clock" || die "the clock's answer is not what it should be"
echo "\$ curl ${clock}info"
curl -fsS --max-time 10 "${clock}info" | tee "$work/info"
grep -q '"backlog"' "$work/info" || die "xsock_info() shows no backlog"
if [[ -n $https ]]; then
	# Two addresses are two connections of one client: the second resumes the session of the first.
	echo "\$ curl -k $https $https"
	curl -kfsS --max-time 10 "$https" "$https" | tee "$work/https"
	grep -q 'TLSv1.* a resumed session' "$work/https" || die "the second connection resumed no session"
fi
echo "\$ php examples/demo/echo_client.php $echo_server hello"
"$php" "${arguments[@]}" "$root/examples/demo/echo_client.php" "$echo_server" hello

if [[ $* == --once ]]; then
	say "demo: all answered as they should"
	exit 0
fi
say "the servers keep running; try them from another terminal, end with Ctrl-C"
wait
