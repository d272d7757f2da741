"""numpy, and TA-Lib for the indicators where it is installed: columns by symbol in memory, one symbol after another.

numpy_peer.py serve FILE.tpb | w1csv A.csv B.csv
"""

import sys

import numpy as np
from serve import serve

try:
    import talib
except ImportError:
    talib = None


def load(path):
    """The benchmark's flat file: counts, then sections at multiples of 64 bytes."""
    global names, offsets, session, close, calendar
    raw = np.memmap(path, np.uint8, "r")
    symbols, sessions = (int(count) for count in raw[4:12].view("<u4"))
    rows = int(raw[16:24].view("<u8")[0])
    at = 24

    def section(kind, count):
        nonlocal at
        at = -(-at // 64) * 64
        size = np.dtype(kind).itemsize * count
        at += size
        return raw[at - size : at].view(kind)

    calendar = section("<i4", sessions).astype("datetime64[D]")
    names = [name.decode() for name in section("S16", symbols)]
    offsets = section("<u8", symbols + 1).astype(int)
    session = np.array(section("<u2", rows))
    for _ in range(3):
        section("<f8", rows)
    close = np.array(section("<f8", rows))


def steps(values):
    return values[1:] / values[:-1]


def islands(up):
    """The starts and lengths of runs of true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], up, [False])).view(np.int8)))
    return edges[::2], edges[1::2] - edges[::2]


def top(dates, up):
    begins, lengths = islands(up)
    order = np.lexsort((-begins, -lengths))[:10]
    return [(lengths[k], dates[begins[k]], dates[begins[k] + lengths[k] - 1]) for k in order]


def part(symbol):
    return slice(offsets[symbol], offsets[symbol + 1])


def flags(symbol, other, since):
    rows = session[part(symbol)][1:]
    judged = rows >= since
    return rows[judged], (steps(close[part(symbol)]) > other[rows])[judged]


def bench():
    other = np.full(len(calendar), np.nan)
    other[session[part(0)][1:]] = steps(close[part(0)])
    return other, np.searchsorted(calendar, np.datetime64("1990-01-01"))


def w1():
    rows, up = flags(1, *bench())
    return top(calendar[rows], up)


def best(longest):
    return sorted(longest, key=lambda pair: -pair[1])[:20]


def w2():
    other, since = bench()
    return best([(names[s], islands(flags(s, other, since)[1])[1].max(initial=0)) for s in range(1, len(names))])


def w4():
    out = []
    for symbol in range(len(names)):
        values = close[part(symbol)]
        high = talib.MAX(values, 252)
        high[:251] = np.maximum.accumulate(values[:251])
        out.append((talib.RSI(values, 14), talib.SMA(values, 50), talib.SMA(values, 200), values / high - 1))
    return [(names[s], sum(column[-1] for column in out[s])) for s in range(1, 6)]


def w6():
    newest = np.searchsorted(calendar, np.datetime64("2016-01-01"))
    count = len(calendar) - newest
    whole = [s for s in range(1, min(501, len(names))) if offsets[s + 1] - offsets[s] > count]
    table = np.corrcoef(np.array([steps(close[part(s)][-count - 1 :]) for s in whole]))
    return [(names[s], table[0, place]) for place, s in enumerate(whole[:4])]


def w7():
    base = np.searchsorted(calendar, calendar[-1] - np.timedelta64(365, "D"), side="right") - 1
    back = len(calendar) - 1 - base
    last, lengths = offsets[2:] - 1, np.diff(offsets)[1:]
    change = np.full(len(lengths), -np.inf)
    known = lengths > back
    change[known] = close[last[known]] / close[last[known] - back] - 1
    return [(names[k + 1], change[k]) for k in np.argsort(-change, kind="stable")[:20]]


def main():
    if sys.argv[1] == "serve":
        load(sys.argv[2])
        works = {"W1": w1, "W2": w2, "W6": w6, "W7": w7}
        if talib:
            works["W4"] = w4
        serve(works, lambda rows: rows)
    else:
        def read(path):
            table = np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 4), dtype=[("date", "datetime64[D]"), ("close", "f8")])
            return table["date"], table["close"]

        (dates, one), (others, two) = (read(path) for path in sys.argv[2:])
        common, left, right = np.intersect1d(dates, others, return_indices=True)
        judged = common[1:] >= np.datetime64("1990-01-01")
        for row in top(common[1:][judged], (steps(one[left]) > steps(two[right]))[judged]):
            print(*row)


if __name__ == "__main__":
    main()
