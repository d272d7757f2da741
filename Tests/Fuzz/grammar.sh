#!/usr/bin/env bash
# The grammar at length: a hundred thousand sentences made from Grammar/tape.ebnf, each production used a hundred times at least, are
# read, printed and read again to the same tree; a recogniser that knows only the file and the parser decide alike on all that
# the documents show, on each of its token mutants and on what is rejected. `swift test` does the same with fewer.
#
#     Tests/Fuzz/grammar.sh [SENTENCES] [SEED]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"

export TAPE_SENTENCES="${1:-100000}"
export TAPE_SEED="${2:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}"
export TAPE_MUTANTS=all
echo "$TAPE_SENTENCES sentences and every mutant of the documents, seed $TAPE_SEED"
exec swift test --filter 'TapeSyntaxTests\.(Sentence|Grammar|Mutation|RoundTrip)Tests'
