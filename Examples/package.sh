#!/usr/bin/env bash
# Makes packages for machines without Swift, in the given folder or the current one: a tarball for any Linux with this
# processor type, and a Debian package if dpkg-deb is installed. Tests/package.sh tests both in a minimal Debian.
set -euo pipefail
mkdir -p "${1:-.}"
folder="$(cd "${1:-.}" && pwd)"
examples="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
# Everyone may read the folders of the package, whoever builds it.
umask 022

"$examples/install.sh" "$stage/tape" >"$stage/log" || { cat "$stage/log"; exit 1; }
if ldd "$stage/tape/bin/tape" >/dev/null 2>&1; then
    echo "The program needs shared libraries, and another machine may lack them: a static libedit, ncurses, libbsd, libmd" >&2
    echo "and C library are needed here (on Debian: libedit-dev, libncurses-dev, libbsd-dev, libmd-dev, libc6-dev)." >&2
    exit 1
fi
version="$("$stage/tape/bin/tape" --version)"
install -D -m 644 "$examples/../LICENSE" "$stage/tape/share/doc/tape/copyright"

# The same program always gives the same archive, byte for byte.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git -C "$examples" log -1 --format=%ct 2>/dev/null || date +%s)}"
name="tape-$version-$(uname -m)-linux"
mv "$stage/tape" "$stage/$name"
tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --directory "$stage" "$name" |
    gzip -n -9 >"$folder/$name.tar.gz"
echo "Made $folder/$name.tar.gz: tar -xzf $name.tar.gz --strip-components=1 -C /usr/local"

command -v dpkg-deb >/dev/null || exit 0
architecture="$(dpkg --print-architecture)"
mkdir -p "$stage/deb/DEBIAN"
mv "$stage/$name" "$stage/deb/usr"
gzip -n -9 "$stage/deb/usr/share/man/man1/tape.1"
# Debian's zsh looks here for the completions of packages.
mv "$stage/deb/usr/share/zsh/site-functions" "$stage/deb/usr/share/zsh/vendor-completions"
cat >"$stage/deb/DEBIAN/control" <<END
Package: tape
Version: $version
Architecture: $architecture
Maintainer: ${DEBFULLNAME:-$(id -un)} <${DEBEMAIL:-$(id -un)@localhost}>
Installed-Size: $(du -sk "$stage/deb/usr" | cut -f1)
Section: science
Priority: optional
Description: queries about market history, written as an analyst would say them
 Tape is a small query language and a program that answers the queries. A query
 is one sentence, such as "streak rut over spx since 1990". It runs on your own
 price files or on the built-in sample market.
END
deb="tape_${version}_$architecture.deb"
dpkg-deb --root-owner-group --build "$stage/deb" "$folder/$deb" >/dev/null
echo "Made $folder/$deb: sudo dpkg -i $deb"
