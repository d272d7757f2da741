#!/usr/bin/env bash
# Measures how the time of an import and of a query grows with the number of rows, for one symbol and for many symbols, from
# 10,000 rows to 50 million (or MOST-ROWS), and fits the exponent on a logarithmic scale.
# Uses the program and the folder of `run.sh`, which must have run before.
#
#   Tests/Benchmarks/growth.sh [MOST-ROWS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder="${TAPE_BENCH:-$PWD/.build-bench}"
exec python3 - "$folder" "${1:-50000000}" <<'PYTHON'
import math, os, resource, statistics, subprocess, sys, time

folder, most = sys.argv[1], int(sys.argv[2])
tape = f"{folder}/installed/bin/tape"
path = f"{folder}/growth.csv"
seed = 20_260_122


def chance():
    global seed
    seed = (seed * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
    return seed >> 40


# The prices of one symbol, repeated: only the amount of data matters, not its values.
closes = []
price = 100.0
for _ in range(10_000):
    price *= 1 + (chance() / 2**24 - 0.4999) * 0.02
    closes.append(f"{price:.4f},{chance() % 10**7}\n")
days = [time.strftime("%Y-%m-%d,", time.gmtime(86_400 * (k * 7 // 5))) for k in range(10_000)]


def write(rows):
    with open(path, "w") as file:
        file.write("date,symbol,close,volume\n")
        for symbol in range(rows // 10_000):
            shift = symbol * 37 % 10_000
            file.write("".join(f"{days[k]}S{symbol:05},{closes[k - shift]}" for k in range(10_000)))


def seconds(*words):
    start = time.perf_counter()
    subprocess.run([tape, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


sizes = [size for size in (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 50_000_000) if size <= most]
imports, queries = [], []
base = min(seconds("-c", "1") for _ in range(9))
try:
    for rows in sizes:
        write(rows)
        symbols = "{" + ", ".join(f"s{n:05}" for n in range(rows // 10_000)) + "}"
        script = f"{folder}/growth.tape"
        with open(script, "w") as file:
            file.write(f"let all = {symbols}\nstreak all over s00000 since 1980 | sort by longest desc | top 5\n")
        rounds = 9 if rows < 10**6 else 3
        load = min(seconds("--data", path, "-c", "1") for _ in range(rounds))
        whole = min(seconds("--data", path, "run", script) for _ in range(rounds))
        imports.append(load - base)
        queries.append(max(whole - load, 1e-5))
        print(f"{rows:>11,} rows: import {load * 1e3:9.2f} ms, longest run of every symbol {(whole - load) * 1e3:9.2f} ms", flush=True)
finally:
    for name in (path, f"{folder}/growth.tape"):
        if os.path.exists(name):
            os.remove(name)


def exponent(times):
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in times]
    x, y = statistics.mean(xs), statistics.mean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


print(f"fitted exponents: import {exponent(imports):.3f}, query {exponent(queries):.3f} (1 is linear)")
PYTHON
