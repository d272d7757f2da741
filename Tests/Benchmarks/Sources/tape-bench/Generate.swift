import Glibc
import Tape

/// Made-up daily prices, the same bytes for the same arguments: a walk with a common factor, its symbols listed one after
/// the other up to 2015, no session missing. BENCH has every session; T0001 too.
struct MadeUp {
    static let seed: UInt64 = 20_260_121
    let days: [Int32]
    let names: [String]
    let starts: [Int]

    init(symbols: Int, sessions: Int) {
        let first = Day(year: 1988, month: 1, day: 4)
        days = Array(
            TradingCalendar.nyse.sessions(from: first, through: first + sessions * 365 / 240).prefix(sessions))
        names = (0..<symbols).map { $0 == 0 ? "BENCH" : "T" + MadeUp.padded($0, 4) }
        // 15 % are listed later, at the latest where W6 begins.
        let latest = days.firstIndex { $0 >= Day(year: 2015, month: 12, day: 1).number } ?? max(1, sessions / 2)
        starts = (0..<symbols).map { symbol in
            var chance = Chance(MadeUp.seed &+ UInt64(symbol) &* 7919)
            return symbol < 2 || chance.unit() > 0.15 ? 0 : Int(chance.unit() * Double(latest))
        }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// What all of them share, as a change in each session.
    func market() -> [Double] {
        var chance = Chance(MadeUp.seed)
        return days.map { _ in 0.0065 * chance.normal() * (chance.unit() < 0.02 ? 3 : 1) }
    }

    struct Bars {
        var open: [Double] = []
        var high: [Double] = []
        var low: [Double] = []
        var close: [Double] = []
        var volume: [Int64] = []
    }

    func bars(_ symbol: Int, _ market: [Double]) -> Bars {
        var chance = Chance(MadeUp.seed &* 31 &+ UInt64(symbol))
        let isBenchmark = symbol == 0
        let share = isBenchmark ? 1 : 0.5 + chance.unit()
        let own = isBenchmark ? 1e-4 : 0.008 + 0.022 * chance.unit()
        var level = 5 + 195 * chance.unit() * chance.unit()
        let usual = 20_000 + 20_000_000 * chance.unit() * chance.unit()
        var strayed = 0.0
        var bars = Bars()
        var before = level
        for session in starts[symbol]..<days.count {
            let step = share * market[session] + own * chance.normal() - 0.0015 * strayed
            strayed += step
            level *= 1 + max(-0.5, step + 0.0003)
            let close = MadeUp.rounded(level)
            let open = MadeUp.rounded(before * (1 + 0.3 * own * chance.normal()))
            bars.open.append(open)
            bars.close.append(close)
            bars.high.append(MadeUp.rounded(max(open, close) * (1 + 0.4 * own * chance.unit())))
            bars.low.append(MadeUp.rounded(min(open, close) * (1 - 0.4 * own * chance.unit())))
            bars.volume.append(Int64(usual * (0.5 + chance.unit())) / 100 * 100)
            before = close
        }
        return bars
    }

    /// Six decimals, as Yahoo writes prices: what is read back is the same double.
    static func rounded(_ price: Double) -> Double { max(1, (price * 1e6).rounded()) / 1e6 }
}

/// SplitMix64.
struct Chance {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func word() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func unit() -> Double { Double(word() >> 11) * 0x1p-53 }

    /// Close to normal: four 16-bit parts of a word, centred, with unit variance.
    mutating func normal() -> Double {
        let bits = word()
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        return (Double(sum) - 131_070) * (1.732_050_807_568_877_2 / 65_536)
    }
}

func generate(into folder: String, symbols: Int, sessions: Int) {
    let made = MadeUp(symbols: symbols, sessions: sessions)
    let market = made.market()
    let counts = made.starts.map { made.days.count - $0 }
    let rows = counts.reduce(0, +)
    unsafe mkdir(folder, 0o777)
    // Text only for what is small enough to be loaded as text.
    let writesText = symbols <= 500
    if writesText { unsafe mkdir(folder + "/csv", 0o777) }
    let long = writesText ? OutputFile(folder + "/long.csv") : nil
    long?.put("date,symbol,open,high,low,close,volume\n")
    let file = PriceFileLayout(symbols: symbols, sessions: made.days.count, rows: rows)
    let flat = OutputFile(folder + "/px.tpb")
    flat.put(file.header)
    flat.place(made.days, at: file.calendar)
    flat.place(made.names.flatMap { Array($0.utf8) + [UInt8](repeating: 0, count: 16 - $0.utf8.count) }, at: file.names)
    flat.place(counts.reduce(into: [UInt64(0)]) { $0.append($0.last! + UInt64($1)) }, at: file.offsets)
    var row = 0
    for symbol in 0..<symbols {
        let bars = made.bars(symbol, market)
        let sessions = (made.starts[symbol]..<made.days.count).map { UInt16($0) }
        flat.place(sessions, at: file.sessions + 2 * row)
        for (index, column) in [bars.open, bars.high, bars.low, bars.close].enumerated() {
            flat.place(column, at: file.columns[index] + 8 * row)
        }
        flat.place(bars.volume, at: file.columns[4] + 8 * row)
        row += counts[symbol]
        guard let long else { continue }
        let yahoo = OutputFile("\(folder)/csv/\(made.names[symbol]).csv")
        yahoo.put("Date,Open,High,Low,Close,Adj Close,Volume\n")
        for (index, session) in sessions.enumerated() {
            let date = Day(made.days[Int(session)]).text
            let prices = [bars.open, bars.high, bars.low].map { decimal($0[index]) }.joined(separator: ",")
            let close = decimal(bars.close[index])
            yahoo.put("\(date),\(prices),\(close),\(close),\(bars.volume[index])\n")
            long.put("\(date),\(made.names[symbol]),\(prices),\(close),\(bars.volume[index])\n")
        }
    }
    print("\(folder): \(symbols) symbols, \(rows) rows, \(Day(made.days[0])) to \(Day(made.days[made.days.count - 1]))")
}

/// Six decimals.
private func decimal(_ price: Double) -> String {
    let millionths = Int((price * 1e6).rounded())
    return "\(millionths / 1_000_000).\(MadeUp.padded(millionths % 1_000_000, 6))"
}
