"""Polars: a data frame in memory, two threads, lazy queries as its users write them.

polars_peer.py serve LONG.csv | w1csv A.csv B.csv | read FILE...
"""

import datetime
import os
import sys
import time

os.environ.setdefault("POLARS_MAX_THREADS", "2")
import polars as pl
from polars import col
from serve import day, serve

SINCE = datetime.date(1990, 1, 1)


def flags(bars):
    returns = bars.lazy().with_columns(step=(col.close / col.close.shift(1)).over("symbol")).drop_nulls("step")
    bench = returns.filter(col.symbol == "BENCH").select("date", other="step")
    rest = returns.filter(col.symbol != "BENCH", col.date >= SINCE)
    return rest.join(bench, on="date", maintain_order="left").with_columns(up=col.step > col.other)


def runs(bars):
    marked = flags(bars).with_columns(island=(~col.up).cum_sum().over("symbol"))
    return marked.filter("up").group_by("symbol", "island").agg(length=pl.len(), first=col.date.min(), last=col.date.max())


def w1(bars=None):
    bars = px.filter(col.symbol.is_in(["T0001", "BENCH"])) if bars is None else bars
    top = runs(bars).sort("length", "last", descending=True).head(10)
    return top.select("length", "first", "last").collect().rows()


def w2(bars=None):
    longest = runs(px if bars is None else bars).group_by("symbol").agg(col.length.max())
    return longest.sort("length", descending=True).head(20).collect().rows()


def w3():
    """A week counts once it is over; it is in the window if its Monday is."""
    weeks = px.lazy().group_by("symbol", week=col.date.dt.truncate("1w"), maintain_order=True)
    weeks = weeks.agg(col.close.last(), last=col.date.last())
    newest = px["date"].max()
    over = (col.last.dt.weekday() == 5) | (col.week < newest - datetime.timedelta(newest.weekday()))
    return w2(weeks.filter(over).rename({"week": "date"}))


def w4():
    change = col.close.diff()
    def wilder(x):
        return pl.when(pl.int_range(pl.len()) > 14).then(x).when(pl.int_range(pl.len()) == 14).then(
            x.slice(1, 14).mean()).ewm_mean(alpha=1 / 14, adjust=False, ignore_nulls=True)
    up, down = wilder(change.clip(lower_bound=0)), wilder((-change).clip(lower_bound=0))
    out = px.lazy().select(
        "symbol",
        rsi=(100 * up / (up + down)).over("symbol"),
        short=col.close.rolling_mean(50).over("symbol"), long=col.close.rolling_mean(200).over("symbol"),
        fall=(col.close / col.close.rolling_max(252, min_samples=1) - 1).over("symbol")).collect()
    return out


def w5():
    """What followed the session on which a run became ten long, and what followed any session that can be judged."""
    step = (col.close / col.close.shift(1)).over("symbol")
    ahead = [(col.close.shift(-n) / col.close - 1).over("symbol").alias(str(n)) for n in (21, 63, 252)]
    rows = px.lazy().with_columns(step=step, place=pl.int_range(pl.len()).over("symbol"), *ahead)
    bench = rows.filter(col.symbol == "BENCH").select("date", other="step")
    rows = rows.filter(col.symbol != "BENCH").join(bench, on="date", maintain_order="left").with_columns(up=col.step > col.other)
    length = col.place - pl.when(~col.up.fill_null(False)).then(col.place).forward_fill().over("symbol")
    rows = rows.with_columns(length=length).filter(col.date >= SINCE, col.place > 1)
    def figures(rows, whose):
        return rows.select(
            *[col(n).mean().alias(f"{whose}/mean/{n}") for n in ("21", "63", "252")],
            *[col(n).median().alias(f"{whose}/median/{n}") for n in ("21", "63", "252")])
    parts = pl.collect_all([figures(rows.filter(col.length == 10), "event"), figures(rows, "any")])
    return [pair for part in parts for pair in part.row(0, named=True).items()]


def w7():
    newest = px["date"].max()
    base = newest.replace(year=newest.year - 1)
    change = col.close.last() / col.close.filter(col.date <= base).last() - 1
    out = px.lazy().filter(col.symbol != "BENCH").group_by("symbol").agg(change=change)
    return out.drop_nulls().sort("change", descending=True).head(20).collect().rows()


def show(answer):
    if isinstance(answer, pl.DataFrame):
        last = answer.filter(col.symbol.is_in([f"T000{n}" for n in range(1, 6)])).group_by("symbol", maintain_order=True).last()
        answer = last.select("symbol", pl.sum_horizontal("rsi", "short", "long", "fall")).rows()
    return [[day(cell) if isinstance(cell, datetime.date) else cell for cell in row] for row in answer]


def read(paths):
    return pl.read_csv(paths if len(paths) > 1 else paths[0], try_parse_dates=True)


if sys.argv[1] == "serve":
    px = read(sys.argv[2:])
    px = px.with_columns(col.symbol.cast(pl.Enum(px["symbol"].unique(maintain_order=True))))
    serve({"W1": w1, "W2": w2, "W3": w3, "W4": w4, "W5": w5, "W7": w7}, show)
elif sys.argv[1] == "w1csv":
    frames = [read([path]).select(date="Date", symbol=pl.lit(name), close="Close") for name, path in zip(("T0001", "BENCH"), sys.argv[2:])]
    for row in show(w1(pl.concat(frames))):
        print(*row)
else:
    start = time.perf_counter()
    px = read(sys.argv[2:])
    print(time.perf_counter() - start, file=sys.stderr)
    print(px.height, px["close" if "close" in px.columns else "Close"].sum())
