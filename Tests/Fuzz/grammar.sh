#!/usr/bin/env bash
# The long grammar test: a hundred thousand sentences made from Grammar/tape.ebnf, with each production used at least a hundred times,
# are parsed, printed and parsed again to the same tree. A recogniser that uses only the grammar file must agree with the parser on
# everything in the documents, on each token mutant of it and on rejected texts. `swift test` runs a shorter version.
#
#     Tests/Fuzz/grammar.sh [SENTENCES] [SEED]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"

export TAPE_SENTENCES="${1:-100000}"
export TAPE_SEED="${2:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}"
export TAPE_MUTANTS=all
echo "$TAPE_SENTENCES sentences and every mutant of the documents, seed $TAPE_SEED"
exec swift test --filter 'TapeSyntaxTests\.(Sentence|Grammar|Mutation|RoundTrip)Tests'
