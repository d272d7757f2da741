// Tape inside your own program. In its Package.swift:
//
//     dependencies: [.package(path: "../tape")],
//     targets: [.executableTarget(name: "Desk", dependencies: [
//         .product(name: "Tape", package: "tape"), .product(name: "TapeSample", package: "tape")])]
//
// Three ways to use it: one line, a session with settings, a prepared query.
import Tape
import TapeSample

/// One line: a market, a query, and the sentence that the prompt would print.
func oneLine() throws {
    let answer = try Session(market: SampleMarket.make()).answer("streak rut over spx since 1990")
    print(answer.headline.joined(separator: " "))
}

/// A session with settings: your own prices next to the sample's, a setting, an `asOf` day after which data is ignored,
/// and the answer as data.
func setUp() throws {
    var market = SampleMarket.make()
    let days = ["2026-01-13", "2026-01-14", "2026-01-15", "2026-01-16"].compactMap { Day(text: $0) }
    market.add(Instrument(symbol: "fund", name: "House fund", days: days, close: [100, 101.5, 103, 102]))

    let session = Session(market: market)
    session.asOf = Day(year: 2026, month: 1, day: 15)
    _ = session.run(Source("set precision 1; let house = fund")) { _ in }

    let answer = try session.answer("return house, rut from 2026-01-13 to today | sort by change desc")
    let symbols = answer.table?.texts("symbol") ?? []
    let changes = answer.table?.numbers("change") ?? []
    for (symbol, change) in zip(symbols, changes) {
        print(symbol ?? "", change > 0.02 ? "gained more than 2%" : "did not")
    }
    print(render(answer, Style(format: .json)), terminator: "")
}

/// A prepared query: parsed once, answered for one day after another.
func kept() throws {
    let session = Session(market: SampleMarket.make())
    let query = try session.prepare("last_value(streak(rut over spx)) since 1990")
    for text in ["2026-01-15", "2026-01-20", "2026-01-22"] {
        session.asOf = Day(text: text)
        let length = try session.answer(query).table?.numbers("value")?.first ?? .nan
        print("\(text): \(Int(length)) in a row")
    }
}

/// Errors are values: the code, the message, the place, and a formatted text for people.
func mistake() {
    do {
        _ = try Session(market: SampleMarket.make()).answer("streak rutt over spx")
    } catch {
        print(error.diagnostics[0].code.rawValue, error.diagnostics[0].message)
        print(error.description, terminator: "")
    }
}

try oneLine()
try setUp()
try kept()
mistake()
