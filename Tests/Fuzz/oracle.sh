#!/usr/bin/env bash
# The oracle at length: random queries on random markets, answered by Tape and by a plain evaluator (Tests/TapeTests/Oracle),
# every cell compared. `swift test` does three thousand of them; this does a hundred thousand, or as many as are asked for.
#
#     Tests/Fuzz/oracle.sh [PAIRS] [SEED]
#
# A difference names the seed of its market: `Tests/Fuzz/oracle.sh 12 SEED` runs that market alone.
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"

export TAPE_ORACLE_PAIRS="${1:-100000}"
export TAPE_ORACLE_SEED="${2:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}"
echo "$TAPE_ORACLE_PAIRS pairs of market and query from seed $TAPE_ORACLE_SEED"
exec swift test --filter 'OracleTests/agreesOnRandomQueries'
