# Shared by the subcommands of ./dev; sourced, never run.
set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/xsock
cores=$(nproc)

say() { printf '== %s\n' "$*" >&2; }
die() { printf 'dev: %s\n' "$*" >&2; exit 1; }

# --- Debian packages ---------------------------------------------------------------------------------

is_root() { [[ $(id -u) -eq 0 ]]; }

# need_packages name...: installs the missing ones when root, else says what to install and stops.
need_packages() {
	local missing=() name
	command -v dpkg-query >/dev/null || { say "no dpkg here: expecting to find what these packages hold: $*"; return; }
	for name; do
		dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
	done
	[[ ${#missing[@]} -gt 0 ]] || return 0
	is_root || die "missing Debian packages; as root: apt-get install --no-install-recommends ${missing[*]}"
	say "installing Debian packages: ${missing[*]}"
	apt_quiet update
	DEBIAN_FRONTEND=noninteractive apt_quiet install -y --no-install-recommends "${missing[@]}"
}

# apt_quiet arguments...: apt-get whose output is shown only when it fails.
apt_quiet() {
	local out
	out=$(apt-get -q -o Acquire::Retries=3 "$@" 2>&1 </dev/null) && return
	printf '%s\n' "$out" >&2
	die "failed: apt-get $*"
}

# What building needs. A PHP that is already there (any version, any origin) is taken as it is.
need_toolchain() {
	local names=(gcc make libc6-dev autoconf pkg-config libssl-dev)
	command -v "${PHP_CONFIG:-php-config}" >/dev/null || names+=(php-cli php-dev)
	need_packages "${names[@]}"
}

# What the tests run beside PHP: real clients, a load balancer, strace, ss, systemd-socket-activate. A browser is
# large and serves one test, which is skipped where there is none: asked for only when it can be installed here.
need_test_tools() {
	need_packages strace curl wrk socat iproute2 util-linux systemd procps openssl gnutls-bin sslscan haproxy
	! is_root || (need_packages chromium-headless-shell) || say "going on without a browser"
	local version
	version=$("${PHP_CONFIG:-php-config}" --version | cut -d. -f1,2)
	! is_root || (need_packages mariadb-server-core "php$version-mysql") || say "going on without MariaDB"
	! is_root || (need_packages "php$version-soap" "php$version-fpm") || say "going on without SoapClient and php-fpm"
}

# apt_repository codename: address of the machine's own Debian mirror for that suite, however it is configured.
apt_repository() {
	local address try
	for try in as_it_is after_update; do
		[[ $try == as_it_is ]] || ! is_root || apt_quiet update
		address=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' \
			| awk -v c="$1" '$1 == c { print $2; exit }')
		[[ -z $address ]] || break
	done
	[[ -n $address ]] || die "apt has no package lists for $1; run apt-get update, or configure apt for $1"
	printf '%s\n' "$address"
}

debian_codename() { (. /etc/os-release && printf '%s\n' "${VERSION_CODENAME:-unknown}"); }

# fetch_php_source dir version [suite]: unpacks the source package of that PHP of this Debian, or of that suite, as
# dir/source, without touching the machine's apt configuration.
fetch_php_source() {
	local codename suites apt=$1/apt keys=/usr/share/keyrings/debian-archive-keyring.gpg signed_by=
	codename=$(debian_codename)
	# sid calls itself by the codename of the release to come.
	suites=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) main' 'Created-By: Packages' \
		| grep ' \(sid\|experimental\) ') \
		|| suites="$(apt_repository "$codename") ${3:-$codename} main"
	[[ ! -f $keys ]] || signed_by="[signed-by=$keys] "
	mkdir -p "$apt/lists/partial"
	while read -r suite; do
		echo "deb-src $signed_by$suite"
	done <<< "$suites" > "$apt/sources.list"
	local options=(-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
		-o Dir::State::lists="$apt/lists" -o APT::Sandbox::User=root)
	cd "$1"
	apt_quiet "${options[@]}" update
	apt_quiet "${options[@]}" source --download-only "php$2"
	quietly unpack.log dpkg-source --skip-patches -x ./*.dsc source
	cd "$root"
}

# --- which PHP ---------------------------------------------------------------------------------------

# use_php [php-config]: sets php_config, phpize, php and php_name ("8.2", "8.2-zts-debug", ...).
use_php() {
	php_config=$(command -v "${1:-${PHP_CONFIG:-php-config}}") || die "no ${1:-${PHP_CONFIG:-php-config}} found"
	phpize=$(dirname "$php_config")/$(basename "$php_config" | sed 's/php-config/phpize/')
	php=$("$php_config" --php-binary)
	[[ -x $php && -x $phpize ]] || die "$php_config names no usable php or phpize"
	php_name=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION,
		PHP_ZTS ? "-zts" : "", PHP_DEBUG ? "-debug" : "";')
}

# shared_extensions [name...]: the names of the extensions the tests use, and of these, that this PHP has as loadable
# modules.
shared_extensions() {
	local name dir
	dir=$("$php_config" --extension-dir)
	for name in openssl sockets pcntl posix "$@"; do
		"$php" -n -r "exit((int) extension_loaded('$name'));" && [[ -f $dir/$name.so ]] && printf '%s\n' "$name"
	done
	return 0
}

# --- building ----------------------------------------------------------------------------------------

# source_files: every file of the source tree, relative, without build products.
source_files() {
	if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
		git -C "$root" -c core.quotepath=off ls-files -co --exclude-standard
	else
		(cd "$root" && find . -type f -not -path './.git/*' -not -path './.build/*' -not -path './.synced*' \
			-printf '%P\n')
	fi | sort -u | while IFS= read -r file; do
		[[ ! -f $root/$file ]] || printf '%s\n' "$file"
	done
}

# sync_tree dir: makes dir a copy of the source tree; touches only what changed since the last time (judged by time
# and size), removes what vanished.
sync_tree() {
	mkdir -p "$1"
	touch "$1/.synced"
	(cd "$root" && source_files | xargs -r -d '\n' stat -c '%.Y.%s %n' --) | sort > "$1/.synced.new"
	comm -23 "$1/.synced" "$1/.synced.new" | cut -d' ' -f2- | (cd "$1" && xargs -r -d '\n' rm -f --)
	comm -13 "$1/.synced" "$1/.synced.new" | cut -d' ' -f2- \
		| (cd "$root" && xargs -r -d '\n' cp -p --parents -t "$1" --)
	mv "$1/.synced.new" "$1/.synced"
}

# quietly log command...: the command's output goes to the log and is shown only when it fails.
quietly() {
	local log=$1
	shift
	"$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; die "failed: $*"; }
}

# build_extension dir [configure arguments]: CC and CFLAGS count; the module is dir/modules/xsock.so.
build_extension() {
	local dir=$1 key
	shift
	sync_tree "$dir"
	cd "$dir"
	key="$("$php_config" --version --extension-dir) ${CC:-} ${CFLAGS:-} $* $(cksum < config.m4)"
	if [[ ! -f Makefile || $(cat .key 2>/dev/null) != "$key" ]]; then
		[[ ! -f Makefile ]] || make -s clean >/dev/null 2>&1 || true
		quietly phpize.log "$phpize"
		quietly configure.log ./configure --with-php-config="$php_config" "$@"
		printf '%s\n' "$key" > .key
	fi
	make -s -j"$cores" ${MAKE_ARGUMENTS:+"$MAKE_ARGUMENTS"} > make.log || { cat make.log >&2; die "the build failed"; }
	[[ -f modules/xsock.so ]] || die "the build made no modules/xsock.so"
	cd "$root"
}

# --- phpt tests --------------------------------------------------------------------------------------

# run_phpt dir extension [paths]: runs the tests below dir; last line "N passed, N failed, N skipped".
run_phpt() {
	local dir=$1 extension=$2 arguments=() runner=() name path status=0
	shift 2
	[[ $# -gt 0 ]] || set -- tests
	cd "$dir"
	for path; do
		[[ -e $path ]] || die "no such test: $path"
	done
	for name in $(shared_extensions); do
		arguments+=(-d "extension=$name")
	done
	arguments+=(-d "extension=$extension" ${XSOCK_REPLACE:+-d xsock.replace_transports=1})
	"$php" -n "${arguments[@]}" -r 'exit(extension_loaded("xsock") ? 0 : 1);' || die "PHP does not load $extension"
	! grep -q -e --no-progress run-tests.php || runner+=(--no-progress) # not in 8.1
	export TEST_TIMEOUT=${TEST_TIMEOUT:-150}
	NO_INTERACTION=1 NO_COLOR=1 "$php" -n run-tests.php -p "$php" -n -q -j"${JOBS:-$((cores * 2))}" \
		"${arguments[@]}" -g FAIL,BORK,WARN,LEAK,XFAIL,SKIP --show-diff "${runner[@]}" -W results.txt "$@" \
		</dev/null >run-tests.log 2>&1 || status=$?
	# The part between the description of the PHP and the statistics: failures with their diffs, reasons of skips.
	sed -e '1,/^Running selected tests/d' -e '/^Number of tests/,$d' run-tests.log | grep -vE '^=*$|^Spawning' || true
	count_results "$status"
}

# count_results status: from results.txt. Everything that is neither passed nor skipped has failed.
count_results() {
	local passed failed skipped
	read -r passed failed skipped < <(awk -F'\t' '
		$1 == "PASSED" { p++ } $1 == "SKIPPED" { s++ } $1 != "PASSED" && $1 != "SKIPPED" && NF { f++ }
		END { print p + 0, f + 0, s + 0 }' results.txt)
	# run-tests.php unhappy although every test passed (it crashed, or found no test): one failure.
	[[ $1 -eq 0 && $((passed + failed + skipped)) -gt 0 || $failed -gt 0 ]] || failed=1
	printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
	[[ $failed -eq 0 ]]
}
