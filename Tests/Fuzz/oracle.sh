#!/usr/bin/env bash
# The long oracle test: Tape and a plain evaluator (Tests/TapeTests/Oracle) answer random queries on random markets, and every
# cell is compared. `swift test` runs three thousand of them; this runs a hundred thousand, or PAIRS.
#
#     Tests/Fuzz/oracle.sh [PAIRS] [SEED]
#
# A difference names the seed of its market: `Tests/Fuzz/oracle.sh 12 SEED` runs that market alone.
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"

export TAPE_ORACLE_PAIRS="${1:-100000}"
export TAPE_ORACLE_SEED="${2:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}"
echo "$TAPE_ORACLE_PAIRS pairs of market and query from seed $TAPE_ORACLE_SEED"
exec swift test --filter 'OracleTests/agreesOnRandomQueries'
