#!/usr/bin/env bash
# Builds Tape and runs a first query.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

echo "Building, which takes a few minutes the first time …"
swift build -c release --product tape --quiet
tape="$PWD/.build/release/tape"

query='streak rut over spx since 1990'
echo
echo "\$ tape -c '$query'"
"$tape" -c "$query"
echo
echo "Open the prompt with: $tape"
