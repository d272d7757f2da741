#!/usr/bin/env bash
# The long oracle test: Tape and a plain evaluator (Tests/TapeTests/Oracle) answer random queries on random markets, and every
# cell is compared. `swift test` runs three thousand of them; this runs a hundred thousand, or PAIRS.
#
#     Tests/Fuzz/oracle.sh [PAIRS] [SEED]
#
# A difference is printed with the seed of its market: `Tests/Fuzz/oracle.sh 12 SEED` asks that market alone, and prints it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"

work=.build/fuzz-oracle
mkdir -p "$work"
flags=(-O -wmo -swift-version 6 -package-name tape -I "$work" -I Sources/CPlacement)
objects=()
# A module is compiled again where one of its files, or a module before it, is newer.
isStale=
compile() {
    local module="$1" object="$work/$1.o"
    shift
    if [ ! -e "$object" ] || [ -n "$isStale" ] || [ -n "$(find "$@" -name '*.swift' -newer "$object" -print -quit)" ]; then
        find "$@" -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -parse-as-library -module-name "$module" \
            -emit-module -emit-module-path "$work/$module.swiftmodule" -c -o "$object"
        isStale=yes
    fi
    objects+=("$object")
}
for module in TapeSystem TapeTime TapeSyntax TapeStore TapeEngine TapeReport Tape; do compile "$module" "Sources/$module"; done
compile TestSupport Tests/Support/Random.swift Tests/Support/Environment.swift
plain=()
for file in Tests/TapeTests/Oracle/*.swift; do [[ "$file" == *Tests.swift ]] || plain+=("$file"); done
swiftc "${flags[@]}" -parse-as-library -module-name TapeTests "${plain[@]}" Tests/Fuzz/Oracle.swift "${objects[@]}" \
    -o "$work/oracle"

pairs="${1:-100000}"
seed="${2:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}"
echo "$pairs pairs of market and query from seed $seed"
exec "$work/oracle" "$pairs" "$seed"
