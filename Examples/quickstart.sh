#!/usr/bin/env bash
# Builds Tape and asks it a first question.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

echo "Building (about half a minute, the first time) …"
swift build -c release --product tape --quiet
tape="$(swift build -c release --show-bin-path)/tape"

query='streak rut over spx since 1990'
echo
echo "\$ tape -c '$query'"
"$tape" -c "$query"
echo
echo "Open the prompt with: $tape"
