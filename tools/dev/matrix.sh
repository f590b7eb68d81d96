#!/bin/bash
# ./dev matrix <PHP version> [arguments of ./dev test]: builds and tests in a small Debian that has this PHP, made
# once with debootstrap in the cache. Everything is mounted in a name space of its own, so nothing stays mounted.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[[ $# -ge 1 ]] || die "usage: ./dev matrix <PHP version> [arguments of ./dev test]"
version=$1
shift
extra=()
case $version in
	8.2) suite=bookworm ;;
	8.4) suite=trixie ;;
	8.5 | 8.6) suite=sid extra=(experimental) ;;
	*) die "no Debian known to have PHP $version; known: 8.2 (bookworm), 8.4 (trixie), 8.5 and 8.6 (experimental)" ;;
esac
is_root || die "matrix makes a Debian with debootstrap: it takes root"
need_packages debootstrap debian-archive-keyring util-linux
mirror=$(apt_repository "$(debian_codename)")
debian=$cache/$suite-php$version

# inside command...: runs it in the Debian. Its mounts die with it.
inside() {
	unshare --mount --propagation private bash -c '
		mount --bind "$1" "$1" && cd "$1" &&
		mount -t proc proc proc && mount --bind /dev dev && mount -t tmpfs tmpfs tmp &&
		root=$1 && shift && exec chroot "$root" /usr/bin/env -i LC_ALL=C HOME=/root TERM=dumb \
			PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"' bash "$debian" "$@"
}

make_debian() {
	local script=()
	say "making a Debian $suite with PHP $version in $debian (once, a few minutes)"
	rm -rf "$debian"
	mkdir -p "$debian"
	# A debootstrap older than the suite has no script of its own for it; all suites share that of sid.
	[[ -e /usr/share/debootstrap/scripts/$suite ]] || script=(/usr/share/debootstrap/scripts/sid)
	quietly "$debian.log" unshare --mount --propagation private \
		debootstrap --variant=minbase "$suite" "$debian" "$mirror" "${script[@]}"
	local source
	for source in "${extra[@]}"; do
		printf 'deb %s %s main\n' "$mirror" "$source" >> "$debian/etc/apt/sources.list"
	done
	cp /etc/resolv.conf "$debian/etc/resolv.conf"
	cp /etc/hosts "$debian/etc/hosts"
	# A mirror may lag behind the moving suites.
	printf 'Acquire::Check-Valid-Until "false";\nAcquire::Retries "3";\n' > "$debian/etc/apt/apt.conf.d/90xsock"
	quietly "$debian.log" inside apt-get -q update
	# What only the additional suite has comes from there, everything else from the suite itself.
	if ! inside env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends \
		"php$version-cli" "php$version-dev" gcc make libc6-dev autoconf pkg-config libssl-dev \
		>"$debian.log" 2>&1 </dev/null; then
		cat "$debian.log" >&2
		die "PHP $version cannot be installed from Debian's $suite ${extra[*]} today; what apt says is above"
	fi
	touch "$debian/.complete"
}

[[ -f $debian/.complete ]] || make_debian
tree=xsock-$(cksum <<< "$root" | cut -d' ' -f1) # clones of the project share the Debian
sync_tree "$debian/$tree"
say "testing on Debian $suite"
inside "/$tree/dev" test "$@"
