# PHPs of our own making, from this Debian's source package, built once into the cache. Sourced after lib.sh.

# use_built_php kind cflags configure-arguments...: makes that PHP the one of use_php; its version is the machine's.
use_built_php() {
	local kind=$1 cflags=$2 version prefix recipe
	shift 2
	recipe=$*
	need_toolchain
	use_php
	version=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
	prefix=$cache/php$version-$(debian_codename)-$kind
	[[ $(cat "$prefix/.complete" 2>/dev/null) == "$recipe" ]] || build_php
	use_php "$prefix/bin/php-config"
}

build_php() {
	local work
	say "building PHP $version ($kind) into $prefix (once, a few minutes)"
	need_packages dpkg-dev xz-utils autoconf bison re2c gcc g++ make libssl-dev zlib1g-dev \
		libffi-dev pkg-config
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/build.XXXXXX")
	trap 'cd /; rm -rf "'"$work"'"' EXIT
	fetch_php_source "$work" "$version"
	cd "$work/source"
	rm -rf "$prefix"
	quietly ../buildconf.log ./buildconf --force
	# shellcheck disable=SC2086 # the recipe is words
	CFLAGS=$cflags quietly ../configure.log ./configure --prefix="$prefix" $recipe
	quietly ../make.log make -j"$cores"
	quietly ../install.log make install
	echo "$recipe" > "$prefix/.complete"
	cd "$root"
	rm -rf "$work"
	trap - EXIT
}
