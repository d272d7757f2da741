import TapeStore
import TapeTime
import Testing

/// The made-up prices have to look like a market.
struct MadeUp {
    let members = History.market.group("sp500") ?? []

    @Test func fiveHundredMembersWithNamesOfTheirOwn() {
        #expect(members.count == 500)
        #expect(Set(members).count == 500)
        let others = Set(History.market.listings.map(\.symbol)).subtracting(members)
        #expect(others.count == 17)
        #expect(others.isDisjoint(with: History.market.aliases.keys))
        // The four-letter words of the language, from its design.
        let words = cells(
            """
            base beta bind case corr cvar data date days desc diff down each else file flat from half help high html
            into json keep kurt last left less line load long look lows macd mean mode name news next none null odds
            once only open over page pipe plot quit rank rate rmax rmin roll rows rsum runs save show side skew sort
            span sqrt step take tape test text than then time true unit view vwap week when with word year zero
            """
        ).flatMap { $0 }
        for member in members {
            #expect(member.count == 4 && member.allSatisfy { $0.isLetter && $0.isASCII })
            #expect(!words.contains(member))
            #expect(History.market.aliases[member] == nil)
            #expect(History.market.listing(member)?.name?.lowercased().hasPrefix(member) == true)
        }
    }

    @Test func membersJoinOverTheYears() {
        let firsts = members.compactMap { History.market.listing($0)?.first.year }
        #expect(firsts.filter { $0 == 1987 }.count > 150)
        #expect(firsts.filter { $0 > 2000 }.count > 100)
        #expect(firsts.allSatisfy { (1987...2024).contains($0) })
    }

    /// Members move with the market, and with their sector more than with others.
    @Test func membersShareFactors() {
        let sample = stride(from: 0, to: 500, by: 9).map { members[$0] }
        let spx = changes(History("spx"))
        var withMarket: [Double] = []
        var within: [Double] = []
        var across: [Double] = []
        let series = sample.map { changes(History($0)) }
        for one in sample.indices {
            withMarket.append(correlation(series[one], spx))
            for other in 0..<one {
                let value = correlation(series[one], series[other])
                if sector(sample[one]) == sector(sample[other]) { within.append(value) } else { across.append(value) }
            }
        }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        #expect(mean(withMarket) > 0.4 && mean(withMarket) < 0.9)
        #expect(mean(within) > mean(across) + 0.03)
        #expect(mean(across) > 0.2)
    }

    @Test func impliedVolatilityComesBack() {
        let vix = History("vix")
        let mean = vix.closes.reduce(0, +) / Double(vix.closes.count)
        #expect(mean > 16 && mean < 23)
        #expect(vix.closes.min()! > 8 && vix.closes.max()! < 110)
        // A level of 40 is gone within a year.
        for index in vix.closes.indices.dropLast(252) where vix.closes[index] > 40 {
            #expect(vix.closes[index...index + 252].min()! < 25)
        }
    }

    @Test func policyRateIsMonthly() throws {
        let rates = try #require(History.market.instrument("fedfunds"))
        #expect(rates.frequency == .month && rates.mainColumn == "fedfunds" && rates.columns.count == 1)
        #expect(rates.axis.first?.text == "1987-09-01" && rates.axis.last?.text == "2025-12-01")
        for (before, after) in zip(rates.axis.days, rates.axis.days.dropFirst()) {
            #expect(Day(before).addingMonths(1).number == after)
        }
        let values = History("fedfunds", column: "fedfunds").closes
        #expect(values.count == 460)
        #expect(values.allSatisfy { $0 > 0 && $0 < 11 && ($0 * 100).rounded() / 100 == $0 })
        let falls = zip(values, values.dropFirst()).filter { $0 > $1 }.count
        #expect(falls > 100 && falls < 360)
    }

    /// A dividend once per quarter puts the total return above the price return; there is no other difference.
    @Test func adjustedClosesHoldDividends() {
        for (symbol, least) in [("spy", 120), ("iwm", 95), ("qqq", 80), ("amzn", 0), ("baxo", 150)] {
            let close = History(symbol).closes
            let adjusted = History(symbol, column: "adjclose").closes
            #expect(close.count == adjusted.count && close.last == adjusted.last)
            var paid = 0
            for index in close.indices.dropFirst() {
                let gap = (adjusted[index] / adjusted[index - 1]) / (close[index] / close[index - 1]) - 1
                if gap > 1e-9 { paid += 1 }
                #expect(gap > -1e-9 && gap < 0.01)
            }
            #expect(paid >= least && paid <= 154, "\(symbol)")
        }
        #expect(History.market.instrument("rut")?.column("adjclose") == nil)
    }

    @Test func aSymbolThatIsNotThereIsNotMade() {
        #expect(History.market.instrument("zzzz") == nil)
    }

    private func sector(_ symbol: String) -> Substring? {
        History.market.listing(symbol)?.name?.split(separator: " ").last
    }

    private func changes(_ history: History) -> [Double] {
        zip(history.closes, history.closes.dropFirst()).map { $1 / $0 - 1 }
    }

    /// Over the sessions that both have, counted from the end.
    private func correlation(_ one: [Double], _ other: [Double]) -> Double {
        let count = min(one.count, other.count)
        let (left, right) = (Array(one.suffix(count)), Array(other.suffix(count)))
        let leftMean = left.reduce(0, +) / Double(count)
        let rightMean = right.reduce(0, +) / Double(count)
        var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0)
        for index in 0..<count {
            let (x, y) = (left[index] - leftMean, right[index] - rightMean)
            product += x * y
            leftSquare += x * x
            rightSquare += y * y
        }
        return product / (leftSquare * rightSquare).squareRoot()
    }
}
