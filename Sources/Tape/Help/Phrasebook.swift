/// Newspaper phrases with the query that checks each, used by the search of `help`.
package struct Phrase: Sendable {
    /// The phrases, as newspapers write them.
    package let says: [String]
    /// Runs on the sample as typed.
    package let query: String
    /// One line without a full stop: what to keep in mind.
    package let note: String

    init(_ says: [String], _ query: String, _ note: String) {
        self.says = says
        self.query = query
        self.note = note
    }
}

package enum Phrasebook {
    package static let phrases: [Phrase] = [
        Phrase(
            [
                "winning streak", "outperformed for a 14th consecutive session", "beat the market days in a row",
                "longest run of gains over the benchmark",
            ],
            "streak rut over spx since 1990", "a tie ends a run; the record is the window's"),
        Phrase(
            ["losing streak", "fell for a fifth straight day", "extended its slide", "days of losses in a row"],
            "streak rut down since 2000", "`up` for gains"),
        Phrase(
            ["straight weekly gain", "a fourth straight week", "weeks in a row", "consecutive weeks"],
            "streak rut over spx weekly since 2023-12", "an unfinished week is left out"),
        Phrase(
            ["matched a record", "ties the longest stretch", "longest since", "not seen since", "has stood since"],
            "streak rut over spx since 1990 as of 2026-01-15", "`as of` shows what the paper could know"),
        Phrase(
            ["will the streak go on", "odds of another gain", "chance of one more day", "probability"],
            "odds rut over spx since 1990", "n is shown with every share"),
        Phrase(
            ["record close", "record closing high", "all-time high", "closed at a record", "fresh record", "new high"],
            "when rut at high ytd", "strictly above every earlier loaded close"),
        Phrase(
            ["eighth record of the year", "how many records", "number of record closes"],
            "count rut at high ytd", "an equal close is not a record"),
        Phrase(
            ["intraday record", "touched an all-time high", "intraday high"],
            "when rut at intraday high ytd", "by highs instead of closes"),
        Phrase(
            ["52-week high", "highest in a year", "one-year high", "52-week low"],
            "when rut at 52w high ytd", "above every close of the year before the session"),
        Phrase(
            ["highest since", "highest level in three years", "multi-year high", "breakout of its range"],
            "when rut at 3y high since 2021", "missing where history is shorter"),
        Phrase(
            ["first to return to a record", "first of the major indexes", "led the way to a record"],
            "first {rut, spx, ndx, dji} at high in dec 2025", "one row per member, in date order"),
        Phrase(
            ["year to date", "so far this year", "since the start of the year", "gain on the year"],
            "return rut, spx ytd", "from the last close of the year before"),
        Phrase(
            ["closed up on thursday", "gained on the day", "rose today", "finished higher"],
            "return rut last 1d", "one session, close to close"),
        Phrase(
            ["over the past three months", "in the last month", "over the last year"],
            "return iwm, qqq last 3 months", "the answer shows the day it counts from"),
        Phrase(
            ["beat on every trading day", "every session so far", "on most days", "how often"],
            "count rut over spx ytd", "the count and the total"),
        Phrase(
            ["has not beaten on a full year since", "last time it beat the market in a year", "calendar year"],
            "last rut over spx yearly", "an unfinished year is left out"),
        Phrase(
            [
                "more stocks rose than fell", "advancers and decliners", "broad rally", "across-the-board selloff",
                "market breadth",
            ],
            "breadth sp500 wtd", "counts only members with data"),
        Phrase(
            ["stocks above their moving average", "percent of stocks above", "participation"],
            "breadth sp500 it above sma(it, 50)", "at the newest session"),
        Phrase(
            ["price target", "analysts see upside", "implies an advance of", "upside to"],
            "target rut to 2861, 3000, 3126", "from the last close"),
        Phrase(
            ["overbought", "oversold", "relative strength index", "rsi"],
            "rsi(rut, 14)", "Wilder's; above 70 is called overbought"),
        Phrase(
            ["relative strength against the market", "small caps against large caps", "ratio", "rotation"],
            "plot rut / spx last 1y", "a rising line: the first is ahead"),
        Phrase(
            ["golden cross", "death cross", "crossed its moving average", "broke above its 200-day"],
            "when sma(rut, 50) crosses above sma(rut, 200) since 2015", "`below` for the death cross"),
        Phrase(
            [
                "such a streak preceded", "what happened next", "after such a run", "historically gains followed",
                "has led to",
            ],
            "return rut, spx next 1m, 3m, 1y after streak(rut over spx) reaches 10",
            "compare with `any session`, and look at n"),
        Phrase(
            ["when rates fall", "after a rate cut", "lower interest rates", "fed easing"],
            "return rut, spx next 6m after fedfunds down", "a monthly rate counts from the session after its month"),
        Phrase(
            ["seasonality", "january effect", "best month", "sell in may", "santa claus rally", "worst month"],
            "mean ret(rut) monthly by month of year since 1988", "one mean per month of the year"),
        Phrase(
            ["best day of the week", "monday effect", "fridays"],
            "mean ret(rut) by day of week since 2015", "one mean per weekday"),
        Phrase(
            ["bear market", "correction", "fell from its peak", "worst decline", "drawdown", "peak to trough"],
            "drawdown rut since 1990 top 5", "on closes; an open one has not recovered yet"),
        Phrase(
            ["below its high", "off its record high", "how far from its peak", "close to its record"],
            "dd(rut)", "0% at a record close"),
        Phrase(
            ["volatility", "swings", "moved more than 1%", "choppy trading"],
            "count ret(rut) > 1% or ret(rut) < -1% by year since 2015", "`vol(rut)` is the annualised figure"),
        Phrase(
            ["worst day since", "biggest gain since", "largest one-day drop", "best day"],
            "when rut down 5% since 2000", "`last rut down 5%` for the newest"),
        Phrase(
            ["outperformed over the year", "beta", "sharpe", "capture", "risk-adjusted", "stat sheet"],
            "compare rut with spx since 2020", "the first is measured against the second"),
        Phrase(
            ["move in lockstep", "correlation", "diversification", "decoupled"],
            "correlate rut, spx, ndx weekly since 2020", "of returns"),
        Phrase(
            ["top gainers", "leaders and laggards", "best performers", "worst performers"],
            "rank mag7 by return(it, 3m)", "`| top 3` for the leaders"),
        Phrase(
            ["magnificent seven", "big tech", "mega-caps", "basket of stocks"],
            "return basket(mag7), spx ytd", "equal-weighted, unlike an index"),
        Phrase(
            ["fear gauge", "vix spiked", "calm markets"],
            "when vix up 20% since 2020", "`vix above 30` for its level"),
        Phrase(
            ["chart", "graph", "performance of both"], "plot rut, spx ytd", "rebased to the window's start"),
    ]
}
