# A debug, thread-safe PHP with the address, leak and undefined-behaviour sanitizers, built once, from this Debian's
# source package, into the cache. Sourced after lib.sh by memcheck.sh and soak.sh, which call use_asan_php.

recipe=(--disable-all --enable-cli --disable-cgi --disable-phpdbg --enable-debug --enable-zts
	--enable-address-sanitizer --enable-undefined-sanitizer
	--with-openssl --enable-sockets --enable-pcntl --enable-posix --with-zlib --with-ffi
	--enable-filter --enable-tokenizer)

build_php() {
	local work
	say "building PHP $version with sanitizers into $prefix (once, a few minutes)"
	need_packages dpkg-dev xz-utils autoconf bison re2c gcc g++ make libssl-dev zlib1g-dev \
		libffi-dev pkg-config
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/build.XXXXXX")
	trap 'cd /; rm -rf "'"$work"'"' EXIT
	fetch_php_source "$work" "$version"
	cd "$work/source"
	rm -rf "$prefix"
	quietly ../buildconf.log ./buildconf --force
	CFLAGS="-O1 -g -fno-omit-frame-pointer" quietly ../configure.log \
		./configure --prefix="$prefix" "${recipe[@]}"
	quietly ../make.log make -j"$cores"
	quietly ../install.log make install
	echo "${recipe[*]}" > "$prefix/.complete"
	cd "$root"
	rm -rf "$work"
	trap - EXIT
}

# use_asan_php: makes that PHP the one of use_php, builds xsock for it in $dir, and sets what the sanitizers need.
use_asan_php() {
	local version
	need_toolchain
	use_php
	version=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
	prefix=$cache/php$version-$(debian_codename)-asan
	[[ $(cat "$prefix/.complete" 2>/dev/null) == "${recipe[*]}" ]] || build_php

	# PHP's own allocator is off, or the sanitizers would see only large blocks and the leaks would be hidden.
	export USE_ZEND_ALLOC=0
	# intercept_tls_get_addr=0: else the leak checker of gcc 12 may crash itself at the end of a process that loaded
	# libssl.
	export ASAN_OPTIONS=detect_leaks=1:exitcode=99:max_allocation_size_mb=4096:intercept_tls_get_addr=0
	export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
	export LSAN_OPTIONS=suppressions=$root/tools/dev/lsan.supp:print_suppressions=0
	use_php "$prefix/bin/php-config"
	dir=$root/.build/$php_name-asan
	CC=gcc CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined" \
		build_extension "$dir"
}
