import Tape
import TapeSyntax
import TestSupport
import Testing

/// The columns that programs rely on: those of each verb's JSON, CSV and pipe.
@Suite struct ContractTests {
    static let promised: [(query: String, columns: [String])] = [
        (
            "streak rut over spx since 1990",
            ["rank", "length", "from", "to", "rut", "spx", "spread", "state", "clipped"]
        ),
        ("streak rut down since 2020", ["rank", "length", "from", "to", "rut", "state", "clipped"]),
        ("streak mag7 up", ["symbol", "length", "from", "longest", "longest_from", "longest_to"]),
        ("odds rut up", ["length", "runs", "reached", "went_on", "share"]),
        ("when rut over spx ytd", ["session", "rut", "spx"]),
        ("show rut, rut / spx last 2d", ["session", "rut", "rut / spx"]),
        ("count rut up", ["held", "judged", "share"]),
        ("count rut up by year", ["bucket", "held", "judged", "share"]),
        ("count mag7 up by year", ["symbol", "bucket", "held", "judged", "share"]),
        ("first mag7 at high", ["symbol", "session", "ago"]),
        ("return rut, spx ytd", ["symbol", "from", "to", "base", "last", "change"]),
        ("return rut by year", ["bucket", "symbol", "from", "to", "base", "last", "change"]),
        ("target rut to 3000", ["symbol", "level", "change"]),
        ("breadth mag7 wtd", ["group", "up", "down", "unchanged", "judged", "members"]),
        ("breadth mag7 it up", ["group", "held", "judged", "members", "share"]),
        ("rank mag7 by rsi(it, 14)", ["rank", "symbol", "rsi(it, 14)", "session"]),
        ("drawdown rut", ["rank", "depth", "peak", "trough", "recovery", "under_water"]),
        ("correlate rut, spx", ["symbol", "rut", "spx"]),
        ("compare rut with spx", ["statistic", "rut", "spx"]),
        ("mean ret(rut) by month of year", ["bucket", "mean", "n"]),
        ("summary rut", ["statistic", "value"]),
        ("describe rut", ["property", "value"]),
        ("plot rut, spx ytd", ["session", "rut", "spx"]),
        ("rut", ["symbol", "session", "value"]),
        ("rut / spx", ["expression", "session", "value"]),
        ("vol(rut)", ["expression", "value"]),
    ]

    @Test(arguments: promised)
    func columns(_ query: String, _ columns: [String]) throws {
        let answer = try sampleSession().answer(query)
        #expect(answer.table?.columns.map(\.name) == columns)
        let json = render(answer, Style(format: .json))
        // The object's members, in order; their contents are escaped, so that each is found once.
        var rest = json[...]
        for key in [
            "{\"query\":", ",\"headline\":", ",\"columns\":[", "],\"rows\":[", "],\"notes\":[",
            "],\"asOf\":\"2026-01-22\"}",
        ] {
            let found = try #require(rest.firstRange(of: key), "\(query): no \(key) in its place")
            rest = rest[found.upperBound...]
        }
        #expect(rest == "\n")
        let names = columns.map { "{\"name\":\"\($0)\",\"kind\":" }
        #expect(names.allSatisfy { json.contains($0) }, "\(query)")
    }
}
