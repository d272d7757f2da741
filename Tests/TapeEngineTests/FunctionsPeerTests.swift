import TapeStore
import TapeSyntax
import TapeTime
import TestSupport
import Testing

@testable import TapeEngine

/// The functions against what other programs computed from the same prices (Tests/Peers).
@Suite struct FunctionsPeerTests {
    struct Peer {
        /// `TA-Lib`, `pandas` …
        var name: String
        /// The call as Tape writes it.
        var call: String
        /// The peer means something else by the name.
        var differs: Bool
        var values: [Double]
    }

    static func lines(_ file: String) throws -> [[String]] {
        let text = try #require(Files.text(Places.package + "/Tests/Peers/vectors/" + file))
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    static func peer(_ heading: String, _ values: [Double]) throws -> Peer {
        let words = heading.split(separator: " ", maxSplits: 2).map(String.init)
        try #require(words.count == 3)
        return Peer(name: words[0], call: words[2], differs: words[1] == "~", values: values)
    }

    static func columns(_ file: String) throws -> [String: [Double]] {
        let rows = try lines(file)
        var columns: [String: [Double]] = [:]
        for (index, heading) in rows[0].enumerated() {
            columns[heading] = try rows.dropFirst().map { row in
                row[index].isEmpty ? .nan : try #require(Double(row[index]))
            }
        }
        return columns
    }

    let prices: [String: [Double]]
    let peers: [Peer]
    let caller: Caller

    init() throws {
        prices = try Self.columns("prices.tsv")
        peers = try ["python.tsv", "r.tsv"].flatMap { try Self.columns($0).map { try Self.peer($0.key, $0.value) } }
            .sorted { ($0.call, $0.name) < ($1.call, $1.name) }
        let days = prices["day"]!.map { Int32($0) }
        caller = Caller(days: days, window: 1..<days.count, riskFree: 0.04)
    }

    /// Evaluates a call such as `rbeta(ret(S), ret(M), 30)`, `change(S, 1m)` or `cagr(S, least: 1)`.
    func evaluate(_ call: String, _ caller: Caller) throws -> Value {
        guard let open = call.firstIndex(of: "("), !call.hasPrefix("\"") else { return try literal(call) }
        let name = String(call[..<open])
        let entry = try #require(FunctionTable.named(name))
        var arguments = [Value?](repeating: nil, count: entry.parameters.count)
        for (index, parameter) in entry.parameters.enumerated() {
            arguments[index] = parameter.default.map { .number($0) }
        }
        for (index, text) in Self.arguments(call[call.index(after: open)...].dropLast()).enumerated() {
            if let named = entry.parameters.firstIndex(where: { text.hasPrefix($0.name + ": ") }) {
                arguments[named] = try evaluate(String(text.drop { $0 != " " }.dropFirst()), caller)
            } else {
                arguments[index] = try evaluate(text, caller)
            }
        }
        guard case .bars = entry.parameters[0].kind else { return try caller.value(name, arguments) }
        let bars = Bars(
            open: prices["open"], high: prices["high"]!, low: prices["low"]!, close: prices["close"]!,
            volume: prices["volume"])
        return try caller.value(name, arguments, bars)
    }

    /// The texts between commas outside brackets.
    private static func arguments(_ list: Substring) -> [String] {
        var texts = [""]
        var depth = 0
        for character in list {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 { texts.append("") } else { texts[texts.count - 1].append(character) }
        }
        return texts.map { String($0.drop { $0 == " " }) }
    }

    private func literal(_ text: String) throws -> Value {
        if let number = Double(text) { return .number(number) }
        if text.hasPrefix("\"") { return .text(String(text.dropFirst().dropLast())) }
        if let day = Day(text: text) { return .date(day) }
        let units: [Character: CalendarUnit] = ["d": .day, "w": .week, "m": .month]
        if let count = Int(text.dropLast()), let unit = units[text.last!] { return .duration(.init(count, unit)) }
        return .series(try #require(prices[text == "S" ? "close" : text]))
    }

    /// The values of a call; of a condition 1 and 0.
    func series(_ call: String) throws -> [Double] {
        // With the whole axis as window, so that rebased values start from the first session.
        switch try evaluate(call, Caller(days: caller.days, riskFree: 0)) {
        case .series(let values): return values
        case .condition(let truths): return truths.map { $0 == .missing ? .nan : Double($0.rawValue) }
        default:
            Issue.record("\(call) gave no series")
            return []
        }
    }

    static let tolerance = 1e-9

    @Test func columnsAgree() throws {
        var checked = 0
        for peer in peers where !peer.differs {
            let own = try series(peer.call)
            let same = agree(own, peer.values, Self.tolerance, scale: 1e-3)
            #expect(same, "\(peer.name) \(peer.call): \(difference(own, peer.values, Self.tolerance, scale: 1e-3))")
            checked += 1
        }
        #expect(checked > 100)
    }

    /// The figure of a call; of a date its day number.
    func number(_ call: String) throws -> Double {
        switch try evaluate(call, caller) {
        case .number(let own): return own
        case .date(let day): return Double(day.number)
        default:
            Issue.record("\(call) gave no number")
            return .nan
        }
    }

    static func numbers() throws -> [Peer] {
        try lines("python-numbers.tsv").map { try peer($0[0], [try #require(Double($0[1]))]) }
    }

    @Test func numbersAgree() throws {
        for peer in try Self.numbers() {
            let own = try number(peer.call)
            #expect(near(own, peer.values[0], Self.tolerance), "\(peer.name) \(peer.call): \(own)")
        }
    }
}
