"""ClickHouse inside the process (chdb): a sorted table, two threads, one array per symbol where that is faster than window functions.

chdb_peer.py serve LONG.csv | read FILE...
"""

import sys
import time

from chdb import session
from serve import serve

SINCE = "toInt32(toDate32('1990-01-01'))"
db = session.Session()


def ask(sql):
    rows = db.query(sql + " SETTINGS max_threads = 2", "TSV").bytes().decode().splitlines()
    return [row.split("\t") for row in rows]


def create(files):
    """Columns by the names of the benchmark's long file."""
    db.query("CREATE DATABASE IF NOT EXISTS bench ENGINE = Atomic")
    db.query("USE bench")
    names = "Date AS date, Open AS open, High AS high, Low AS low, Close AS close, Volume AS volume" if len(files) > 1 else "date, open, high, low, close, volume"
    symbol = "splitByChar('.', _file)[1]" if len(files) > 1 else "symbol"
    path = files[0] if len(files) == 1 else files[0].rpartition("/")[0] + "/*.csv"
    db.query("""CREATE TABLE px (symbol LowCardinality(String), date Date32, open Float64, high Float64, low Float64, close Float64, volume Float64)
                ENGINE = MergeTree ORDER BY (symbol, date)""")
    db.query(f"INSERT INTO px SELECT {symbol}, {names} FROM file('{path}', CSVWithNames) SETTINGS max_threads = 2")


# Closes by symbol in order of date; the benchmark's returns in an array by day number.
BARS = """
    (SELECT groupArrayInsertAt(step, toUInt32(day)) FROM (
        SELECT toInt32(date) AS day, close / lagInFrame(close) OVER (ORDER BY date ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS step
        FROM px WHERE symbol = 'BENCH')) AS other,
    bars AS (
        SELECT symbol, arraySort(groupArray((toInt32(date), close))) AS sorted, sorted.1 AS days, sorted.2 AS closes,
            arrayMap((d, c, p) -> c / p > other[d + 1], arrayPopFront(days), arrayPopFront(closes), arrayPopBack(closes)) AS up
        FROM px WHERE symbol <> 'BENCH' GROUP BY symbol)"""


def w2():
    return ask(f"""
        WITH {BARS},
        flags AS (SELECT symbol, arrayFilter((u, d) -> d >= {SINCE}, up, arrayPopFront(days)) AS judged FROM bars)
        SELECT symbol, arrayMax(arrayDifference(arrayConcat(
            [toUInt32(0)], arrayFilter((i, u) -> NOT u, arrayEnumerate(judged), judged), [toUInt32(length(judged) + 1)]))) - 1 AS longest
        FROM flags ORDER BY longest DESC LIMIT 20""")


def w5():
    """What followed the session on which a run became ten long, and what followed any session that can be judged."""
    found = []
    for n in (21, 63, 252):
        figures = "avg(change), quantileExactInclusive(0.5)(change)"
        rows = ask(f"""
            WITH {BARS},
            judged AS (
                SELECT closes, greatest(3, arrayFirstIndex(d -> d >= {SINCE}, days)) AS since,
                    arrayFill(at -> at > 0, arrayMap((i, u) -> if(u, 0, i), arrayEnumerate(up), up)) AS ended,
                    arrayFilter((i, e) -> i - e = 10 AND i + 1 >= since AND i + 1 + {n} <= length(closes), arrayEnumerate(up), ended) AS tenth
                FROM bars)
            SELECT 'event', {figures} FROM (SELECT arrayJoin(arrayMap(i -> closes[i + 1 + {n}] / closes[i + 1] - 1, tenth)) AS change FROM judged)
            UNION ALL
            SELECT 'any', {figures} FROM (
                SELECT arrayJoin(arrayMap((e, c) -> e / c - 1, arraySlice(closes, since + {n}), arraySlice(closes, since, length(closes) - {n} - since + 1))) AS change
                FROM judged)""")
        found += [(f"{whose}/{what}/{n}", value) for whose, *values in rows for what, value in zip(("mean", "median"), values)]
    return found


def w7():
    return ask("""
        WITH (SELECT max(date) FROM px) AS newest, subtractYears(newest, 1) AS base
        SELECT symbol, argMax(close, date) / argMaxIf(close, date, date <= base) - 1 AS change FROM px
        WHERE symbol <> 'BENCH' AND date >= base - 30 GROUP BY symbol HAVING countIf(date <= base) > 0 ORDER BY change DESC LIMIT 20""")


if sys.argv[1] == "serve":
    create(sys.argv[2:])
    db.query("OPTIMIZE TABLE px FINAL")
    serve({"W2": w2, "W5": w5, "W7": w7}, lambda rows: rows)
else:
    start = time.perf_counter()
    create(sys.argv[2:])
    print(time.perf_counter() - start, file=sys.stderr)
    print(*ask("SELECT count(), sum(close) FROM px")[0])
