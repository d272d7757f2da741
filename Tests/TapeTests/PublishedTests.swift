import Tape
import TestSupport
import Testing

/// Tape must agree with published figures: on the sample, which is pinned to them, and on the real closes.
@Suite struct PublishedTests {
    enum Prices: String, CaseIterable, CustomTestStringConvertible {
        case sample, real

        var testDescription: String { rawValue }

        var session: Session {
            switch self {
            case .sample: sampleSession()
            case .real: marketSession(["RUT.csv", "SPX.csv", "NDX.csv"])
            }
        }

        static var here: [Prices] { Places.hasMarket ? [.sample, .real] : [.sample] }
    }

    // MARK: Pins

    @Test(arguments: Prices.here)
    func yearEnds(_ prices: Prices) throws {
        let session = prices.session
        let answer = try session.answer("show rut, spx, ndx yearly until 2025-12-31")
        let rows = PublishedFigures.yearEnds
        #expect(answer.days("session") == rows.map(\.date))
        for (name, wanted) in [("rut", rows.map(\.rut)), ("spx", rows.map(\.spx)), ("ndx", rows.map(\.ndx))] {
            for (row, (found, pin)) in zip(answer.numbers(name), wanted).enumerated() {
                #expect(rounds(found, to: pin), "\(name) on \(rows[row].date): \(found), not \(pin)")
            }
        }
        if prices == .sample {
            let dow = try session.answer("show dji yearly since 1992 until 2025-12-31").numbers("dji")
            let pins = rows.compactMap(\.dji)
            #expect(dow.count == pins.count && zip(dow, pins).allSatisfy { rounds($0, to: $1) })
        }
    }

    @Test(arguments: Prices.here)
    func longRunsBothWays(_ prices: Prices) throws {
        let session = prices.session
        for (winner, loser, pins) in [
            ("rut", "spx", PublishedFigures.smallCapsAhead), ("spx", "rut", PublishedFigures.largeCapsAhead),
        ] {
            let query = "streak \(winner) over \(loser) as of 2026-01-22 | where length >= 9 | sort by from"
            let answer = try session.answer(query)
            #expect(answer.numbers("length") == pins.map { Double($0.length) })
            #expect(answer.days("from") == pins.map(\.from))
            #expect(answer.days("to") == pins.map(\.to))
            for (index, pin) in pins.enumerated() {
                #expect(rounds(answer.numbers(winner)[index] * 100, to: pin.winner), "\(winner), \(pin.from)")
                #expect(rounds(answer.numbers(loser)[index] * 100, to: pin.loser), "\(loser), \(pin.from)")
            }
            // `under` is `over` seen from the other side.
            let mirrored = try session.answer(
                query.replacing("\(winner) over \(loser)", with: "\(loser) under \(winner)"))
            #expect(mirrored.days("from") == pins.map(\.from))
        }
    }

    // MARK: Claims

    @Test(arguments: Prices.here)
    func fourteenthSession(_ prices: Prices) throws {
        let answer = try prices.session.answer("streak rut over spx since 1990 as of 2026-01-22")
        #expect(
            answer.headline == [
                "RUT outperformed SPX for 14 consecutive sessions, 2026-01-02 → 2026-01-22, still running.",
                "The longest since the 16 that ended on 1996-05-07, which is the record since 1990. Two more would tie it.",
            ])
        #expect(answer.texts("state").filter { $0 == "running" }.count == 1)
        #expect(Array(answer.numbers("length").prefix(3)) == [16, 14, 13])
        #expect(Array(answer.days("to").prefix(3)) == ["1996-05-07", "2026-01-22", "2008-06-06"])
        #expect(answer.asOf?.text == "2026-01-22")
    }

    @Test(arguments: Prices.here)
    func tenIsNoRecord(_ prices: Prices) throws {
        let session = prices.session
        let answer = try session.answer("streak rut over spx since 1990 as of 2026-01-15")
        #expect(
            answer.headline[0].hasPrefix("RUT outperformed SPX for 10 consecutive sessions, 2026-01-02 → 2026-01-15"))
        #expect(
            answer.headline[1]
                == "The longest since the 13 that ended on 2008-06-06. The record since 1990 is the 16 that ended on 1996-05-07. Six more would tie it."
        )
        let long = try session.answer(
            "streak rut over spx since 1990 as of 2026-01-15 | where length >= 10 | sort by to")
        #expect(
            long.days("to").map { String($0.prefix(4)) } == [
                "1991", "1996", "2000", "2001", "2002", "2003", "2008", "2026",
            ])
    }

    @Test(arguments: Prices.here)
    func everySessionOfTheYear(_ prices: Prices) throws {
        let answer = try prices.session.answer("count rut over spx ytd as of 2026-01-22")
        #expect(answer.numbers("held") == [14] && answer.numbers("judged") == [14] && answer.numbers("share") == [1])
    }

    @Test(arguments: Prices.here)
    func changes(_ prices: Prices) throws {
        let session = prices.session
        func change(_ query: String) throws -> [Double] { try session.answer(query).numbers("change").map { $0 * 100 } }
        let day = try change("return rut last 1d as of 2026-01-22")
        #expect(day.count == 1 && rounds(day[0], to: 0.76))
        let year = try change("return rut, spx ytd as of 2026-01-15")
        #expect(rounds(year[0], to: 7.76) && rounds(year[1], to: 1.45))
        let month = try change("return rut, spx last 1 month as of 2025-12-12")
        #expect(rounds(month[0], to: 4.11) && rounds(month[1], to: -0.34))
        let last = try change("return rut, spx ytd as of 2025-12-12")
        #expect(rounds(last[0], to: 14.41) && rounds(last[1], to: 16.08))
        let targets = try change("target rut to 2861, 3000, 3126 as of 2026-01-15")
        #expect(rounds(targets[0], to: 6.97) && rounds(targets[1], to: 12.17) && rounds(targets[2], to: 16.88))
        let base = try session.answer("return rut, spx ytd as of 2026-01-15")
        #expect(base.days("from") == ["2025-12-31", "2025-12-31"] && base.numbers("base") == [2481.91, 6845.50])
    }

    @Test(arguments: Prices.here)
    func records(_ prices: Prices) throws {
        let session = prices.session
        let closes = try session.answer("when rut at high ytd as of 2026-01-22")
        #expect(closes.days("session").map { Int($0.suffix(2))! } == [8, 9, 12, 14, 15, 16, 21, 22])
        #expect(try session.answer("count rut at high ytd as of 2026-01-22").numbers("held") == [8])
        let december = try session.answer("when rut at high in dec 2025")
        #expect(december.days("session") == ["2025-12-04", "2025-12-10", "2025-12-11"])
        let large = try session.answer("when spx at high from 2025-12-01 to 2026-01-22")
        #expect(
            large.days("session") == [
                "2025-12-11", "2025-12-23", "2025-12-24", "2026-01-06", "2026-01-09", "2026-01-12",
            ])
        #expect(
            try session.answer("when rut at intraday high last 1d as of 2026-01-15").days("session") == ["2026-01-15"])
        #expect(try session.answer("first rut at high since 2022").days("session") == ["2025-09-18"])
        let before = try session.answer("last rut at high as of 2025-09-17")
        #expect(before.days("session") == ["2021-11-08"] && rounds(before.numbers("rut")[0], to: 2442.74))
        let first = try session.answer("first {rut, spx, ndx} at high in dec 2025")
        #expect(first.texts("symbol") == ["rut", "spx", "ndx"])
        #expect(first.days("session") == ["2025-12-04", "2025-12-11", "missing"])
    }

    @Test(arguments: Prices.here)
    func relativeStrength(_ prices: Prices) throws {
        #expect(rounds(try prices.session.answer("rsi(rut, 14) as of 2026-01-15").numbers("value")[0], to: 71.18))
    }

    @Test(arguments: Prices.here)
    func fourthWeek(_ prices: Prices) throws {
        let answer = try prices.session.answer("streak rut over spx weekly since 2023-12 as of 2025-12-12")
        let longest = answer.numbers("length")
        #expect(Array(longest.prefix(3)) == [4, 4, 4] && longest[3] < 4)
        #expect(Array(answer.days("to").prefix(2)) == ["2025-12-12", "2025-09-05"])
        #expect(answer.days("to")[2].hasPrefix("2023-12"))
        #expect(answer.texts("state")[0] == "running")
        let weeks = try prices.session.answer("when rut over spx weekly from 2025-11-10 to 2025-12-14 as of 2025-12-12")
        #expect(weeks.days("session") == ["2025-11-21", "2025-11-28", "2025-12-05", "2025-12-12"])
    }

    @Test(arguments: Prices.here)
    func fullYears(_ prices: Prices) throws {
        let session = prices.session
        #expect(try session.answer("last rut over spx yearly").days("session") == ["2020-12-31"])
        let years = try session.answer("when rut over spx yearly since 2000 as of 2026-01-22").days("session")
        #expect(Array(years.suffix(2)) == ["2016-12-30", "2020-12-31"])
    }

    /// Claims on data that the real files next to the package do not have.
    @Test func claimsOfTheSampleAlone() throws {
        let session = sampleSession()
        func change(_ query: String) throws -> [Double] { try session.answer(query).numbers("change").map { $0 * 100 } }
        let funds = try change("return iwm, qqq last 3 months as of 2026-01-15")
        #expect(rounds(funds[0], to: 6.06) && rounds(funds[1], to: 3.25))
        let later = try change("return iwm, qqq from 2025-10-16 to 2026-01-15")
        #expect(rounds(later[0], to: 8.34) && rounds(later[1], to: 3.63))
        let giants = try session.answer("breadth mag7 wtd as of 2026-01-16")
        #expect(giants.numbers("up") == [2] && giants.numbers("down") == [5])
        let week = try session.answer("return googl, nvda wtd as of 2026-01-16").numbers("change").map { $0 * 100 }
        #expect(rounds(week[0], to: 0.44) && rounds(week[1], to: 0.74))
        #expect(try session.answer("breadth sp500 wtd as of 2026-01-16").numbers("up")[0] > 300)
        let friday = try session.answer("breadth {rut, spx, ndx, dji} last 1d as of 2025-12-12")
        #expect(friday.numbers("down") == [4] && friday.numbers("judged") == [4])
        let first = try session.answer("first {rut, spx, ndx, dji} at high in dec 2025")
        #expect(first.texts("symbol")[0] == "rut" && first.days("session")[3] == "missing")
    }

    // MARK: Near-ties

    /// Half a basis point wins, a thousandth of one loses, and three thousandths of a percent decide a week.
    @Test(.enabled(if: Places.hasMarket, "the folder of real prices is not here"))
    func nearTies() throws {
        let session = marketSession()
        let won = try session.answer("show ret(rut) - ret(spx) in 1996-04-29").column(1)[0]
        #expect(rounds(won * 10_000, to: 0.50))
        #expect(try session.answer("when rut over spx in 1996-04-29").days("session") == ["1996-04-29"])
        let lost = try session.answer("show ret(rut) - ret(spx) in 2007-05-08").column(1)[0]
        #expect(abs(lost * 10_000 - -0.0008) < 0.00005)
        #expect(try session.answer("when rut over spx in 2007-05-08").days("session").isEmpty)
        #expect(try session.answer("when rut under spx in 2007-05-08").days("session") == ["2007-05-08"])
        let week = try session.answer("when rut over spx weekly in 2026-01-02 as of 2026-01-05")
        #expect(week.days("session") == ["2026-01-02"])
        #expect(abs(week.numbers("rut")[0] * 100 - -1.03103) < 0.000005)
        #expect(abs(week.numbers("spx")[0] * 100 - -1.03132) < 0.000005)
    }
}

/// Whether the value rounds to the digits of the pin, which has two decimals.
func rounds(_ value: Double, to pin: Double) -> Bool { abs(value - pin) <= 0.005 + 1e-9 }

extension Answer {
    func numbers(_ name: String) -> [Double] {
        if case .numbers(let values) = table?.column(name)?.values { return values }
        return []
    }

    func column(_ index: Int) -> [Double] {
        if let table, table.columns.indices.contains(index), case .numbers(let values) = table.columns[index].values {
            return values
        }
        return []
    }

    /// Dates as texts, or `missing`.
    func days(_ name: String) -> [String] {
        guard case .dates(let days) = table?.column(name)?.values else { return [] }
        return days.map { $0 == Table.Column.missingDate ? "missing" : Day($0).text }
    }

    func texts(_ name: String) -> [String] {
        if case .texts(let texts) = table?.column(name)?.values { return texts.map { $0 ?? "missing" } }
        return []
    }
}
