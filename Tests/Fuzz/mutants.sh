#!/usr/bin/env bash
# Runs every statement from README, Grammar, help and Examples on the sample, with each of its tokens deleted, doubled, swapped and
# replaced: each run must end in an answer or a diagnostic. `swift test` runs one mutant of each statement.
#
#     Tests/Fuzz/mutants.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"

export TAPE_MUTANTS=all
TAPE_MUTANT_FILE="$(mktemp)"
export TAPE_MUTANT_FILE
status=0
swift test -c release -Xswiftc -enable-testing --scratch-path .build/fuzz --filter 'TapeTests\.MutationTests' || status=$?
if [ "$status" -ne 0 ]; then
    echo "The last text that was run:"
    cat "$TAPE_MUTANT_FILE"
fi
rm -f "$TAPE_MUTANT_FILE"
exit "$status"
