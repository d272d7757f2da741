import TapeSyntax
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

    /// Evaluates a call such as `rbeta(ret(S), ret(M), 30)`.
    func evaluate(_ call: String, _ caller: Caller) throws -> Value {
        guard let open = call.firstIndex(of: "(") else {
            if let number = Double(call) { return .number(number) }
            return .series(try #require(prices[call == "S" ? "close" : call]))
        }
        let name = String(call[..<open])
        let entry = try #require(FunctionTable.named(name))
        var texts = [""]
        var depth = 0
        for character in call[call.index(after: open)...].dropLast() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                texts.append("")
            } else if character != " " {
                texts[texts.count - 1].append(character)
            }
        }
        let arguments = try texts.map { try evaluate($0, caller) }
        if case .bars = entry.parameters[0].kind {
            let bars = Bars(
                open: prices["open"], high: prices["high"]!, low: prices["low"]!, close: prices["close"]!,
                volume: prices["volume"])
            return try caller.value(name, arguments, bars)
        }
        return try caller.value(name, arguments)
    }

    func series(_ call: String) throws -> [Double] {
        // With the whole axis as window, so that what is rebased starts from the first session.
        guard case .series(let values) = try evaluate(call, Caller(days: caller.days, riskFree: 0)) else {
            Issue.record("\(call) gave no series")
            return []
        }
        return values
    }

    static let tolerance = 1e-9

    /// The greatest difference between two columns, against the greater of their size and a thousandth.
    func distance(_ own: [Double], _ theirs: [Double]) -> Double {
        zip(own, theirs).map { $0.isNaN ? 0 : abs($0 - $1) / max(abs($0), abs($1), 1e-3) }.max() ?? 0
    }

    /// The first power of ten that is not below the difference; the vectors carry 13 digits.
    func power(above distance: Double) -> String {
        var (bound, exponent) = (1e-12, 12)
        while bound < distance { (bound, exponent) = (bound * 10, exponent - 1) }
        return "within 1e-\(exponent)"
    }

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

    func number(_ call: String) throws -> Double {
        guard case .number(let own) = try evaluate(call, caller) else {
            Issue.record("\(call) gave no number")
            return .nan
        }
        return own
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

    /// `TAPE_ACCEPT=1 swift test --filter FunctionsPeerTests` writes it anew.
    @Test func theComparisonIsCurrent() throws {
        var rows: [(call: String, peer: String, result: String)] = []
        for peer in peers {
            let label = "\(peer.name) \(peer.call)"
            let reason = differences.first { $0.labels.contains(label) }?.because
            let result = try reason ?? power(above: distance(try series(peer.call), peer.values))
            rows.append((peer.call, peer.name, result))
        }
        for peer in try Self.numbers() {
            rows.append((peer.call, peer.name, power(above: distance([try number(peer.call)], peer.values))))
        }
        rows.sort { ($0.call, $0.peer) < ($1.call, $1.peer) }
        let versions = try ["python.tsv", "r.tsv"].map { file in
            let text = try #require(Files.text(Places.package + "/Tests/Peers/vectors/" + file))
            return String(text.prefix { $0 != "\n" }.drop { $0 != ":" }.dropFirst(2))
        }
        let compared = rows.map(\.call).joined(separator: " ")
        let alone = FunctionTable.entries.map(\.name).filter { name in
            !compared.split(whereSeparator: { "( ,".contains($0) }).contains { $0 == name }
        }
        let table =
            ["| call | peer | largest relative difference, or why there is one |", "| --- | --- | --- |"]
            + rows.map { "| `\($0.call)` | \($0.peer) | \($0.result) |" }
        let text = """
            # Compared with its peers

            <!-- Written by Tests/TapeEngineTests/FunctionsPeerTests.swift. -->

            On the made-up prices of `vectors/prices.tsv`, missing values included: \(versions.joined(separator: "; ")). `S` and \
            `M` are two series, `G` is `S` with holes; a call without n is one number over the whole span.

            \(table.joined(separator: "\n"))

            Checked only against their definitions, written out in the tests: \(alone.map { "`\($0)`" }.joined(separator: ", ")).

            """
        let path = Places.package + "/Tests/Peers/comparison.md"
        if environmentValue("TAPE_ACCEPT") == "1" {
            Files.write(path, text)
        } else {
            #expect(Files.text(path) == text, "run with TAPE_ACCEPT=1 and read the difference")
        }
    }
}
