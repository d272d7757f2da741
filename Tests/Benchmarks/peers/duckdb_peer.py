"""DuckDB: the table in memory, two threads, SQL as its users write it.

duckdb_peer.py serve LONG.csv | w1csv A.csv B.csv | read FILE...
"""

import sys
import time

import duckdb
from serve import day, serve

con = duckdb.connect()
con.execute("SET threads = 2")

RUNS = """
    returns AS (SELECT symbol, date, close / lag(close) OVER (PARTITION BY symbol ORDER BY date) AS step FROM {bars}),
    flags AS (
        SELECT a.symbol, a.date, a.step > b.step AS up
        FROM returns a JOIN returns b ON a.date = b.date AND b.symbol = 'BENCH'
        WHERE a.symbol <> 'BENCH' AND a.date >= DATE '1990-01-01' AND a.step IS NOT NULL AND b.step IS NOT NULL),
    islands AS (
        SELECT *, sum((NOT up)::INT) OVER (PARTITION BY symbol ORDER BY date ROWS UNBOUNDED PRECEDING) AS island
        FROM flags),
    runs AS (
        SELECT symbol, count(*) AS length, min(date) AS first, max(date) AS last
        FROM islands WHERE up GROUP BY symbol, island)"""


def ask(sql):
    return con.sql(sql).fetchall()


def w1(bars="(SELECT * FROM px WHERE symbol IN ('T0001', 'BENCH'))"):
    return ask(f"WITH {RUNS.format(bars=bars)} SELECT length, first, last FROM runs ORDER BY length DESC, last DESC LIMIT 10")


def w2(bars="px"):
    return ask(f"WITH {RUNS.format(bars=bars)} SELECT symbol, max(length) AS n FROM runs GROUP BY symbol ORDER BY n DESC LIMIT 20")


def w3():
    """A week counts once it is over; it is in the window if its Monday is."""
    return w2("""(
        SELECT symbol, week AS date, close FROM (
            SELECT symbol, date_trunc('week', date)::DATE AS week, arg_max(close, date) AS close, max(date) AS last
            FROM px GROUP BY ALL)
        WHERE dayofweek(last) = 5 OR week < (SELECT date_trunc('week', max(date)) FROM px))""")


def w5():
    """What followed the session on which a run became ten long, and what followed any session that can be judged."""
    figures = ", ".join(f"avg(n{n}), median(n{n})" for n in (21, 63, 252))
    found = ask(f"""
        WITH returns AS (
            SELECT symbol, date, close / lag(close) OVER own AS step, row_number() OVER own AS place,
                lead(close, 21) OVER own / close - 1 AS n21, lead(close, 63) OVER own / close - 1 AS n63,
                lead(close, 252) OVER own / close - 1 AS n252
            FROM px WINDOW own AS (PARTITION BY symbol ORDER BY date)),
        flags AS (
            SELECT a.*, coalesce(a.step > b.step, false) AS up
            FROM returns a JOIN returns b ON a.date = b.date AND b.symbol = 'BENCH' WHERE a.symbol <> 'BENCH'),
        lengths AS (
            SELECT *, place - max(CASE WHEN up THEN 0 ELSE place END) OVER (PARTITION BY symbol ORDER BY date ROWS UNBOUNDED PRECEDING) AS length
            FROM flags),
        judged AS (SELECT * FROM lengths WHERE date >= DATE '1990-01-01' AND place > 2)
        SELECT 'event', {figures} FROM judged WHERE length = 10
        UNION ALL SELECT 'any', {figures} FROM judged""")
    names = [f"{what}/{n}" for n in (21, 63, 252) for what in ("mean", "median")]
    return [(f"{row[0]}/{name}", value) for row in found for name, value in zip(names, row[1:])]


def w7():
    return ask("""
        SELECT symbol, arg_max(close, date) / arg_max(close, date) FILTER (date <= (SELECT max(date) - INTERVAL 1 YEAR FROM px)) - 1 AS change
        FROM px WHERE symbol <> 'BENCH' GROUP BY symbol ORDER BY change DESC NULLS LAST LIMIT 20""")


def show(rows):
    return [[day(cell) if hasattr(cell, "year") else cell for cell in row] for row in rows]


if sys.argv[1] == "serve":
    con.execute(f"CREATE TABLE px AS FROM '{sys.argv[2]}'")
    serve({"W1": w1, "W2": w2, "W3": w3, "W5": w5, "W7": w7}, show)
elif sys.argv[1] == "w1csv":
    parts = [f"SELECT '{name}' AS symbol, Date AS date, Close AS close FROM '{path}'" for name, path in zip(("T0001", "BENCH"), sys.argv[2:])]
    for row in show(w1("(" + " UNION ALL ".join(parts) + ")")):
        print(*row)
else:
    files = "[" + ", ".join(f"'{path}'" for path in sys.argv[2:]) + "]"
    start = time.perf_counter()
    con.execute(f"CREATE TABLE px AS FROM read_csv({files}, filename = {len(sys.argv) > 3})")
    print(time.perf_counter() - start, file=sys.stderr)
    print(*ask("SELECT count(*), sum(close) FROM px")[0])
