#!/usr/bin/env bash
# Builds the documentation of `import Tape` with the toolchain's docc; warnings are errors. The pages are in
# .build/documentation; show them with `docc preview` or any web server for files.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../Examples/prepare.sh"
swift build --quiet --target Tape
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
target="$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p' | head -n 1)"
swift symbolgraph-extract -module-name Tape -target "$target" -I .build/debug/Modules -I Sources/CPlacement \
    -minimum-access-level public -skip-synthesized-members -output-dir "$work" \
    -experimental-allowed-reexported-modules=TapeTime,TapeSyntax,TapeStore,TapeEngine,TapeReport
rm -rf .build/documentation
docc convert Sources/Tape/Tape.docc --additional-symbol-graph-dir "$work" --output-path .build/documentation \
    --fallback-display-name Tape --fallback-bundle-identifier tape.Tape --warnings-as-errors
echo "Built: .build/documentation"
