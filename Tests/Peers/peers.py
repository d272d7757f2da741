"""The results of TA-Lib, pandas, numpy, scipy and statsmodels on the prices of vectors/prices.tsv."""
import pathlib

import numpy as np
import pandas as pd
import scipy
import scipy.stats
import statsmodels
import statsmodels.api as sm
import talib
from statsmodels.regression.rolling import RollingOLS

HERE = pathlib.Path(__file__).parent / "vectors"
frame = pd.read_csv(HERE / "prices.tsv", sep="\t", comment="#")
o, h, l, c = (frame[name].to_numpy(float) for name in ("open", "high", "low", "close"))
v = frame["volume"].to_numpy(float)
S, M, G = frame["close"], frame["M"], frame["G"]
r, m = S.pct_change(), M.pct_change()
H, L = frame["high"], frame["low"]

columns = {}
numbers = {}


def ta(call, values, differs=False):
    columns[f"TA-Lib {'~' if differs else ':'} {call}"] = np.asarray(values, float)


def pan(call, values, differs=False):
    columns[f"pandas {'~' if differs else ':'} {call}"] = np.asarray(values, float)


def put(peer, call, values, differs=False):
    columns[f"{peer} {'~' if differs else ':'} {call}"] = np.asarray(values, float)


def talib_columns():
    ta("sma(S, 20)", talib.SMA(c, 20))
    ta("ema(S, 20)", talib.EMA(c, 20))
    ta("wma(S, 20)", talib.WMA(c, 20))
    ta("dema(S, 12)", talib.DEMA(c, 12))
    ta("tema(S, 12)", talib.TEMA(c, 12))
    ta("rsum(S, 20)", talib.SUM(c, 20))
    ta("rmin(S, 20)", talib.MIN(c, 20))
    ta("rmax(S, 20)", talib.MAX(c, 20))
    ta("slope(S, 20)", talib.LINEARREG_SLOPE(c, 20))
    ta("rcorr(S, M, 30)", talib.CORREL(c, M.to_numpy(float), 30))
    ta("rstdev(S, 20)", talib.STDDEV(c, 20), differs=True)
    # The market comes first.
    ta("beta(M, S, 30)", talib.BETA(c, M.to_numpy(float), 30))
    ta("rsi(S, 14)", talib.RSI(c, 14))
    fast, signal, _ = talib.MACD(c, 12, 26, 9)
    ta("macd(S, 12, 26)", fast, differs=True)
    ta("signal(S, 12, 26, 9)", signal, differs=True)
    upper, _, lower = talib.BBANDS(c, 20, 2, 2)
    ta("bollinger_upper(S, 20, 2)", upper)
    ta("bollinger_lower(S, 20, 2)", lower)
    ta("roc(S, 10)", talib.ROC(c, 10), differs=True)
    ta("mom(S, 10)", talib.MOM(c, 10))
    ta("tr(S)", talib.TRANGE(h, l, c))
    ta("atr(S, 14)", talib.ATR(h, l, c, 14))
    ta("adx(S, 14)", talib.ADX(h, l, c, 14), differs=True)
    ta("plus_di(S, 14)", talib.PLUS_DI(h, l, c, 14), differs=True)
    ta("minus_di(S, 14)", talib.MINUS_DI(h, l, c, 14), differs=True)
    ta("sar(S, 0.02, 0.2)", talib.SAR(h, l, 0.02, 0.2))
    ta("cci(S, 20)", talib.CCI(h, l, c, 20))
    fast_k, fast_d = talib.STOCHF(h, l, c, 14, 3, 0)
    slow_k, slow_d = talib.STOCH(h, l, c, 14, 3, 0, 3, 0)
    # The first value of %K is only shown once %D has one.
    ta("stoch_k(S, 14)", fast_k, differs=True)
    ta("stoch_d(S, 14, 3)", fast_d)
    ta("stoch_slow_k(S, 14, 3)", slow_k, differs=True)
    ta("stoch_slow_d(S, 14, 3)", slow_d)
    ta("williams_r(S, 14)", talib.WILLR(h, l, c, 14))
    ta("obv(S)", talib.OBV(c, v), differs=True)
    ta("mfi(S, 14)", talib.MFI(h, l, c, v, 14))
    down, up = talib.AROON(h, l, 25)
    ta("aroon_up(S, 25)", up)
    ta("aroon_down(S, 25)", down)
    ta("donchian_upper(S, 20)", talib.MAX(h, 20))
    ta("donchian_lower(S, 20)", talib.MIN(l, 20))
    middle, width = talib.EMA(c, 20), 2 * talib.ATR(h, l, c, 20)
    ta("keltner_upper(S, 20, 2)", middle + width)
    ta("keltner_lower(S, 20, 2)", middle - width)


def pandas_columns():
    pan("ret(S)", r)
    pan("ret(G)", G.pct_change(fill_method=None))
    pan("lag(S, 3)", S.shift(3))
    pan("diff(S, 3)", S.diff(3))
    put("numpy", "logret(S)", np.concatenate([[np.nan], np.diff(np.log(c))]))
    put("numpy", "cumret(S)", c / c[0] - 1)
    put("numpy", "index100(S)", 100 * c / c[0])
    put("numpy", "round(S, 0)", np.round(c, 0))
    put("numpy", "pow(S, 0.3)", np.power(c, 0.3))
    put("numpy", "log(S)", np.log(c))
    put("numpy", "sqrt(S)", np.sqrt(c))
    for name in ("S", "G"):
        x = {"S": S, "G": G}[name]
        pan(f"sma({name}, 15)", x.rolling(15).mean())
        pan(f"rstdev({name}, 15)", x.rolling(15).std())
        pan(f"rmedian({name}, 15)", x.rolling(15).median())
        pan(f"rmin({name}, 15)", x.rolling(15).min())
        pan(f"rmax({name}, 15)", x.rolling(15).max())
        pan(f"rsum({name}, 15)", x.rolling(15).sum())
    pan("rmedian(S, 16)", S.rolling(16).median())
    pan("rcorr(G, M, 15)", G.rolling(15).corr(M))
    pan("rbeta(S, M, 20)", S.rolling(20).cov(M) / M.rolling(20).var())
    pan("zscore(S, 20)", (S - S.rolling(20).mean()) / S.rolling(20).std())
    pan("percentile_rank(S, 20)", S.rolling(20).rank(method="min", pct=True), differs=True)
    pan("ema(S, 15)", S.ewm(span=15, adjust=False).mean(), differs=True)
    pan("dd(S)", S / S.cummax() - 1)
    pan("dd(S, 30)", S / S.rolling(30).max() - 1)
    pan("vol(S, 30)", r.rolling(30).std() * np.sqrt(252))
    pan("sharpe(S, 30)", r.rolling(30).mean() / r.rolling(30).std() * np.sqrt(252))
    pan("skew(S, 30)", r.rolling(30).skew())
    pan("kurt(S, 30)", r.rolling(30).kurt())
    pan("var(S, 30)", r.rolling(30).quantile(0.05))
    pan("cvar(S, 30)", r.rolling(30).apply(lambda x: x[x <= np.quantile(x, 0.05)].mean(), raw=True))
    pan("best(S, 30)", r.rolling(30).max())
    pan("worst(S, 30)", r.rolling(30).min())
    pan("corr(S, M, 30)", r.rolling(30).corr(m))
    pan("beta(S, M, 30)", r.rolling(30).cov(m) / m.rolling(30).var())
    pan("te(S, M, 30)", (r - m).rolling(30).std() * np.sqrt(252))
    pan("ir(S, M, 30)", (r - m).rolling(30).mean() / (r - m).rolling(30).std() * np.sqrt(252))
    pan("hitrate(S, M, 30)", (r > m).where(r.notna()).astype(float).rolling(30).mean())
    up, down = (r > 0) * r, (r < 0) * r
    pan("omega(S, 30)", up.rolling(30).sum() / -down.rolling(30).sum())
    pan("maxdd(S, 30)", S.rolling(31).apply(lambda x: (x / np.maximum.accumulate(x)).min() - 1, raw=True))
    pan(
        "ulcer(S, 30)",
        S.rolling(31).apply(lambda x: np.sqrt(((x / np.maximum.accumulate(x) - 1) ** 2).sum() / 30), raw=True),
    )
    both = RollingOLS(r.iloc[1:], sm.add_constant(m.iloc[1:]), window=30).fit().params
    put("statsmodels", "rbeta(ret(S), ret(M), 30)", np.concatenate([[np.nan], both["M"]]))
    put("statsmodels", "alpha(S, M, 30)", np.concatenate([[np.nan], both["const"] * 252]))
    line = [np.nan] * 19 + [
        scipy.stats.linregress(np.arange(20), c[end - 20 : end]).slope for end in range(20, len(c) + 1)
    ]
    put("scipy", "slope(S, 20)", line)
    score = [np.nan] * 19 + [scipy.stats.zscore(c[end - 20 : end], ddof=1)[-1] for end in range(20, len(c) + 1)]
    put("scipy", "zscore(S, 20)", score)
    rolling_ratios()
    shapes()
    swings()
    typical = (H + L + S) / 3
    volume = frame["volume"]
    pan("vwap(S, 10)", (typical * volume).rolling(10).sum() / volume.rolling(10).sum())


def rolling_ratios():
    sums = [x.where(r.notna()).rolling(30).sum() for x in (r.clip(lower=0), -r.clip(upper=0))]
    counts = [x.where(r.notna()).rolling(30).sum() for x in ((r > 0).astype(float), (r < 0).astype(float))]
    pan("profit_factor(S, 30)", sums[0] / sums[1])
    pan("payoff(S, 30)", (sums[0] / counts[0]) / (sums[1] / counts[1]))
    downside = np.sqrt((np.minimum(r, 0) ** 2).rolling(30).mean())
    pan("sortino(S, 30)", r.rolling(30).mean() / downside * np.sqrt(252))
    for call, side in (("upcap(S, M, 30)", m > 0), ("downcap(S, M, 30)", m < 0)):
        masked = [x.where(side, 0).where(m.notna()).rolling(30).sum() for x in (r, m)]
        pan(call, masked[0] / masked[1])
    # With the minimum number of days set to one, so that windows under a year count.
    days = frame["day"].diff(60)
    growth = (S / S.shift(60)) ** (365.25 / days) - 1
    fall = S.rolling(61).apply(lambda x: (x / np.maximum.accumulate(x)).min() - 1, raw=True)
    pan("cagr(S, 60, 1)", growth)
    pan("calmar(S, 60, 1)", growth / -fall)


def holds(condition, known):
    """1 and 0; missing where the condition is not known."""
    return condition.astype(float).where(known)


# A condition whose runs are counted.
breakout = holds(S > H.rolling(3).max().shift(), H.rolling(3).max().shift().notna())


def shapes():
    put("numpy", "abs(diff(S))", np.abs(S.diff()))
    put("numpy", "min(ret(S), ret(M))", np.minimum(r, m))
    put("numpy", "max(ret(S), ret(M))", np.maximum(r, m))
    pan("gap(S)", frame["open"] / S.shift() - 1)
    rises, falls = L > H.shift(), H < L.shift()
    pan("gap_up(S)", holds(rises, S.shift().notna()))
    pan("gap_down(S)", holds(falls, S.shift().notna()))
    put("numpy", "if(gap_up(S), S, M)", np.where(S.shift().isna(), np.nan, np.where(rises, S, M)))
    highest, lowest = H.rolling(20).max().shift(), L.rolling(20).min().shift()
    pan("breakout_up(S, 20)", holds(S > highest, highest.notna()))
    pan("breakout_down(S, 20)", holds(S < lowest, lowest.notna()))
    dated = pd.Series(c, index=pd.to_datetime(frame["day"], unit="D"))
    pan("change(S, 5d)", S.pct_change(5))
    for span, offset in (("2w", pd.DateOffset(weeks=2)), ("1m", pd.DateOffset(months=1))):
        base = dated.asof(dated.index - offset)
        pan(f"change(S, {span})", c / base.to_numpy() - 1)
    known = breakout.notna()
    ends = (breakout == 0).cumsum()
    pan("streak(breakout_up(S, 3))", breakout.fillna(0).groupby(ends).cumsum().where(known))
    places = pd.Series(np.arange(len(c)), dtype=float)
    pan("barssince(breakout_up(S, 3))", places - places.where(breakout == 1).ffill())


def swings():
    def turns(x, k):
        before, after = x.rolling(k).max().shift(1), x.rolling(k).max().shift(-k)
        return x.where((x > before) & (x >= after)).shift(k).ffill()

    pan("swing_high(S, 3)", turns(H, 3))
    pan("swing_low(S, 3)", -turns(-L, 3))
    for name, sign in (("head and shoulders", 1), ("inverse head and shoulders", -1)):
        found = [np.nan] * 22 + [head_and_shoulders(c[end - 23 : end], 20, sign) for end in range(23, len(c) + 1)]
        put("numpy", f'pattern(S, "{name}", 20)', found)


def head_and_shoulders(x, n, sign):
    """The candidates of Lo, Mamaysky and Wang over one window of n + 3 prices, the last extreme on the n-th."""
    t = np.arange(len(x))

    def weights(h):
        return np.exp(-0.5 * ((t[:, None] - t) / h) ** 2)

    def error(h):
        others = weights(h)
        np.fill_diagonal(others, 0)
        return ((x - others @ x / others.sum(axis=1)) ** 2).sum()

    bandwidths = [0.5]
    while bandwidths[-1] < len(x) / 2:
        bandwidths.append(bandwidths[-1] * 1.15)
    h = 0.3 * min(bandwidths, key=error)
    # The derivative of Σ w x ÷ Σ w by the session, from rises so that its sign is exact where it is near zero.
    w = weights(h)
    rise = x[None, :] - x[:, None]
    slope = w * (t[None, :] - t[:, None])
    side = np.sign((slope * rise).sum(axis=1) * w.sum(axis=1) - (w * rise).sum(axis=1) * slope.sum(axis=1))
    extremes = [(place, side[place]) for place in range(1, n) if side[place] * side[place + 1] < 0]
    if len(extremes) < 5 or extremes[-1] != (n - 1, sign):
        return 0
    near = [x[place - 1 : place + 2] for place, _ in extremes[-5:]]
    e = [z.max() if s > 0 else z.min() for z, (_, s) in zip(near, extremes[-5:])]

    def level(a, b):
        return abs(a - (a + b) / 2) <= 0.015 * (a + b) / 2

    head = sign * e[2] > sign * e[0] and sign * e[2] > sign * e[4]
    return float(head and level(e[0], e[4]) and level(e[1], e[3]))


def figures():
    x, y = r.dropna().to_numpy(), m.dropna().to_numpy()
    n = len(x)
    year = np.sqrt(252)
    free = 0.04 / 252  # The test sets a risk-free rate of 4 %.

    def number(peer, call, value):
        numbers[f"{peer} : {call}"] = float(value)

    number("numpy", "vol(S)", x.std(ddof=1) * year)
    number("numpy", "sharpe(S)", (x.mean() - free) / x.std(ddof=1) * year)
    number("numpy", "sortino(S)", (x.mean() - free) / np.sqrt((np.minimum(x - free, 0) ** 2).mean()) * year)
    number("numpy", "omega(S)", np.maximum(x, 0).sum() / np.maximum(-x, 0).sum())
    number("numpy", "profit_factor(S)", x[x > 0].sum() / -x[x < 0].sum())
    number("numpy", "payoff(S)", x[x > 0].mean() / -x[x < 0].mean())
    number("numpy", "best(S)", x.max())
    number("numpy", "worst(S)", x.min())
    number("numpy", "var(S)", np.quantile(x, 0.05))
    number("numpy", "cvar(S)", x[x <= np.quantile(x, 0.05)].mean())
    falls = c / np.maximum.accumulate(c) - 1
    number("numpy", "maxdd(S)", falls.min())
    number("numpy", "ulcer(S)", np.sqrt((falls**2).sum() / n))
    number("scipy", "skew(S)", scipy.stats.skew(x, bias=False))
    number("scipy", "kurt(S)", scipy.stats.kurtosis(x, bias=False))
    number("scipy", "corr(S, M)", scipy.stats.pearsonr(x, y).statistic)
    fit = sm.OLS(x - free, sm.add_constant(y - free)).fit()
    number("statsmodels", "alpha(S, M)", fit.params[0] * 252)
    number("statsmodels", "beta(S, M)", fit.params[1])
    number("scipy", "beta(S, M)", scipy.stats.linregress(y, x).slope)
    number("numpy", "te(S, M)", (x - y).std(ddof=1) * year)
    number("numpy", "ir(S, M)", (x - y).mean() / (x - y).std(ddof=1) * year)
    number("numpy", "upcap(S, M)", x[y > 0].sum() / y[y > 0].sum())
    number("numpy", "downcap(S, M)", x[y < 0].sum() / y[y < 0].sum())
    number("numpy", "hitrate(S, M)", (x > y).mean())
    run = longest = 0
    for held in breakout[1:]:
        run = run + 1 if held == 1 else 0
        longest = max(longest, run)
    number("numpy", "longest(breakout_up(S, 3))", longest)
    number("numpy", "held(breakout_up(S, 3))", (breakout == 1).sum())
    number("numpy", "date_of(breakout_up(S, 3))", frame["day"][breakout == 1].max())
    number("numpy", "first_value(S)", c[1])
    number("numpy", "last_value(S)", c[-1])
    dated = pd.Series(c, index=pd.to_datetime(frame["day"], unit="D"))
    number("pandas", "value(S, 2020-06-28)", dated.asof(pd.Timestamp("2020-06-28")))
    growth = (c[-1] / c[0]) ** (365.25 / (frame["day"].iloc[-1] - frame["day"].iloc[0])) - 1
    number("numpy", "cagr(S, least: 1)", growth)
    number("numpy", "calmar(S, least: 1)", growth / -falls.min())
    number("numpy", "omega(S, threshold: 0.002)", np.maximum(x - 0.002, 0).sum() / np.maximum(0.002 - x, 0).sum())
    typical = ((h + l + c) / 3)[1:]
    number("numpy", "vwap(S)", (typical * v[1:]).sum() / v[1:].sum())
    body, reach = np.log(c / o)[1:], np.log(h / l)[1:]
    garman = (reach**2 / 2 - (2 * np.log(2) - 1) * body**2).mean()
    number("numpy", "garman_klass(S)", np.sqrt(garman * 252))
    night = np.log(o[1:] / c[:-1])
    drifting = (np.log(h / o) * np.log(h / c) + np.log(l / o) * np.log(l / c))[1:].mean()
    weight = 0.34 / (1.34 + (n + 1) / (n - 1))
    variance = night.var(ddof=1) + weight * body.var(ddof=1) + (1 - weight) * drifting
    number("numpy", "yang_zhang(S)", np.sqrt(variance * 252))
    number("numpy", "parkinson(S)", np.sqrt((np.log(h / l)[1:] ** 2).mean() / (4 * np.log(2)) * 252))


def versions():
    return (
        f"TA-Lib {talib.__version__} (library {talib.__ta_version__.decode().split()[0]}), pandas {pd.__version__}, "
        f"numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}"
    )


def text(value):
    return "" if np.isnan(value) else f"{value:.13g}"


def main():
    talib_columns()
    pandas_columns()
    figures()
    with open(HERE / "python.tsv", "w") as out:
        print(f"# python3 Tests/Peers/peers.py: {versions()}", file=out)
        print(*columns, sep="\t", file=out)
        for row in zip(*columns.values(), strict=True):
            print(*map(text, row), sep="\t", file=out)
    with open(HERE / "python-numbers.tsv", "w") as out:
        print(f"# python3 Tests/Peers/peers.py: {versions()}", file=out)
        for call, value in numbers.items():
            print(call, text(value), sep="\t", file=out)


main()
