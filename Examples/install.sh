#!/usr/bin/env bash
# Builds Tape with the Swift libraries inside, and puts it into ~/.local/bin or into the folder given.
set -euo pipefail
folder="${1:-$HOME/.local/bin}"
mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

echo "Building, which takes a few minutes the first time …"
swift build -c release --product tape --static-swift-stdlib --scratch-path .build-install --quiet
install -m 755 .build-install/release/tape "$folder/tape"
if command -v strip >/dev/null; then strip "$folder/tape"; fi

echo "Installed $("$folder/tape" --version) as $folder/tape"
case ":$PATH:" in
    *":$folder:"*) ;;
    *) echo "That folder is not in your PATH yet." ;;
esac
echo "Words complete in your shell too: tape --generate-completion-script bash (or zsh, fish)"
