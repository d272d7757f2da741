import Tape
import TapeStore
import TapeSyntax
import TestSupport
import Testing

/// Values that differ only by rounding have no deviation: figures that divide by it are missing.
@Suite struct ResidueTests {
    private static let count = 160

    private static func instrument(_ symbol: String, _ price: (Int) -> Double) -> Instrument {
        let start = Day(year: 2024, month: 1, day: 1).number
        let days = (0..<count).map { start + Int32($0) }
        return Instrument(
            symbol: symbol, name: nil, axis: Axis(days), columns: [("close", Column((0..<count).map(price)))],
            mainColumn: "close", frequency: .day, provenance: Provenance(file: nil, format: "test"))
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }

    /// Deviations of the given size around a growth of 0.1 % per session, alternately up and down.
    private static func jitter(_ size: Double) -> (Int) -> Double {
        { 100 * power(1.001, $0) * (1 + ($0 % 4 < 2 ? size : -size)) }
    }

    private static let market: Market = {
        var market = Market()
        market.add(instrument("grow") { 100 * power(1.001, $0) })
        market.add(instrument("slow") { 37 * power(1.0003, $0) })
        market.add(instrument("fall") { 100 * power(0.999, $0) })
        market.add(instrument("walk") { 50 + Double($0 * 7919 % 13) })
        market.add(instrument("near", jitter(1e-12)))
        market.add(instrument("below", jitter(2e-16)))
        market.add(instrument("step") { $0 < 125 ? 1 : 100.1 })
        return market
    }()

    /// The number, or a series' newest value.
    private func number(_ expression: String) throws -> Double {
        let answer = try Session(market: Self.market).answer(expression)
        guard case .numbers(let values) = answer.table?.column("value")?.values else { return .infinity }
        return values[0]
    }

    @Test(arguments: [
        "sharpe(grow)", "sharpe(below)", "sortino(grow)", "beta(walk, grow)", "alpha(walk, grow)", "corr(walk, grow)",
        "corr(grow, slow)", "ir(grow, slow)", "skew(grow)", "kurt(grow)", "omega(grow)", "profit_factor(grow)",
        "payoff(grow)", "calmar(grow, least: 1)", "upcap(walk, grow / below)", "downcap(walk, grow / below)",
    ])
    func wholeWindow(_ expression: String) throws { #expect(try number(expression).isNaN) }

    @Test(arguments: [
        "sharpe(grow, 20)", "sharpe(fall, 63)", "sortino(grow, 20)", "beta(walk, grow, 20)", "alpha(walk, grow, 20)",
        "corr(walk, grow, 20)", "corr(grow, slow, 63)", "ir(grow, slow, 20)", "skew(grow, 20)", "kurt(fall, 20)",
        "omega(grow, 20)", "payoff(grow, 20)", "zscore(ret(grow), 20)", "zscore(ret(below), 20)",
        "rcorr(ret(walk), ret(grow), 20)", "rbeta(ret(walk), ret(grow), 20)", "zscore(grow / below, 20)",
        "zscore(step, 12)", "rcorr(walk, step, 7)", "rbeta(walk, step, 30)",
        "(step - bollinger_lower(step, 12)) / (bollinger_upper(step, 12) - bollinger_lower(step, 12))",
    ])
    func rolling(_ expression: String) throws { #expect(try number(expression).isNaN) }

    @Test func noDeviationIsZero() throws {
        for expression in ["vol(grow)", "te(grow, slow)"] { #expect(try number(expression) == 0) }
        for expression in ["vol(fall, 20)", "te(grow, slow, 20)", "rstdev(ret(grow), 20)", "rstdev(step, 12)"] {
            #expect(try number(expression) == 0)
        }
    }

    /// Deviations a hundred times what rounding leaves are deviations.
    @Test func smallDeviationsStay() throws {
        #expect(try number("vol(near)") > 1e-12)
        #expect(try number("sharpe(near)") > 1e9)
        #expect(try number("zscore(ret(near), 20)").isFinite)
        #expect(try abs(number("corr(near, near)") - 1) < 1e-12)
    }

    @Test func correlationOfWhatDoesNotVary() throws {
        let answer = try Session(market: Self.market).answer("correlate grow, walk")
        #expect(
            answer.headline == [
                "GROW and WALK have no correlation over 159 daily returns, 2024-01-02 → 2024-06-08: the returns of GROW do not vary."
            ])
    }
}
