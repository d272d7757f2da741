"""numba: loops over columns by symbol, compiled before the clock starts, two threads.

numba_peer.py serve FILE.tpb
"""

import os
import sys

os.environ.setdefault("NUMBA_NUM_THREADS", "2")
import numpy as np
from numba import njit, prange

import numpy_peer as flat
from serve import serve


@njit(parallel=True, error_model="numpy")
def longest(close, session, offsets, other, since):
    best = np.zeros(len(offsets) - 1, np.int64)
    for symbol in prange(1, len(offsets) - 1):
        length = most = 0
        for row in range(offsets[symbol] + 1, offsets[symbol + 1]):
            up = (close[row] / close[row - 1] > other[session[row]]) & (session[row] >= since)
            length = (length + 1) * up
            most = max(most, length)
        best[symbol] = most
    return best


@njit(parallel=True, error_model="numpy")
def changes(close, session, offsets, base):
    out = np.full(len(offsets) - 1, -np.inf)
    for symbol in prange(1, len(offsets) - 1):
        start, end = offsets[symbol], offsets[symbol + 1]
        row = end - 1 - (session[end - 1] - base)
        if row >= start:
            out[symbol] = close[end - 1] / close[row] - 1
    return out


def w2():
    other = np.concatenate(([np.nan], flat.steps(flat.close[flat.part(0)])))
    since = np.searchsorted(flat.calendar, np.datetime64("1990-01-01"))
    best = longest(flat.close, flat.session, flat.offsets, other, since)
    return [(flat.names[symbol], best[symbol]) for symbol in np.argsort(-best)[:20]]


def w7():
    newest = flat.calendar[-1].astype(object)
    base = np.searchsorted(flat.calendar, np.datetime64(newest.replace(year=newest.year - 1)), side="right") - 1
    found = changes(flat.close, flat.session, flat.offsets, base)
    return [(flat.names[symbol], found[symbol]) for symbol in np.argsort(-found)[:20]]


flat.load(sys.argv[2])
w2(), w7()
serve({"W2": w2, "W7": w7}, lambda rows: rows)
