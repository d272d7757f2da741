#!/usr/bin/env bash
# Runs Tape, a C floor and all installed peers, and prints one table.
#
#   Tests/Benchmarks/run.sh [--quick] [--install] [--only PARTS] [--out FILE]
#
#   --quick     fewer rounds and symbols: two minutes, once everything is built
#   --install   fetch the peers (DuckDB, Polars, pandas, numpy, TA-Lib, pyarrow, chdb, numba) with pip into the folder of the benchmarks
#   --only      parts of starts,text,snapshot,import,warm
#   --out       writes the table to a file too
#
# All generated files are in .build-bench, or in the folder that TAPE_BENCH names.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"
folder="${TAPE_BENCH:-$PWD/.build-bench}"
quick=""
install=""
more=()
while [ $# -gt 0 ]; do
    case "$1" in
        --quick) quick=1 ;;
        --install) install=1 ;;
        --only | --out) more+=("$1" "$2"); shift ;;
        *) echo "usage: Tests/Benchmarks/run.sh [--quick] [--install] [--only PARTS] [--out FILE]" >&2; exit 2 ;;
    esac
    shift
done
mkdir -p "$folder/data"

command -v python3 >/dev/null || { echo "The benchmarks need python3, which is not installed." >&2; exit 1; }
python="$folder/venv/bin/python"
peers="duckdb duckdb-cli polars pandas numpy TA-Lib pyarrow chdb numba"
if [ -n "$install" ] && [ "$(cat "$folder/venv/peers" 2>/dev/null)" != "$peers" ]; then
    python3 -m venv "$folder/venv"
    # shellcheck disable=SC2086
    "$folder/venv/bin/pip" install --quiet $peers
    echo "$peers" >"$folder/venv/peers"
fi
[ -x "$python" ] || python="$(command -v python3)"

# The program as installed, the same engine without the command line, and the floor compiled for this machine.
Examples/install.sh "$folder/installed"
swift build -c release --package-path Tests/Benchmarks --scratch-path "$folder/build" --quiet
bench="$folder/build/release/tape-bench"
"${CC:-cc}" -O3 -march=native -std=gnu11 -o "$folder/floor" Tests/Benchmarks/floor.c -lpthread -lm

sizes="500,5000"
[ -z "$quick" ] || sizes="500"
for symbols in ${sizes//,/ }; do
    if [ ! -e "$folder/data/$symbols/px.tape" ]; then
        "$bench" generate "$folder/data/$symbols" "$symbols"
        "$bench" snapshot "$folder/data/$symbols/px.tpb" "$folder/data/$symbols/px.tape"
    fi
done

duckdb="$folder/venv/bin/duckdb"
[ -x "$duckdb" ] || duckdb="$(command -v duckdb || true)"
exec "$python" Tests/Benchmarks/run.py --tape "$folder/installed/bin/tape" --bench "$bench" --floor "$folder/floor" \
    --data "$folder/data/500" --sizes "$sizes" --python "$python" --duckdb "$duckdb" ${quick:+--quick} "${more[@]}"
