import Tape
import TestSupport
import Testing

@testable import TapeEngine

/// The page of functions with what each was compared with: `TAPE_ACCEPT=1 swift test --filter FunctionsPeerTests`
/// rewrites it.
extension FunctionsPeerTests {
    private struct Row {
        var function: String
        var call: String
        var peer: String
        var result: String
    }

    /// What a function that no other program defines is checked against.
    private static let ownChecks = [
        "verdict": "its three answers, in Tests/TapeEngineTests and the newsroom check",
        "weekly": plainEvaluator, "monthly": plainEvaluator, "quarterly": plainEvaluator, "yearly": plainEvaluator,
        "basket": plainEvaluator, "share": plainEvaluator,
        "members": "the group it lists, in Tests/Scripts", "loaded": "the loaded files, in Tests/Scripts",
    ]
    private static let plainEvaluator = "the plain evaluator of Tests/TapeTests/Oracle, on random markets"

    /// The greatest difference between two columns where both have a value, against the greater of their size and a
    /// thousandth.
    private func distance(_ own: [Double], _ theirs: [Double]) -> Double {
        zip(own, theirs).filter { !$0.isNaN && !$1.isNaN }
            .map { abs($0 - $1) / max(abs($0), abs($1), 1e-3) }.max() ?? 0
    }

    /// The first power of ten that is not below the difference; the vectors carry 13 digits.
    private func power(above distance: Double) -> String {
        var (bound, exponent) = (1e-12, 12)
        while bound < distance { (bound, exponent) = (bound * 10, exponent - 1) }
        return "1e-\(exponent)"
    }

    /// A difference of definition as a share, or as a multiple if there is no common size.
    private func size(_ distance: Double) -> String {
        if distance <= 1e-12 { return "none where both have a value" }
        let thousandths = (distance * 1000).rounded()
        return thousandths < 1 ? "under 0.1 %" : "\(thousandths / 10) %"
    }

    private func rows() throws -> [Row] {
        var rows: [Row] = []
        for peer in peers {
            let distance = distance(try series(peer.call), peer.values)
            let label = "\(peer.name) \(peer.call)"
            let reason = differences.first { $0.labels.contains(label) }?.because
            let result = reason.map { "\(size(distance)); by definition: \($0)" } ?? power(above: distance)
            rows.append(Row(function: function(peer.call), call: peer.call, peer: peer.name, result: result))
        }
        for peer in try Self.numbers() {
            let result = power(above: distance([try number(peer.call)], peer.values))
            rows.append(Row(function: function(peer.call), call: peer.call, peer: peer.name, result: result))
        }
        return rows
    }

    private func function(_ call: String) -> String { String(call.prefix { $0 != "(" }) }

    /// `TA-Lib 0.8.2` by `TA-Lib`, from the first lines of the vectors.
    private func versions() throws -> [String: String] {
        var versions: [String: String] = [:]
        for file in ["python.tsv", "r.tsv"] {
            let text = try #require(Files.text(Places.package + "/Tests/Peers/vectors/" + file))
            let line = text.prefix { $0 != "\n" }.drop { $0 != ":" }.dropFirst(2)
            for part in line.split(separator: ",") {
                let words = part.split(separator: " ")
                if words.count >= 2 { versions[String(words[0])] = "\(words[0]) \(words[1])" }
            }
        }
        return versions
    }

    private func comparison() throws -> String {
        let rows = try rows()
        let versions = try versions()
        var lines = [
            "| function | as called | compared with | largest difference, at most |", "| --- | --- | --- | --- |",
        ]
        for name in FunctionTable.entries.map(\.name) + FunctionTable.engineNames {
            let own = rows.filter { $0.function == name }.sorted { ($0.call, $0.peer) < ($1.call, $1.peer) }
            for row in own {
                let peer = try #require(versions[row.peer], "no version of \(row.peer)")
                lines.append("| `\(name)` | `\(row.call)` | \(peer) | \(row.result) |")
            }
            if own.isEmpty {
                let check = try #require(Self.ownChecks[name], "\(name) is compared with nothing")
                lines.append("| `\(name)` | | \(check) | none |")
            }
        }
        return """
            ## Compared with other programs

            Results of other programs on the same made-up prices (`Tests/Peers`), including missing values: each value agrees to 1e-9 \
            relative, or differs by definition; then the tests convert one definition into the other. The difference shown is the \
            largest relative one of all sessions. `S` and `M` are two series, `G` is `S` with gaps; a call without n is one number over \
            the whole span. In numpy and pandas most of these figures take a line or two: see `Tests/Peers/peers.py`. Each function is \
            also checked against its formula, written out plainly in Tests/TapeEngineTests, and over 100,000 sessions.

            \(lines.joined(separator: "\n"))
            """
    }

    @Test func theReferencePageIsCurrent() throws {
        let text = References.functions(comparison: try comparison())
        let path = Places.package + "/Grammar/functions.md"
        if environmentValue("TAPE_ACCEPT") == "1" {
            Files.write(path, text)
        } else {
            #expect(Files.text(path) == text, "run with TAPE_ACCEPT=1 and read the difference")
        }
    }
}
