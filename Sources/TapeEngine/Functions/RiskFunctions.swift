/// Risk and reward: a number over the query's window, or rolling where n is given.
extension FunctionTable {
    static let riskEntries: [FunctionEntry] =
        rewardEntries + drawdownEntries + marketEntries + shapeEntries + rangeRiskEntries

    private static let lead = "rolling: the first n"
    private static let returns = """
        r are the returns of S over the window (or the last n), p the periods of a year (252, or 365 with sessions every day, 52, 12, 4, 1); a missing return \
        is left out of the number and makes the rolling figures that hold it missing
        """

    private static let leastDays = FunctionEntry.Parameter.window("least", from: 0, default: Risk.leastDays)

    /// A figure of one series.
    private static func figure(
        _ name: String, from least: Int = 2, _ more: [FunctionEntry.Parameter] = [], unit: Unit,
        lookBack: LookBack = .changeSums, traits: FunctionEntry.Traits = .ofChanges, doc: String, formula: String,
        source: String, warmUp: String = lead, differs: String = "", example: String? = nil,
        evaluate: @escaping @Sendable (borrowing Call) throws(EngineError) -> Value
    ) -> FunctionEntry {
        FunctionEntry(
            name, family: "Risk", [.subject, .rolling(from: least)] + more, .numberUnlessGiven("n"), .fixed(unit),
            lookBack: lookBack, traits: traits, doc: doc, formula: formula, source: source, warmUp: warmUp,
            differs: differs,
            example: example ?? "\(name)(rut)", evaluate: evaluate)
    }

    /// A figure of one series against a benchmark.
    private static func pairFigure(
        _ name: String, from least: Int = 2, unit: Unit, traits: FunctionEntry.Traits = .ofChanges, doc: String,
        formula: String, source: String, differs: String = "",
        evaluate: @escaping @Sendable (borrowing Call) throws(EngineError) -> Value
    ) -> FunctionEntry {
        FunctionEntry(
            name, family: "Risk", [.subject, .init("M", .series), .rolling(from: least)], .numberUnlessGiven("n"),
            .fixed(unit), lookBack: .changeSums, traits: traits, doc: doc, formula: formula, source: source,
            warmUp: lead, differs: differs, example: "\(name)(rut, spx)", evaluate: evaluate)
    }

    private static let rewardEntries: [FunctionEntry] = [
        figure(
            "vol", unit: .share, traits: [.annualised, .ofChanges], doc: "the volatility of the returns, annualised",
            formula: "√p × √(Σ (r − mean)² ÷ (n − 1)); \(returns)", source: "sample standard deviation, root of time",
            differs: "TTR's volatility takes logarithmic returns and 260 sessions", evaluate: Risk.volatility),
        figure(
            "sharpe", unit: .number, traits: [.annualised, .ofChanges],
            doc: "the Sharpe ratio: mean excess return over its deviation, annualised",
            formula: "√p × mean(r − f) ÷ √(Σ (r − mean)² ÷ (n − 1)); f is the year's risk-free rate ÷ p; \(returns)",
            source: "Sharpe, The Sharpe Ratio, Journal of Portfolio Management, 1994",
            differs: "PerformanceAnalytics gives it for one period unless asked; some take f as (1 + rate)^(1 ÷ p) − 1",
            evaluate: Risk.sharpe),
        figure(
            "sortino", from: 1, unit: .number, traits: [.annualised, .ofChanges],
            doc: "the Sortino ratio: mean excess return over its downside deviation, annualised",
            formula: "√p × mean(r − f) ÷ √(Σ min(r − f, 0)² ÷ n); f is the year's risk-free rate ÷ p; \(returns)",
            source: "Sortino and Price, Performance Measurement in a Downside Risk Framework, 1994",
            differs: "some divide the squares by the number of losses only", evaluate: Risk.sortino),
        figure(
            "cagr", from: 1, [leastDays], unit: .percent, lookBack: .length,
            doc: "compound annual growth: the steady yearly return that gives the same change",
            formula: """
                (S[last] ÷ S[base])^(365.25 ÷ d) − 1, d the days between; missing where d is under `least`, so that part of \
                a year is not raised to a whole one unless asked (`least: 1`): at least 360 days are between sessions a \
                year apart; missing unless both are positive
                """,
            source: "compound interest; not under a year: the Global Investment Performance Standards, 2020",
            differs: "some count 252 sessions a year; PerformanceAnalytics raises part of a year too",
            evaluate: Risk.growth),
        figure(
            "omega", from: 1, [.init("threshold", .number, default: 0)], unit: .number,
            doc: "the omega ratio: what the returns gain above a threshold over what they lose below it",
            formula: "Σ max(r − threshold, 0) ÷ Σ max(threshold − r, 0); missing without a loss; \(returns)",
            source: "Keating and Shadwick, A Universal Performance Measure, 2002", evaluate: Risk.omega),
        figure(
            "profit_factor", from: 1, unit: .number, doc: "the sum of the gains over the sum of the losses",
            formula: "Σ max(r, 0) ÷ Σ max(−r, 0); missing without a loss; \(returns)",
            source: "gross profit over gross loss, as in tests of trading systems, on returns",
            differs: "of trades it is counted in money; of returns it is omega at 0", evaluate: Risk.profitFactor),
        figure(
            "payoff", from: 1, unit: .number, doc: "the mean gain over the mean loss",
            formula: "mean of r > 0 ÷ −mean of r < 0; missing unless there are both; \(returns)",
            source: "average win over average loss, on returns", evaluate: Risk.payoff),
        figure(
            "best", from: 1, unit: .percent, lookBack: .length, doc: "the best return of one session",
            formula: "max r; \(returns)",
            source: "order statistic", evaluate: Risk.best),
        figure(
            "worst", from: 1, unit: .percent, lookBack: .length, doc: "the worst return of one session",
            formula: "min r; \(returns)",
            source: "order statistic", evaluate: Risk.worst),
    ]

    private static let drawdownEntries: [FunctionEntry] = [
        figure(
            "maxdd", from: 1, unit: .percent, lookBack: .length,
            doc: "the deepest drawdown: the worst fall from a peak, as a negative fraction",
            formula: """
                min over s ≤ t of S[t] ÷ S[s] − 1, the base before the window (rolling: n sessions earlier) included as a \
                peak; missing where the base is zero or a value negative
                """,
            source: "Magdon-Ismail and Atiya, Maximum Drawdown, Risk, 2004",
            differs: "PerformanceAnalytics gives it without the sign",
            evaluate: Risk.deepestDrawdown),
        FunctionEntry(
            "dd", family: "Risk", [.subject, .rolling(from: 1)], .series, .fixed(.percent),
            lookBack: .bars { $0.first.map { $0 - 1 } }, traits: .ofChanges,
            doc: "the drawdown of each session: how far it is below the highest value so far, or of the last n",
            formula:
                "S[t] ÷ max(S[0], …, S[t]) − 1, over the whole history; with n: ÷ max(S[t], …, S[t−n+1]); missing where S[t] or the peak is negative",
            source: "Magdon-Ismail and Atiya, Maximum Drawdown, Risk, 2004", warmUp: "none; with n the first n − 1",
            example: "dd(rut)", evaluate: Risk.drawdown),
        figure(
            "ulcer", from: 1, unit: .share, lookBack: .bars({ $0[0] }, blocks: { $0[0] + 1 }),
            doc: "the ulcer index: root of the mean squared drawdown",
            formula:
                "√(Σ d² ÷ n), d each session's drawdown from the highest value since the base, the base included as a peak",
            source: "Martin and McCann, The Investor's Guide to Fidelity Funds, 1989",
            differs:
                "a fraction, not 100 times it; charts often measure d from the highest of a second window of n sessions",
            evaluate: Risk.ulcer),
        figure(
            "calmar", from: 1, [leastDays], unit: .number, lookBack: .length,
            doc: "the Calmar ratio: yearly growth over the deepest drawdown",
            formula: "cagr(S, [n], least) ÷ −maxdd(S, [n]); missing without a drawdown",
            source: "Young, Calmar Ratio: A Smoother Tool, Futures, 1991", differs: "Young's window is 36 months",
            example: "calmar(rut)", evaluate: Risk.calmar),
    ]

    private static let marketEntries: [FunctionEntry] = [
        pairFigure(
            "beta", unit: .number, doc: "beta: how much S moves when M moves, by least squares on their returns",
            formula:
                "Σ (r − mean)(m − mean) ÷ Σ (m − mean)²; r and m are the returns of S and M on the sessions on which both have one; missing where M does not move",
            source: "Sharpe, Capital Asset Prices, Journal of Finance, 1964",
            differs: "TA-Lib's BETA names the market first", evaluate: Risk.beta),
        pairFigure(
            "alpha", unit: .percent, traits: [.annualised, .ofChanges],
            doc: "Jensen's alpha: the mean return that beta does not explain, annualised",
            formula: "p × (mean r − f − beta × (mean m − f)), f the year's risk-free rate ÷ p",
            source: "Jensen, The Performance of Mutual Funds, Journal of Finance, 1968",
            differs: "PerformanceAnalytics gives it for one period", evaluate: Risk.alpha),
        pairFigure(
            "corr", unit: .number, doc: "the correlation of the returns",
            formula: "Σ (r − mean)(m − mean) ÷ √(Σ (r − mean)² Σ (m − mean)²); missing where a side does not move",
            source: "Pearson, Regression, Heredity, and Panmixia, 1896", evaluate: Risk.correlation),
        pairFigure(
            "te", unit: .share, traits: [.annualised, .ofChanges],
            doc: "the tracking error: the deviation of the difference of returns, annualised",
            formula: "√p × the sample deviation of r − m",
            source: "Grinold and Kahn, Active Portfolio Management, 1995",
            evaluate: Risk.trackingError),
        pairFigure(
            "ir", unit: .number, traits: [.annualised, .ofChanges],
            doc: "the information ratio: the mean difference of returns over its deviation, annualised",
            formula: "√p × mean(r − m) ÷ the sample deviation of r − m",
            source: "Grinold and Kahn, Active Portfolio Management, 1995",
            differs: "PerformanceAnalytics takes the difference of the compounded yearly returns instead of the mean",
            evaluate: Risk.informationRatio),
        pairFigure(
            "upcap", from: 1, unit: .share,
            doc: "the upside capture: S's returns over M's, on sessions on which M rose",
            formula: "Σ r ÷ Σ m over m > 0; missing without such a session",
            source: "Bacon, Practical Portfolio Performance Measurement and Attribution, 2008",
            differs: "Morningstar compounds both sides", evaluate: Risk.upCapture),
        pairFigure(
            "downcap", from: 1, unit: .share,
            doc: "the downside capture: S's returns over M's, on sessions on which M fell",
            formula: "Σ r ÷ Σ m over m < 0; missing without such a session",
            source: "Bacon, Practical Portfolio Performance Measurement and Attribution, 2008",
            differs: "Morningstar compounds both sides", evaluate: Risk.downCapture),
        pairFigure(
            "hitrate", from: 1, unit: .share,
            doc: "the hit rate: the share of sessions on which S's return was greater",
            formula: "count(r > m) ÷ count; a tie is not a hit",
            source: "the batting average of fund analysts", evaluate: Risk.hitRate),
    ]

    private static let shapeEntries: [FunctionEntry] = [
        figure(
            "skew", from: 3, unit: .number, doc: "the skewness of the returns: below 0 the losses have the longer tail",
            formula: "G1 = n √(n − 1) ÷ (n − 2) × M3 ÷ M2^1.5, Mk = Σ (r − mean)^k; missing without spread; \(returns)",
            source:
                "Joanes and Gill, Comparing Measures of Sample Skewness and Kurtosis, 1998: as pandas and spreadsheets",
            differs: "scipy and PerformanceAnalytics leave out the correction for the sample's size unless asked",
            evaluate: Risk.skewness),
        figure(
            "kurt", from: 4, unit: .number, doc: "the excess kurtosis of the returns: above 0 the tails are fat",
            formula: """
                G2 = (n − 1) ÷ ((n − 2)(n − 3)) × ((n + 1) n M4 ÷ M2² − 3 (n − 1)), Mk = Σ (r − mean)^k; missing without \
                spread; \(returns)
                """,
            source:
                "Joanes and Gill, Comparing Measures of Sample Skewness and Kurtosis, 1998: as pandas and spreadsheets",
            differs: "scipy and PerformanceAnalytics leave out the correction for the sample's size unless asked",
            evaluate: Risk.kurtosis),
        figure(
            "var", from: 1, unit: .percent, lookBack: .length,
            doc: "historical value at risk, 95 %, one period: one return in twenty was worse",
            formula:
                "the 5 % quantile of r: at (n − 1) × 0.05 among the ordered returns, linear between two; \(returns)",
            source: "J.P. Morgan, RiskMetrics, 1996; quantile type 7 of Hyndman and Fan, Sample Quantiles, 1996",
            differs: "a return, so a loss is negative; some give it without the sign", evaluate: Risk.valueAtRisk),
        figure(
            "cvar", from: 1, unit: .percent, lookBack: .length,
            doc:
                "conditional value at risk, or expected shortfall, 95 %, one period: the mean of the returns at or below var",
            formula: "mean of r ≤ var; \(returns)",
            source: "Rockafellar and Uryasev, Optimization of Conditional Value-at-Risk, 2000",
            differs: "PerformanceAnalytics leaves out a return equal to var, and the sign", evaluate: Risk.shortfall),
    ]

    private static func rangeFigure(
        _ name: String, from least: Int = 1, lookBack: LookBack = .sums, doc: String, formula: String, source: String,
        warmUp: String, differs: String = "",
        evaluate: @escaping @Sendable (borrowing Call) throws(EngineError) -> Value
    ) -> FunctionEntry {
        FunctionEntry(
            name, family: "Risk", [.bars, .rolling(from: least)], .numberUnlessGiven("n"), .fixed(.share),
            lookBack: lookBack, traits: [.annualised, .ofChanges], doc: doc, formula: formula, source: source,
            warmUp: warmUp, differs: differs, example: "\(name)(rut, 21)",
            evaluate: evaluate)
    }

    private static let rangeRiskEntries: [FunctionEntry] = [
        rangeFigure(
            "parkinson", doc: "Parkinson's volatility, from each session's high and low, annualised",
            formula: "√(p × mean(ln(high ÷ low)²) ÷ (4 ln 2))",
            source: "Parkinson, The Extreme Value Method, Journal of Business, 1980",
            warmUp: "rolling: the first n − 1",
            differs: "TTR has 260 sessions a year unless asked", evaluate: Risk.parkinson),
        rangeFigure(
            "garman_klass", doc: "Garman and Klass' volatility, from open, high, low and close, annualised",
            formula: "√(p × mean(½ ln(high ÷ low)² − (2 ln 2 − 1) ln(close ÷ open)²))",
            source: "Garman and Klass, On the Estimation of Security Price Volatilities, Journal of Business, 1980",
            warmUp: "rolling: the first n − 1", differs: "TTR has 260 sessions a year unless asked",
            evaluate: Risk.garmanKlass),
        rangeFigure(
            "yang_zhang", from: 2, lookBack: .changeSums,
            doc: "Yang and Zhang's volatility, which neither drift nor opening gaps bias, annualised",
            formula: """
                √(p × (V_o + k V_c + (1 − k) V_rs)); V_o and V_c are the sample variances of ln(open ÷ previous close) and \
                ln(close ÷ open), V_rs the mean of ln(h ÷ o) ln(h ÷ c) + ln(l ÷ o) ln(l ÷ c), k = 0.34 ÷ (1.34 + (n + 1) ÷ (n − 1))
                """,
            source: "Yang and Zhang, Drift-Independent Volatility Estimation, Journal of Business, 2000",
            warmUp: lead, differs: "TTR has 260 sessions a year unless asked", evaluate: Risk.yangZhang),
    ]
}
