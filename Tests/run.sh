#!/usr/bin/env bash
# Everything that is checked: the form of the code, the build, the tests, and the instructions that fixed work takes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../Examples/prepare.sh"

step="set-up"
log="$(mktemp)"
finish() {
    local status=$?
    rm -f "$log"
    if [ "$status" -eq 0 ]; then
        echo "PASSED: form, build, tests and instructions, in $((SECONDS / 60)) min $((SECONDS % 60)) s."
    else
        echo "FAILED: $step."
    fi
}
trap finish EXIT

step="the form of the code (swift format lint --strict)"
echo "== $step"
swift format lint --strict --recursive Package.swift Sources Tests Examples

step="plain English (Tests/plain-english.sh)"
echo "== $step"
Tests/plain-english.sh

# Folders are added as their lines are broken; those of the language itself are to come.
step="the form of the code (no line over 120 columns)"
echo "== $step"
broken=(Package.swift Examples Sources/{TapeMain,TapeReport,TapeSample,TapeShell,TapeStore} Tests/{TapeSampleTests,TapeStoreTests})
if LC_ALL=C.UTF-8 grep -rnE --include='*.swift' '^.{121,}' "${broken[@]}"; then exit 1; fi

step="the build, a warning counting as an error"
echo "== $step"
swift build --build-tests 2>&1 | tee "$log"
# The modules refuse warnings by themselves; this catches those of the tests.
if grep -E '^[^ ]+\.swift:[0-9]+:[0-9]+: warning:' "$log"; then exit 1; fi

# The gate gives the same verdict twice; random tests draw fresh seeds when they are run by themselves.
export TAPE_SEED="${TAPE_SEED:-20260122}"
step="the tests"
echo "== $step"
swift test --skip-build

step="the instructions that fixed work takes (Tests/Benchmarks/guard.sh)"
echo "== $step"
Tests/Benchmarks/guard.sh
