"""What TA-Lib, pandas, numpy, scipy and statsmodels make of the prices of vectors/prices.tsv."""
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
    typical = (H + L + S) / 3
    volume = frame["volume"]
    pan("vwap(S, 10)", (typical * volume).rolling(10).sum() / volume.rolling(10).sum())


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
