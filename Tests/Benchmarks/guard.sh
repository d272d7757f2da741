#!/usr/bin/env bash
# Counts the instructions of fixed tasks with valgrind's callgrind, and fails if a count is more than 5 % above the
# budget in budget.tsv. Unlike seconds, instruction counts do not depend on the load of the machine.
#
#   Tests/Benchmarks/guard.sh            checks
#   Tests/Benchmarks/guard.sh --accept   writes the counts as the new budget
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../Examples/prepare.sh"
if ! command -v valgrind >/dev/null; then
    echo "Installing valgrind …"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends valgrind libc6-dbg >/dev/null
fi
swift build -c release --product tape --quiet
tape="$PWD/.build/release/tape"
budget="$PWD/Tests/Benchmarks/budget.tsv"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Twelve symbols with 2,500 sessions, from an integer generator: the same bytes with every awk.
mkdir "$work/prices"
awk -v folder="$work/prices" 'BEGIN {
    seed = 20260122
    for (symbol = 0; symbol < 12; symbol++) {
        path = folder "/s" symbol ".csv"
        print "Date,Open,High,Low,Close,Volume" > path
        price = 1000000
        for (session = 0; session < 2500; session++) {
            seed = (seed * 1103515245 % 2147483648 + 12345) % 2147483648
            move = int(seed / 65536) % 801 - 398
            open = price + move; high = open + 500; low = price - 900
            price = price + move * 9
            if (price < 500000) price = 500000
            year = 2000 + int(session / 250); month = 1 + int(session % 250 / 25); day = 1 + session % 25
            printf "%d-%02d-%02d,%d.%04d,%d.%04d,%d.%04d,%d.%04d,%d\n", year, month, day, int(open / 10000), open % 10000,
                int(high / 10000), high % 10000, int(low / 10000), low % 10000, int(price / 10000), price % 10000, 100000 + seed % 900000 > path
        }
        close(path)
    }
}'
{ for _ in $(seq 100); do
    echo 'streak s1 over s0 since 2005 top 10'
    echo 'return s1, s2 next 1m, 3m after streak(s1 over s0) reaches 3 apart 21d since 2001'
    echo 'let rel = (s1 / s0) * sma(s2, 50) - 3 * rsi(s3, 14) + if(s4 > 10, 1, 2)'
done; } >"$work/long.tape"
group='{s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11}'

# Counts the instructions of one run. Without deterministic hashing, the standard library's hashes differ from run to run.
instructions() {
    SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$tape" --threads 1 "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : //p'
}
repeated() { for _ in $(seq "$1"); do printf '%s\0%s\0' -c "$2"; done; }
# The cost of one more query once the prices are loaded.
of_query() {
    local times=20 once many
    once="$(instructions --data "$work/prices" -c "$1")"
    mapfile -d '' -t words < <(repeated $((times + 1)) "$1")
    many="$(instructions --data "$work/prices" "${words[@]}")"
    echo $(((many - once) / times))
}

start="$(instructions -c 1)"
{
    printf 'start\t%s\n' "$start"
    import="$(instructions --data "$work/prices" -c 1)"
    # With the prices loaded: otherwise most of the time would go into looking for names similar to unknown ones.
    printf 'parsing\t%s\n' "$(($(instructions --data "$work/prices" check "$work/long.tape") - import))"
    printf 'import\t%s\n' "$((import - start))"
    printf 'W1\t%s\n' "$(of_query 'streak s1 over s0 since 2001 top 10')"
    printf 'W2\t%s\n' "$(of_query "streak $group over s0 since 2001 | sort by longest desc | top 5")"
} >"$work/counted"

if [ "${1:-}" = --accept ]; then
    cp "$work/counted" "$budget"
    cat "$budget"
    exit 0
fi
status=0
while IFS=$'\t' read -r name count; do
    allowed="$(sed -n "s/^$name\t//p" "$budget")"
    awk -v name="$name" -v count="$count" -v allowed="${allowed:-0}" 'BEGIN {
        if (allowed <= 0) { printf "%-8s %12d instructions, and no budget\n", name, count; exit 1 }
        ratio = count / allowed
        verdict = ""
        if (ratio > 1.05) verdict = ": TOO MANY"
        if (ratio < 0.95) verdict = ": the budget could be lowered (--accept)"
        printf "%-8s %12d instructions, %5.1f %% of the budget%s\n", name, count, 100 * ratio, verdict
        exit (ratio > 1.05)
    }' || status=1
done <"$work/counted"
exit $status
