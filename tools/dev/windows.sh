#!/bin/bash
# Compiles what config.w32 lists for Windows, as far as that can be told on Debian: PHP's own headers, those of
# mingw-w64 for the system's, clang for the compiler. Syntax and types only; nothing is linked or run.
# Part of ./dev lint.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_packages clang mingw-w64-x86-64-dev libssl-dev dpkg-dev xz-utils
use_php
version=$("$php" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
headers=$cache/php$version-$(debian_codename)-windows

# What PHP's headers expect of Microsoft's compiler and of a configured source tree.
make_headers() {
	local work name
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/windows.XXXXXX")
	trap 'cd /; rm -rf "'"$work"'"' EXIT
	fetch_php_source "$work" "$version"
	rm -rf "$headers"
	mkdir -p "$headers/php" "$headers/extra/openssl"
	cd "$work/source"
	find main Zend TSRM win32 ext -name '*.h' -exec cp --parents -t "$headers/php" {} +
	cp win32/build/config.w32.h.in "$headers/php/main/config.w32.h"
	cp -L /usr/include/openssl/* "/usr/include/$(gcc -print-multiarch)/openssl/"* "$headers/extra/openssl/"
	for name in Windows Winsock2 WinSock2 Ws2tcpip Mswsock; do # names there are the same in any case
		printf '#include <%s.h>\n' "${name,,}" > "$headers/extra/$name.h"
	done
	cat > "$headers/extra/compiler.h" <<-'C'
		#define _PID_T_
		#include <_mingw.h>
		#undef __forceinline
		#define __forceinline inline
		#define timespec timespec /* the system has it; PHP asks whether it is a macro */
	C
	cd "$root"
	rm -rf "$work"
	trap - EXIT
	touch "$headers/.complete"
}
[[ -f $headers/.complete ]] || make_headers

# The files of config.w32: each ADD_SOURCES names a folder, then files.
sources() {
	tr -d '\n\t+' < config.w32 | grep -oE 'ADD_SOURCES\(folder *"/[a-z]+",[^)]*"xsock"\)' \
		| sed -E 's|ADD_SOURCES\(folder *"/([a-z]+)",(.*), *"xsock"\)|\1 \2|; s|"||g' \
		| while read -r folder names; do
			for name in $names; do printf '%s\n' "$folder/$name"; done
		done
}

cd "$root"
mapfile -t files < <(echo xsock.c; sources)
[[ ${#files[@]} -gt 40 ]] || die "config.w32: cannot read the list of sources"
export headers
one() {
	clang --target=x86_64-w64-mingw32 -fms-extensions -fsyntax-only -nostdlibinc \
		-isystem "$headers/extra" -isystem /usr/x86_64-w64-mingw32/include -include "$headers/extra/compiler.h" \
		-isystem "$headers/php" -isystem "$headers/php/main" -isystem "$headers/php/Zend" \
		-isystem "$headers/php/TSRM" -isystem "$headers/php/win32" -I. \
		-Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare \
		-Wno-macro-redefined -Wno-ignored-attributes -Wno-pragma-pack \
		-DPHP_WIN32 -DZEND_WIN32 -DWIN32 -D_WINDOWS -DWINVER=0x0A00 -D_WIN32_WINNT=0x0A00 -DZEND_DEBUG=0 \
		-DCOMPILE_DL_XSOCK -DZEND_COMPILE_DL_EXT=1 -DXS_HAVE_TLS=1 "$1"
}
export -f one
printf '%s\n' "${files[@]}" | xargs -d '\n' -P "$cores" -I{} bash -c 'one "$1"' - {}
