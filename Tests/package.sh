#!/usr/bin/env bash
# Tests the tarball and the Debian package of Examples/package.sh in a minimal Debian without Swift: they install, answer, open
# the prompt and leave nothing behind. Run it by hand, as root: it needs debootstrap and a Debian mirror, and takes some minutes.
#
#     Tests/package.sh [FOLDER]     # FOLDER: has packages from Examples/package.sh; without it, they are made first
#
# TAPE_DEBIAN names the release (bookworm), TAPE_DEBIAN_MIRROR the mirror.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
release="${TAPE_DEBIAN:-bookworm}"
mirror="${TAPE_DEBIAN_MIRROR:-http://deb.debian.org/debian}"
work="$(mktemp -d)"
step="set-up"
finish() {
    local status=$?
    rm -rf --one-file-system "$work"
    if [ "$status" -eq 0 ]; then echo "PASSED: the packages work in a minimal Debian."; else echo "FAILED: $step."; fi
}
trap finish EXIT
begin() {
    step="$1"
    echo "== $step"
}
[ "$(id -u)" -eq 0 ] || { echo "Setting up a Debian in a folder needs root." >&2; exit 1; }
for program in debootstrap script; do
    command -v "$program" >/dev/null || { echo "Please install $program first." >&2; exit 1; }
done

packages="${1:-}"
if [ -z "$packages" ]; then
    begin "making the packages"
    packages="$work/packages"
    "$here/../Examples/package.sh" "$packages"
fi
deb=("$packages"/tape_*.deb)
tarball=("$packages"/tape-*-linux.tar.gz)
[ -e "${deb[0]}" ] && [ -e "${tarball[0]}" ] && [ "${#deb[@]}" -eq 1 ] && [ "${#tarball[@]}" -eq 1 ]

begin "setting up a bare Debian ($release)"
root="$work/debian"
debootstrap --variant=minbase "$release" "$root" "$mirror" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
# None of this machine's settings are copied. /proc is mounted as on any running Debian, and unmounted after the command.
inside="$work/inside"
cat >"$inside" <<END
#!/bin/sh
exec unshare --mount sh -c 'mount -t proc proc "$root/proc" && exec chroot "$root" /usr/bin/env -i \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=xterm "\$@"' inside "\$@"
END
chmod +x "$inside"
"$inside" sh -c '! command -v swift && ! ls /usr/lib/*/libedit*' >/dev/null 2>&1 || {
    echo "This Debian is not minimal: Swift or libedit is installed." >&2
    exit 1
}
files() { "$inside" find / -xdev -path /proc -prune -o -path '/var/*' -prune -o -print | sort; }
files >"$work/before"

# Checks an installed Tape, from either package. $1: where it was installed.
tries() {
    "$inside" "$1/bin/tape" -c 'streak rut over spx since 1990' >"$work/answer"
    head -n 1 "$work/answer"
    grep -q 'RUT outperformed SPX for 14 consecutive sessions' "$work/answer"
    # The prompt, on a terminal: it greets, completes a word with Tab, answers and quits.
    { sleep 1; printf 'retur\t rut ytd\r'; sleep 2; printf '\004'; sleep 1; } |
        script -qec "$inside $1/bin/tape --no-config" /dev/null >"$work/prompt"
    grep -q 'sample symbols' "$work/prompt"
    grep -q '2,481.91' "$work/prompt"
    printf 'print "from a script"\n' >"$root/root/s.tape"
    [ "$("$inside" "$1/bin/tape" run /root/s.tape)" = "from a script" ]
    rm "$root/root/s.tape"
    for file in bash-completion/completions/tape fish/vendor_completions.d/tape.fish tape/tape.tmLanguage.json \
        vim/vimfiles/syntax/tape.vim vim/vimfiles/ftdetect/tape.vim doc/tape/copyright; do
        [ -s "$root$1/share/$file" ]
    done
    "$inside" bash -n "$1/share/bash-completion/completions/tape"
}
leaves_nothing() {
    rm -rf "$root/root/.local"
    files >"$work/after"
    diff "$work/before" "$work/after"
}

install_package() {
    cp "${deb[0]}" "$root/tape.deb"
    "$inside" dpkg -i /tape.deb
    rm "$root/tape.deb"
    [ "$("$inside" dpkg-query -W -f '${Status}' tape)" = "install ok installed" ]
}

begin "the package: dpkg -i"
install_package
tries /usr
[ -s "$root/usr/share/zsh/vendor-completions/_tape" ]
"$inside" gzip -dc /usr/share/man/man1/tape.1.gz | grep -q '^tape \\- ask questions'

begin "the package: dpkg -r"
"$inside" dpkg -r tape
leaves_nothing

begin "the tarball below /usr/local"
tar -xzf "${tarball[0]}" --strip-components=1 --no-same-owner -C "$root/usr/local"
tries /usr/local
[ -s "$root/usr/local/share/man/man1/tape.1" ] && [ -s "$root/usr/local/share/zsh/site-functions/_tape" ]
tar -tzf "${tarball[0]}" | sed -n 's,^[^/]*/\(.*[^/]\)$,\1,p' | while read -r file; do rm "$root/usr/local/$file"; done

begin "man tape, from the package"
install_package
cp /etc/resolv.conf "$root/etc/resolv.conf"
"$inside" sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends man-db' \
    >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
"$inside" man tape >"$work/page" 2>"$work/log"
grep -q 'tape - ask questions of market prices' "$work/page"
[ ! -s "$work/log" ] || { cat "$work/log"; exit 1; }
