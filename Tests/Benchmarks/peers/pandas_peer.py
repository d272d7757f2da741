"""pandas: a data frame in memory, as its users write it.

pandas_peer.py serve LONG.csv | w1csv A.csv B.csv | read FILE...
"""

import sys
import time

import pandas as pd
from serve import day, serve


def runs(step, other):
    pair = pd.concat([step, other], axis=1, join="inner").dropna()
    pair = pair[pair.index >= "1990-01-01"]
    up = pair.iloc[:, 0] > pair.iloc[:, 1]
    dates = pair.index.to_series()[up]
    out = dates.groupby((~up).cumsum()[up]).agg(["size", "min", "max"])
    return out.sort_values(["size", "max"], ascending=False)


def change(close):
    return close / close.shift(1)


def one(symbol):
    return px[px.symbol == symbol].set_index("date").close


def w1():
    return runs(change(one("T0001")), change(one("BENCH"))).head(10).itertuples(index=False)


def w2():
    steps = px.close / px.groupby("symbol", observed=True).close.shift(1)
    frame = px[["symbol", "date"]].assign(step=steps).dropna()
    frame = frame.merge(change(one("BENCH")).rename("other").dropna(), left_on="date", right_index=True)
    frame = frame[(frame.date >= "1990-01-01") & (frame.symbol != "BENCH")].sort_values(["symbol", "date"])
    up = frame.step > frame.other
    island = (~up).groupby(frame.symbol, observed=True).cumsum()
    lengths = frame[up].groupby([frame.symbol[up], island[up]], observed=True).size()
    return lengths.groupby(level=0, observed=True).max().nlargest(20).items()


def w7():
    groups = px[px.symbol != "BENCH"]
    base = groups[groups.date <= px.date.max() - pd.DateOffset(years=1)].groupby("symbol", observed=True).close.last()
    last = groups.groupby("symbol", observed=True).close.last()
    return (last / base - 1).nlargest(20).items()


def show(rows):
    return [[day(cell) if isinstance(cell, pd.Timestamp) else cell for cell in row] for row in rows]


def read(paths):
    frames = [pd.read_csv(path, parse_dates=[0]) for path in paths]
    return pd.concat(frames) if len(frames) > 1 else frames[0]


if sys.argv[1] == "serve":
    px = read(sys.argv[2:])
    px["symbol"] = px.symbol.astype("category")
    serve({"W1": w1, "W2": w2, "W7": w7}, show)
elif sys.argv[1] == "w1csv":
    a, b = (change(pd.read_csv(path, usecols=["Date", "Close"], parse_dates=["Date"], index_col="Date").Close) for path in sys.argv[2:])
    for row in show(runs(a, b).head(10).itertuples(index=False)):
        print(*row)
else:
    start = time.perf_counter()
    px = read(sys.argv[2:])
    print(time.perf_counter() - start, file=sys.stderr)
    print(len(px), px["close" if "close" in px else "Close"].sum())
