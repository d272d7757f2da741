#!/usr/bin/env bash
# Counts how many small mistakes in the engine the tests notice: see README.md in this folder.
#
#     Tests/Mutation/run.sh [COUNT [SEED]]        all of COUNT mutants (default 150)
#     TAPE_MUTATION_ONLY="3 17" Tests/Mutation/run.sh
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../../Examples/prepare.sh"
package="$(cd "$here/../.." && pwd)"
count="${1:-150}"
seed="${2:-20260122}"
work="$package/.build/mutation"
tree="$work/tree"
mkdir -p "$tree"

# A copy, so that the sources stay unchanged. Existing build results there are kept.
copy() {
    find "$tree" -mindepth 1 -maxdepth 1 ! -name .build -exec rm -rf {} +
    (cd "$package" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -p -t "$tree" 2>/dev/null) || true
}

# A place whose change does not compile is left out, and the rest is built again.
dropped=()
for round in 1 2 3 4 5 6 7 8; do
    copy
    python3 "$here/mutate.py" "$tree" "$work/mutants.tsv" "$count" "$seed" ${dropped[@]+"${dropped[@]}"}
    if (cd "$tree" && ${TAPE_BUILD_WRAPPER:-} swift build -c release --build-tests -Xswiftc -enable-testing) > "$work/build.log" 2>&1; then
        break
    fi
    mapfile -t wrong < <(grep -oE 'Sources/TapeEngine/[A-Za-z/]+\.swift:[0-9]+:[0-9]+: error' "$work/build.log" | sed -E 's/:[0-9]+: error$//' | sort -u)
    if [ "${#wrong[@]}" -eq 0 ] || [ "$round" -eq 8 ]; then
        tail -20 "$work/build.log"
        echo "The copy with mutants does not build: $work/build.log"
        exit 1
    fi
    echo "${#wrong[@]} places do not compile when changed and are left out"
    dropped+=("${wrong[@]}")
done
python3 "$here/judge.py" "$tree" "$work/mutants.tsv" ${TAPE_MUTATION_ONLY:-} | tee "$work/report.txt"
exit "${PIPESTATUS[0]}"
