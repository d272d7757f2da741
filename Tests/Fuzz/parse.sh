#!/usr/bin/env bash
# Fuzzes the parser with libFuzzer and AddressSanitizer: mutations of the project's texts are parsed, printed and formatted.
# Findings are kept in .build/fuzz-parse as crash-…; the corpus there grows from run to run.
#
#     Tests/Fuzz/parse.sh [SECONDS] [further options of libFuzzer]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"
source Tests/Fuzz/corpus.sh

seconds="${1:-300}"
shift || true
work=.build/fuzz-parse
make_corpus "$work/corpus" "$work/words"
flags=(-O -wmo -swift-version 6 -sanitize=fuzzer,address -parse-as-library -package-name tape -I "$work")
swiftc "${flags[@]}" -module-name TapeTime -emit-module -emit-module-path "$work/TapeTime.swiftmodule" \
    -c -o "$work/TapeTime.o" Sources/TapeTime/*.swift
swiftc "${flags[@]}" -module-name TapeFuzz Sources/TapeSyntax/*.swift Tests/Fuzz/Parse.swift "$work/TapeTime.o" \
    -o "$work/parse"
# Swift's own report of a trap would trigger the sanitizer a second time.
export SWIFT_BACKTRACE=enable=no
exec "$work/parse" -max_total_time="$seconds" -dict="$work/words" -max_len=600 -timeout=10 -artifact_prefix="$work/" \
    -print_final_stats=1 "$@" "$work/corpus"
