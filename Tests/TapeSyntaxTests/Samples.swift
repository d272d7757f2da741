/// The lines that every version of the language must accept: those fixed by the design, one query per news sentence,
/// and one of each statement and form.
enum Samples {
    static let mustRun = #"""
        streak rut over spx since 1990
        streak spx over rut; streak rut down since 2000; streak rut > sma(rut, 50) since 2020 top 5
        streak rut over spx by 0.5% weekly in 2020
        streak mag7 over spx since 2020
        odds rut over spx since 1990
        when rut at 52w high ytd
        count rut over spx by year since 2015
        count rut up 1% and spx down in 2025
        first rut at high in 2026
        last rut over spx yearly
        return rut, spx by year since 2016
        return rut, spx from 2025-12-31 to 2026-01-22
        return mag7 last 3 months | sort by change desc | top 3
        return rut, spx next 1m, 3m, 1y after streak(rut over spx) reaches 10 apart 21d
        compare rut with spx since 2020
        show rut, rut / spx, rsi(rut, 14), rut.high - rut.low last 10d
        mean ret(rut) by month of year since 1988
        median ret(spx) where rut over spx by day of week since 2015
        rank mag7 by return(it, 3m) top 3
        rank sp500 by rsi(it, 14) bottom 5
        breadth sp500 wtd; breadth sp500 it at 52w high ytd
        drawdown rut since 1990 top 5
        target rut to 2861, 3000, 3126
        correlate rut, spx, ndx weekly since 2020
        plot rut / spx since 2015
        summary rut
        describe rut
        rsi(rut, 14) weekly
        let rel = rut / spx
        when rel at 3y high since 2021
        def spread(a, b) = ret(a) - ret(b)
        mean spread(rut, spx) ytd
        let runs = streak rut over spx since 1990
        runs | where length >= 10 | sort by from | select from, to, length
        assert longest(rut over spx) >= 14 "no longer the record"
        for s in mag7 { return s ytd }
        if last_value(rsi(rut, 14)) > 70 { print "overbought" } else { print "not overbought" }
        """#

    static let news = #"""
        streak rut over spx since 1990 as of 2026-01-22
        streak rut over spx since 1990 as of 2026-01-15
        count rut over spx ytd as of 2026-01-22
        return rut last 1d as of 2026-01-22
        count rut at high ytd as of 2026-01-22
        when rut at high ytd as of 2026-01-22
        when rut at intraday high last 1d as of 2026-01-15
        return rut, spx ytd as of 2026-01-15
        target rut to 2861, 3000, 3126 as of 2026-01-15
        rsi(rut, 14) as of 2026-01-15
        return iwm, qqq last 3 months as of 2026-01-15
        streak rut over spx weekly since 2023-12 as of 2025-12-12
        return rut, sml, basket(mag7), spx last 1 month as of 2025-12-12
        when rut over spx yearly since 2000
        last rut over spx yearly
        return rut, spx ytd as of 2025-12-12
        first {rut, spx, ndx, dji} at high in dec 2025
        breadth sp500 wtd as of 2026-01-16
        breadth mag7 wtd as of 2026-01-16
        breadth {rut, spx, ndx, dji} last 1d as of 2025-12-12
        return rut, spx next 1m, 1y, 3y after streak(rut over spx) reaches 10
        plot rut / spx last 1y
        when rut / spx at 52w high last 1y
        when rut at 3y high since 2021
        first rut at high since 2022
        plot rut, spx ytd
        plot rut last 1y
        when pattern(rut, "inverse head and shoulders") since 2021
        compare basket(mag7) with spx in jan 2026
        return rut, spx next 6m after fedfunds down
        """#

    static let forms = #"""
        let rs = rut / spx                              # a name for any value
        let mag7 = {aapl, msft, amzn, googl, meta, nvda, tsla}
        def rel(a, b) = a / b                           # a function; arguments by name too: rel(a: rut, b: spx)
        param leader: symbol = rut "the one to test"    # a script's argument: tape run s.tape --leader iwm
        assert longest(rut over spx) >= 14 "no longer the record"
        for s in mag7 { streak s over spx since 2020 }
        if last_value(rsi(rut, 14)) > 70 { print "overbought" } else { print "not overbought" }
        load "data/"
        load rut from "^RUT.csv"
        save market "my.tape"
        open "my.tape"
        load x from "f.csv" dates dmy                   # dmy, mdy or ymd, where a file allows two readings
        alias rut = "^RUT"
        run "script.tape"
        set precision 2
        help streak
        lesson 1
        why
        explain streak rut over spx
        symbols
        groups
        functions
        quit
        streak rut over spx | where length >= 10 | sort by spread desc | top 5 | select from, to, length | save "runs.csv"
        streak rut over spx | rename from to start | plot
        streak rut over spx | bottom 3 | as csv
        rel(a: rut, b: spx)
        streak low over on
        streak(rut over spx) > 5
        _ | top 3
        when rsi(rut, 14) between 30 and 70 and spx up
        when rut crosses above sma(rut, 200) since 2010
        when rut crosses below spx; when rut above spx; when rut below 5; when rut flat
        when rut at 3y low; when rut at intraday high; when rut at 52w intraday high
        return fedfunds down 25bp including partial
        return rut until yesterday; return rut since today
        show rut[2026-01-22], value(rut, 22 jan 2026), value(rut, jan 22 2026), value(rut, 2026Q1)
        return rut last 14 sessions; return rut in 2026-01; return rut in 2025Q4; return rut in jan 2026
        set price adjclose; set riskfree 4%; set calendar none; set
        help "winning streak"; help T0412; why 2; timing on; log to "f"; watch "x"; edit; history
        streak ^RUT over .SPX; streak $ON over `BRK.B`
        for s in {rut, spx} { return s ytd }
        print rut, "a ""quoted"" word"
        streak rut over spx | sort by length asc | where from > 2020 and not not state = "ended"
        show - -rut, rut.high[2026-01-22].x, rut <= spx, rut < 5 or rut >= 7 or rut != 9, max(a: 1, b: missing)
        param since: date = 2020 "from when"; param n: number; param c: condition = rut up or not spx down 0.5%
        if rut up { print 1 } else if spx up weekly { print 2; print true } else { }
        def none() = {rut}; def spread(a, b) = (a - b) / a * 2
        return rut qtd; return rut mtd daily; show rut quarterly by quarter; count rut up by week | top 3 | bottom 1
        load "f.csv" dates ymd; load $ON from "on.csv"; alias x = $ON; set riskfree -0.5%; set x "y"; set y 2020-01; set z 3m
        show rut, rut[2020] from jan 5 2020 to 5 january 2021 including partial where rut up bottom 3
        when rut at span high; when rut at 3 months intraday low; breadth mag7 (it up) weekly; breadth mag7 not it.high up
        """#

    /// All of them, one per line.
    static let lines: [String] = [mustRun, news, forms].flatMap { $0.split(separator: "\n").map(String.init) }
}
