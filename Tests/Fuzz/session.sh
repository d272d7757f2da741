#!/usr/bin/env bash
# Fuzzes all of Tape except its shell with libFuzzer and AddressSanitizer: mutations of the project's texts run on a small market,
# and their answers are written in every format. Findings are kept in .build/fuzz-session as crash-… or timeout-….
#
#     Tests/Fuzz/session.sh [SECONDS] [further options of libFuzzer]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"
source Tests/Fuzz/corpus.sh

seconds="${1:-300}"
shift || true
work=.build/fuzz-session
make_corpus "$work/corpus" "$work/words"
flags=(-O -wmo -swift-version 6 -sanitize=fuzzer,address -parse-as-library -package-name tape -I "$work" -I Sources/CPlacement)
objects=()
for module in TapeSystem TapeTime TapeSyntax TapeStore TapeEngine TapeReport Tape; do
    find "Sources/$module" -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -module-name "$module" \
        -emit-module -emit-module-path "$work/$module.swiftmodule" -c -o "$work/$module.o"
    objects+=("$work/$module.o")
done
swiftc "${flags[@]}" -module-name TapeFuzz Tests/Fuzz/Session.swift "${objects[@]}" -o "$work/session"
# Swift's own report of a trap would trigger the sanitizer a second time.
export SWIFT_BACKTRACE=enable=no
exec "$work/session" -max_total_time="$seconds" -dict="$work/words" -max_len=300 -timeout=30 -artifact_prefix="$work/" \
    -print_final_stats=1 "$@" "$work/corpus"
