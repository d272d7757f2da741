import Synchronization
import TapeTime
import TestSupport
import Testing

@testable import TapeStore

/// A long file is read in parts, in parallel; the result is exactly that of one reader, including all remarks.
@Suite struct LongFileTests {
    /// Small enough that some ten thousand bytes are a long file. The head has more rows than layout detection reads.
    static func plan(threads: Int, part: Int, block: Int) -> ImportPlan {
        ImportPlan(headBytes: 16_384, partBytes: part, blockBytes: block, threads: threads)
    }

    static func whole(_ bytes: [UInt8], _ options: ImportOptions = ImportOptions()) -> Result<[Loaded], StoreError> {
        Result { () throws(StoreError) in try PriceFile.read(bytes, path: "long.csv", options: options) }.map {
            $0.map(Loaded.init)
        }
    }

    static func parted(
        _ bytes: [UInt8], _ plan: ImportPlan, _ options: ImportOptions = ImportOptions()
    ) -> Result<[Loaded], StoreError> {
        Result { () throws(StoreError) in
            try PriceFile.read(HeldFile(bytes), path: "long.csv", options: options, plan, ImportWorkspace())
        }.map { $0.map(Loaded.init) }
    }

    /// The same instruments, or the same refusal.
    static func isEqual(_ left: Result<[Loaded], StoreError>, _ right: Result<[Loaded], StoreError>) -> Bool {
        switch (left, right) {
        case (.success(let left), .success(let right)): left == right
        case (.failure(let left), .failure(let right)): "\(left)" == "\(right)"
        default: false
        }
    }

    /// How a made-up file is written, and what is wrong with it.
    private struct Manner {
        enum Symbols: CaseIterable { case none, together, inTurns }
        enum Dates: CaseIterable { case iso, open, ambiguous, contradicted, compact }

        var symbols: Symbols
        var dates: Dates
        var hasTitles: Bool
        var descends: Bool
        var lineEnd: String
        var hasMark: Bool
        var endsOpen: Bool
        /// The share of rows with something odd.
        var odd: Double

        init(_ random: inout SeededRandom) {
            symbols = Symbols.allCases.randomElement(using: &random)!
            dates = random.chance(0.6) ? .iso : Dates.allCases.randomElement(using: &random)!
            hasTitles = random.chance(0.2)
            descends = random.chance(0.3)
            lineEnd = random.chance(0.2) ? "\r\n" : "\n"
            hasMark = random.chance(0.1)
            endsOpen = random.chance(0.2)
            odd = [0, 0, 0.001, 0.02, 0.1].randomElement(using: &random)!
        }
    }

    private static func date(_ day: Day, _ manner: Manner, _ row: Int) -> String {
        let (year, month, number) = day.civil
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        switch manner.dates {
        case .iso: return day.text
        case .compact: return "\(year)\(two(month))\(two(number))"
        case .open: return "\(two(month))/\(two(number))/\(year)"
        case .ambiguous: return "\(two(month))/\(two(1 + number % 12))/\(year)"
        case .contradicted: return row % 997 == 996 ? "25/26/\(year)" : "\(two(month))/\(two(number))/\(year)"
        }
    }

    private static func file(_ random: inout SeededRandom) -> [UInt8] {
        let manner = Manner(&random)
        let symbolCount = manner.symbols == .none ? 1 : Int.random(in: 2...40, using: &random)
        let sessions = max(30, 1_500 / symbolCount)
        var rows: [(symbol: Int, session: Int)] = []
        let order = manner.descends ? Array((0..<sessions).reversed()) : Array(0..<sessions)
        switch manner.symbols {
        case .inTurns: for session in order { for symbol in 0..<symbolCount { rows.append((symbol, session)) } }
        default: for symbol in 0..<symbolCount { for session in order { rows.append((symbol, session)) } }
        }
        var text = manner.hasMark ? "\u{FEFF}" : ""
        text += "Date,\(manner.symbols == .none ? "" : "Symbol,")\(manner.hasTitles ? "Name," : "")Open,Close,Volume"
        text += manner.lineEnd
        for (index, row) in rows.enumerated() where !random.chance(manner.odd / 4) {
            let day = Day(year: 2015, month: 1, day: 1) + row.session
            var fields = [date(day, manner, index)]
            if manner.symbols != .none { fields.append("S\(row.symbol)") }
            if manner.hasTitles { fields.append("The \(row.symbol) Company") }
            fields += ["\(Int.random(in: 1...9_999, using: &random)).25", "\(row.session % 50).5", "\(index)"]
            if random.chance(manner.odd) {
                switch Int.random(in: 0..<9, using: &random) {
                case 0: fields[0] = "no date"
                case 1: fields[fields.count - 2] = ""
                case 2: fields[fields.count - 2] = "n/a"
                case 3: fields[fields.count - 1] = "words"
                case 4: fields.removeLast(2)
                case 5: fields = [fields[0]]
                case 6 where manner.symbols != .none: fields[1] = ""
                case 7: fields[fields.count - 2] = "-3"
                default: text += manner.lineEnd
                }
            }
            text += fields.joined(separator: ",") + manner.lineEnd
        }
        if manner.endsOpen { text.unicodeScalars.removeLast() }
        return Array(text.utf8)
    }

    @Test("Parts of any size on any number of threads give the same result as one reader")
    func parts() {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        var loaded = 0
        var refused = 0
        for round in 0..<50 {
            let bytes = Self.file(&random)
            let expected = Self.whole(bytes)
            if case .success = expected { loaded += 1 } else { refused += 1 }
            for threads in [1, 2, 5] {
                let part = Int.random(in: 100...30_000, using: &random)
                let block = Int.random(in: 1...5_000, using: &random)
                let found = Self.parted(bytes, Self.plan(threads: threads, part: part, block: block))
                #expect(
                    Self.isEqual(found, expected), "seed \(seed), file \(round), parts of \(part), pieces of \(block)")
            }
        }
        #expect(loaded > 20 && refused > 0, "seed \(seed): \(loaded) loaded, \(refused) refused")
    }

    @Test("A part may begin and end at any byte of a line")
    func everyByte() {
        var text = "date,symbol,close\n"
        for row in 0..<900 { text += "\(Day(16_000 + Int32(row / 9))),s\(row % 9),\(row).5\r\n" }
        let bytes = Array(text.utf8)
        let expected = Self.whole(bytes)
        for part in 2_000..<2_060 {
            let found = Self.parted(bytes, Self.plan(threads: 2, part: part, block: 64))
            #expect(Self.isEqual(found, expected), "parts of \(part)")
        }
    }

    @Test("Quotation marks, old line ends and UTF-16 are read as a whole")
    func whole() {
        var rows = (0..<2_000).map { "\(Day(16_000 + Int32($0))),\($0).5" }
        let plain = rows.joined(separator: "\n") + "\n"
        rows[1_500] = "\(Day(17_500)),\"1500.5\n\""
        let quoted = rows.joined(separator: "\n")
        let texts = [quoted, plain.replacing("\n", with: "\r"), "Date,Close\r" + plain.replacing("\n", with: "\r")]
        for text in texts {
            let bytes = Array(text.utf8)
            let found = Self.parted(bytes, Self.plan(threads: 2, part: 3_000, block: 500))
            #expect(Self.isEqual(found, Self.whole(bytes)))
        }
        let wide: [UInt8] = [0xFF, 0xFE] + plain.utf8.flatMap { [$0, UInt8(0)] }
        #expect(Self.isEqual(Self.parted(wide, Self.plan(threads: 2, part: 3_000, block: 500)), Self.whole(wide)))
    }

    @Test("Options hold for all parts")
    func options() {
        let rows = (0..<3_000).map { row in
            let (year, month, day) = Day(15_000 + Int32(row)).civil
            return "\(month)/\(1 + day % 12)/\(year),\(row)"
        }
        let bytes = Array((["Date,Close"] + rows).joined(separator: "\n").utf8)
        let plan = Self.plan(threads: 2, part: 5_000, block: 1_000)
        for order in DateOrder.allCases {
            let options = ImportOptions(symbol: "mine", dates: order)
            #expect(Self.isEqual(Self.parted(bytes, plan, options), Self.whole(bytes, options)))
        }
        #expect(Self.isEqual(Self.parted(bytes, plan), Self.whole(bytes)))
    }

    /// A file that fails, ends early or never ends.
    private struct OddFile: OpenFile {
        var bytes: [UInt8]
        var count: Int
        var fails = false

        func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int {
            if fails, offset > 20_000 { throw StoreError(.unreadable, file: "odd.csv", "the disk reports an error") }
            return try HeldFile(bytes).read(at: offset, into: &buffer, from: start)
        }
    }

    @Test("A file that cannot be read to its end is refused; a file that was cut short is read")
    func oddFiles() throws {
        let rows = (0..<3_000).map { "\(Day(15_000 + Int32($0))),\($0)" }
        let bytes = Array((["Date,Close"] + rows).joined(separator: "\n").utf8)
        let plan = Self.plan(threads: 2, part: 5_000, block: 1_000)
        func read(_ file: OddFile) throws(StoreError) -> Int? {
            try PriceFile.read(file, path: "odd.csv", options: ImportOptions(), plan, ImportWorkspace()).first?.axis
                .count
        }
        do {
            _ = try read(OddFile(bytes: bytes, count: bytes.count, fails: true))
            Issue.record("read")
        } catch {
            #expect(error.message == "the disk reports an error")
        }
        #expect(try read(OddFile(bytes: bytes, count: bytes.count + 50_000)) == 3_000)
        #expect(try read(OddFile(bytes: bytes, count: bytes.count / 2)) == 3_000)
        do {
            _ = try read(OddFile(bytes: bytes, count: 1 << 50))
            Issue.record("read")
        } catch {
            #expect(error.kind == .tooLarge)
        }
    }

    @Test("A load can be interrupted, in a long file and between files")
    func interruption() {
        let rows = (0..<200_000).map { "\(Day(-200_000 + Int32($0))),\($0)" }
        let bytes = Array((["Date,Close"] + rows).joined(separator: "\n").utf8)
        let asked = Atomic<Int>(0)
        let opened = Atomic<Int>(0)
        var market = Market()
        _ = market.load(
            (0..<100).map { "f\($0).csv" }, threads: 2,
            isInterrupted: { asked.add(1, ordering: .relaxed).newValue > 5 },
            open: { _ in
                opened.add(1, ordering: .relaxed)
                return HeldFile(bytes)
            })
        #expect(opened.load(ordering: .relaxed) < 10)
    }

    @Test("Many files on several threads give the same market and the same report, in the files' order")
    func manyFiles() {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        var files: [String: [UInt8]] = [:]
        for index in 0..<60 {
            let name = "d/\(index < 10 ? "0" : "")\(index).csv"
            switch Int.random(in: 0..<6, using: &random) {
            case 0: files[name] = Array("<html>".utf8)
            case 1: files[name] = Array("date,symbol,close\n2026-01-22,twice,\(index)\n2026-01-21,twice,1\n".utf8)
            case 2: files["d/\(index).md"] = Array("notes".utf8)
            default: files[name] = Self.file(&random)
            }
        }
        let paths = files.keys.sorted()
        func load(_ threads: Int) -> (Market, LoadReport) {
            var market = Market()
            let report = market.load(paths, fromFolder: true, threads: threads) { [files] path in
                HeldFile(files[path] ?? [])
            }
            return (market, report)
        }
        let (market, report) = load(1)
        #expect(!report.refused.isEmpty && !report.passedOver.isEmpty && !report.loaded.isEmpty)
        for threads in [2, 3, 16] {
            let (other, otherReport) = load(threads)
            #expect("\(otherReport)" == "\(report)", "seed \(seed), \(threads) threads")
            #expect(other.listings.map(\.symbol) == market.listings.map(\.symbol))
            for listing in market.listings {
                let pair = [market, other].compactMap { $0.instrument(listing.symbol).map(Loaded.init) }
                #expect(pair.count == 2 && pair[0] == pair[1], "seed \(seed), \(listing.symbol)")
            }
        }
    }
}
