# A debug PHP with the address, leak and undefined-behaviour sanitizers. Sourced after lib.sh by memcheck.sh and
# soak.sh, which call use_asan_php.
. "$(dirname "${BASH_SOURCE[0]}")/php.sh"

# use_asan_php [--nts]: makes that PHP the one of use_php, builds xsock for it in $dir, and sets what the sanitizers
# need. It is thread-safe and has everything compiled in; with --nts it is neither, so extensions are loaded in an
# order, and has opcache.
use_asan_php() {
	local kind=asan build=(--enable-zts --enable-address-sanitizer --enable-undefined-sanitizer
		--with-openssl --enable-sockets --enable-pcntl --enable-posix --with-zlib --with-ffi)
	if [[ ${1:-} == --nts ]]; then
		kind=asan-nts build=(--enable-address-sanitizer --enable-undefined-sanitizer --enable-opcache
			--disable-opcache-jit --with-openssl=shared --enable-sockets=shared --enable-pcntl=shared
			--enable-posix=shared --with-zlib --with-ffi)
	fi
	use_built_php "$kind" "-O1 -g -fno-omit-frame-pointer" --disable-all --enable-cli --enable-fpm --disable-cgi \
		--disable-phpdbg --enable-debug "${build[@]}" --enable-filter --enable-tokenizer

	# PHP's own allocator is off, or the sanitizers would see only large blocks and the leaks would be hidden.
	export USE_ZEND_ALLOC=0
	# intercept_tls_get_addr=0: else the leak checker of gcc 12 may crash itself at the end of a process that loaded
	# libssl.
	export ASAN_OPTIONS=detect_leaks=1:exitcode=99:max_allocation_size_mb=4096:intercept_tls_get_addr=0
	export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
	export LSAN_OPTIONS=suppressions=$root/tools/dev/lsan.supp:print_suppressions=0
	dir=$root/.build/$php_name-asan
	CC=gcc CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined" \
		build_extension "$dir"
}
