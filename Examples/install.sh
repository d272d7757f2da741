#!/usr/bin/env bash
# Builds Tape as one program that needs nothing else, and installs it with its manual page, the completions of shells and the
# highlighting of editors below ~/.local, or below the folder given, such as /usr/local.
set -euo pipefail
prefix="${1:-$HOME/.local}"
mkdir -p "$prefix"
prefix="$(cd "$prefix" && pwd)"
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

# With the system's libraries inside too nothing is looked for and put together at each start, which takes longer than a query.
libraries="$(dirname "$(readlink -f "$(command -v swift)")")"
is_static_library() { [ -e "$("$libraries/clang" -print-file-name="lib$1.a" 2>/dev/null || true)" ]; }
options=(-Xswiftc -static-executable -Xlinker -ltinfo -Xlinker -lbsd -Xlinker -lmd)
for library in edit tinfo bsd md c; do
    is_static_library "$library" || options=(--static-swift-stdlib)
done

echo "Building, which takes a few minutes …"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
# Hide the linker's warnings about functions in Foundation that Tape does not call.
if ! swift build -c release --product tape "${options[@]}" --scratch-path .build-install --quiet >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi

place() { mkdir -p "$prefix/$2" && install -m "$3" "$1" "$prefix/$2/$4"; }
place .build-install/release/tape bin 755 tape
tape="$prefix/bin/tape"
if command -v strip >/dev/null; then strip "$tape"; fi
place Examples/tape.1 share/man/man1 644 tape.1
for shell in bash zsh fish; do "$tape" --generate-completion-script "$shell" >"$log.$shell"; done
place "$log.bash" share/bash-completion/completions 644 tape
place "$log.zsh" share/zsh/site-functions 644 _tape
place "$log.fish" share/fish/vendor_completions.d 644 tape.fish
rm -f "$log".*
place Grammar/tape.tmLanguage.json share/tape 644 tape.tmLanguage.json
place Grammar/tape.vim share/vim/vimfiles/syntax 644 tape.vim
echo "autocmd BufRead,BufNewFile *.tape set filetype=tape" >"$log"
place "$log" share/vim/vimfiles/ftdetect 644 tape.vim

echo "Installed tape $("$tape" --version) as $tape, with its manual page (man tape), completions for bash, zsh and fish,"
echo "and highlighting for editors ($prefix/share/tape, $prefix/share/vim)."
case ":$PATH:" in
    *":$prefix/bin:"*) ;;
    *) echo "The folder $prefix/bin is not in your PATH yet." ;;
esac
