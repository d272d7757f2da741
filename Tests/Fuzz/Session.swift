import Tape

/// The entry of libFuzzer for all of Tape without its shell (`Tests/Fuzz/session.sh`): any text is run on a small market and ends, and
/// its answers are drawn in every format.
private final class FuzzHost: Host {
    private let start = ContinuousClock.now

    /// Every file has prices: two years of sessions that wander by the letters of its name.
    func read(_ path: String) throws(StoreError) -> [UInt8] {
        var state = path.utf8.reduce(UInt64(88_172_645_463_325_252)) { $0 &* 31 &+ UInt64($1) }
        var close = 100.0
        var text = "Date,Open,High,Low,Close,Volume\n"
        for number in (Day(year: 2024, month: 1, day: 2).number)...(Day(year: 2026, month: 1, day: 22).number)
        where Day(number).weekday < 6 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let open = close
            close *= 0.97 + Double(state >> 40) / Double(1 << 24) * 0.0604
            text +=
                "\(Day(number).text),\(open),\(max(open, close) + 1),\(min(open, close) - 1),\(close),\(state >> 44)\n"
        }
        return Array(text.utf8)
    }

    func list(_ path: String) -> [String]? { path.hasSuffix("/") ? ["a.csv", "b.csv"] : nil }

    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) {}

    /// What goes on for seconds on so small a market goes on for ever.
    var isInterrupted: Bool {
        precondition(ContinuousClock.now - start < .seconds(20), "the text comes to an end")
        return false
    }
}

private let market: Market = {
    let session = Session(market: Market(), host: FuzzHost())
    for symbol in ["rut", "spx", "ndx", "dji", "aapl", "msft", "nvda"] {
        _ = session.run(Source("load \"\(symbol).csv\"")) { _ in }
    }
    var market = session.market
    market.setGroup("mag7", members: ["aapl", "msft", "nvda"])
    market.setGroup("sp500", members: ["aapl", "msft", "nvda", "rut"])
    return market
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSession(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let session = Session(market: market, host: FuzzHost())
    let source = Source(bytes: bytes, name: nil)
    let ending = session.run(source) { output in
        guard case .answer(let answer) = output else { return }
        for format in OutputFormat.printed { _ = render(answer, Style(format: format, width: 80)) }
        _ = renderHTML(answer)
    }
    switch ending {
    case .failed(let diagnostics, let source): _ = render(diagnostics, in: source, Style(width: 80))
    case .assertFailed(let diagnostic, let source): _ = render(diagnostic, in: source, Style(width: 80))
    case .finished, .quit, .interrupted: break
    }
    _ = session.check(source)
    return 0
}
