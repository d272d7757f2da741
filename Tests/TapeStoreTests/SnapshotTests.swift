import Synchronization
import TapeTime
import TestSupport
import Testing

@testable import TapeStore

@Suite("Snapshot")
struct SnapshotTests {
    /// Five instruments on two calendars, one of which has a gap; one is a monthly rate.
    static func market(_ seed: UInt64 = 5, sessions: Int = 9) -> Market {
        var random = SeededRandom(seed)
        let days = (0..<sessions).map { Int32(19_000 + $0) }
        var market = Market()
        func provenance(_ symbol: String) -> Provenance {
            var provenance = Provenance(file: "\(symbol).csv", format: "test", remarks: ["one", "two: \(symbol)"])
            if symbol == "aaa" {
                provenance.stamp = FileStamp(bytes: 1 << 40, modified: -5)
                provenance.symbolsOfFile = 3
            }
            return provenance
        }
        func numbers(_ count: Int) -> Column {
            Column((0..<count).map { _ in random.chance(0.1) ? .nan : Double.random(in: 1..<100, using: &random) })
        }
        for (symbol, kept) in [
            ("aaa", days[...]), ("bbb", days[3...]), ("ccc", days[...]), ("ddd", days.filter { $0 != days[4] }[...]),
        ] {
            let names = symbol == "ccc" ? ["close"] : ["open", "close"]
            market.add(
                Instrument(
                    symbol: symbol, name: symbol == "bbb" ? nil : "The \(symbol)", axis: Axis(Array(kept)),
                    columns: names.map { ($0, numbers(kept.count)) }, mainColumn: "close", frequency: .day,
                    provenance: provenance(symbol)))
        }
        market.add(
            Instrument(
                symbol: "rate", name: nil, axis: Axis([18_990, 19_020]), columns: [("rate", numbers(2))],
                mainColumn: "rate", frequency: .month,
                provenance: Provenance(file: nil, format: "made up", isSample: true)))
        market.setAlias("^AA", to: "aaa")
        market.setGroup("pair", members: ["bbb", "ccc"])
        market.setGroup("none", members: [])
        return market
    }

    static func bytes(_ market: Market) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try market.writeSnapshot("m.tape") { bytes += $0 }
        return bytes
    }

    /// The whole content of a market, with the bits of every number; throws if a snapshot is damaged.
    static func dump(_ market: Market) throws -> String {
        var lines = ["\(market.extent)", "\(market.aliases.sorted { $0.key < $1.key })"]
        lines += market.groups.sorted { $0.key < $1.key }.map { "\($0)" }
        for listing in market.listings {
            guard let one = try market.opened(listing.symbol) else { continue }
            let frequency = one.frequency.map { "\($0)" } ?? "none"
            lines.append("\(listing) \(one.symbol) \(one.name ?? "-") \(one.mainColumn) \(frequency)")
            lines.append("\(one.provenance) \(one.axis.days) \(one.measure) \(one.calendar)")
            for (name, column) in one.columns {
                try column.check()
                let bits = column.read { span in span.indices.map { span[$0].bitPattern } }
                lines.append("\(name) \(bits)")
            }
        }
        return lines.joined(separator: "\n")
    }

    static func reopened(_ bytes: [UInt8]) throws -> Market {
        try Market(snapshot: MappedBytes(copying: bytes), file: "m.tape")
    }

    @Test("comes back as it was saved")
    func roundTrip() throws {
        let market = Self.market()
        let bytes = try Self.bytes(market)
        let opened = try Self.reopened(bytes)
        #expect(try Self.dump(opened) == Self.dump(market))
        #expect(opened.newest == market.newest)
        // One axis for both, as before.
        #expect(opened.instrument("aaa")?.axis === opened.instrument("ccc")?.axis)
        #expect(try Self.bytes(opened) == bytes)
    }

    /// Options given on loading cannot be derived from symbol and sessions.
    @Test("units and calendars that were named come back", arguments: Measure.allCases)
    func named(_ measure: Measure) throws {
        for calendar in [TradingCalendar.nyse, .weekdays, .everyday] {
            var market = Market()
            market.add(
                Instrument(
                    symbol: "x", name: nil, axis: Axis([19_000, 19_001, 19_002]),
                    columns: [("close", Column([1, 2, 3]))], mainColumn: "close", frequency: .day, calendar: calendar,
                    provenance: Provenance(file: nil, format: "test"), measure: measure))
            let opened = try #require(try Self.reopened(Self.bytes(market)).opened("x"))
            #expect(opened.measure == measure && opened.calendar == calendar)
        }
    }

    @Test("an empty market, and one of a single session")
    func small() throws {
        #expect(try Self.dump(Self.reopened(Self.bytes(Market()))) == Self.dump(Market()))
        let one = Self.market(sessions: 5)
        #expect(try Self.dump(Self.reopened(Self.bytes(one))) == Self.dump(one))
    }

    @Test("axes that are part of another are stored once")
    func axesOnce() throws {
        var market = Market()
        let days = (0..<1000).map { Int32(19_000 + $0) }
        for start in 0..<100 {
            market.add(
                Instrument(
                    symbol: "s\(start)", name: nil, axis: Axis(Array(days[start...])),
                    columns: [("close", Column([Double](repeating: 1, count: 1000 - start)))], mainColumn: "close",
                    frequency: .day, provenance: Provenance(file: nil, format: "test")))
        }
        let bytes = try Self.bytes(market)
        #expect(bytes.count < 100 * 1000 * 8 + 4 * 1000 + 100 * 200 + 100 * 64)
        #expect(try Self.dump(Self.reopened(bytes)) == Self.dump(market))
    }

    @Test("a loaded file replaces the saved symbol, and an opened market the loaded one")
    func replaces() throws {
        var opened = try Self.reopened(Self.bytes(Self.market()))
        let axis = Axis([20_000])
        func made(_ value: Double) -> Instrument {
            Instrument(
                symbol: "aaa", name: "new", axis: axis, columns: [("close", Column([value]))], mainColumn: "close",
                frequency: .day, provenance: Provenance(file: nil, format: "test"))
        }
        opened.add(made(7))
        #expect(opened.listings.map(\.symbol) == ["aaa", "bbb", "ccc", "ddd", "rate"])
        #expect(opened.instrument("AAA")?.name == "new")
        #expect(opened.newest == Day(20_000))
        opened.add(made(8))
        #expect(opened.instrument("^aa")?.column("close")?.read { $0[0] } == 8)
    }

    // MARK: Damage

    /// A damaged file is refused, or the damaged bytes are unused.
    private func expectSafe(_ damaged: [UInt8], _ sound: String, _ what: String) {
        do {
            let found = try Self.dump(Self.reopened(damaged))
            #expect(found == sound, "\(what) goes unnoticed")
        } catch {
            let error = error as? StoreError
            #expect(error?.kind == .badSnapshot && error?.file == "m.tape", "\(what): \(String(describing: error))")
        }
    }

    @Test("every byte of a file may be damaged, in several ways")
    func everyByte() throws {
        let bytes = try Self.bytes(Self.market())
        let sound = try Self.dump(Self.reopened(bytes))
        for place in bytes.indices {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var damaged = bytes
                damaged[place] ^= change
                expectSafe(damaged, sound, "byte \(place) ^ \(change)")
            }
        }
    }

    @Test("a file may end anywhere, or be longer than it says")
    func everyLength() throws {
        let bytes = try Self.bytes(Self.market())
        for count in bytes.indices {
            #expect(throws: StoreError.self) { try Self.reopened(Array(bytes[..<count])) }
        }
        #expect(throws: StoreError.self) { try Self.reopened(bytes + [0]) }
    }

    /// Forged checksums may give wrong numbers, but no crash and no access out of bounds.
    @Test("tables that were changed with their checksums made to fit")
    func forged() throws {
        let bytes = try Self.bytes(Self.market())
        let length = Int(bytes[24..<32].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        let seed = freshSeed()
        var random = SeededRandom(seed)
        for _ in 0..<20_000 {
            var forged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 64..<64 + length, using: &random)
                forged[place] = random.chance(0.3) ? 0xFF : UInt8.random(in: 0...255, using: &random)
            }
            func place(_ sum: UInt64, at start: Int) {
                for index in 0..<8 { forged[start + index] = UInt8(truncatingIfNeeded: sum >> (8 * UInt64(index))) }
            }
            place(Checksum.of(Array(forged[64..<64 + length])), at: 32)
            place(Checksum.of(Array(forged[0..<56])), at: 56)
            do {
                _ = try Self.dump(Self.reopened(forged))
            } catch {
                #expect((error as? StoreError)?.kind == .badSnapshot, "seed \(seed)")
            }
        }
    }

    /// `one.csv` and `two.csv` with the alias `first`, as Tape 0.1.0 saved them before files had stamps.
    @Test("a file of format 1 opens, and is saved in the current format")
    func first() throws {
        let bytes = try #require(Files.read(Places.package + "/Tests/TapeStoreTests/Snapshots/format-1.tape"))
        #expect(bytes[8] == 1)
        let market = try Self.reopened(bytes)
        #expect(market.listings.map(\.symbol) == ["one", "two"])
        #expect(market.key(for: "first") == "one")
        let two = try #require(try market.opened("two"))
        #expect(
            two.axis.days == [Day(year: 2026, month: 1, day: 21).number, Day(year: 2026, month: 1, day: 22).number])
        #expect(two.column("close")?.read { [$0[0], $0[1]] } == [7.25, 8])
        #expect(two.provenance.file == "two.csv" && two.provenance.stamp == nil)
        #expect(two.provenance.remarks == ["1 line with a date and no value left out (line 3)."])
        let saved = try Self.bytes(market)
        #expect(saved[8] == 3)
        #expect(try Self.dump(Self.reopened(saved)) == Self.dump(market))
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x41
            expectSafe(damaged, try Self.dump(market), "byte \(place)")
        }
    }

    @Test("a newer format names the version that reads it")
    func newer() throws {
        var bytes = try Self.bytes(Self.market())
        bytes[8] = 9
        do {
            _ = try Self.reopened(bytes)
            Issue.record("opened")
        } catch {
            #expect((error as? StoreError)?.message.contains("format 9") == true)
        }
    }

    @Test("sections are verified when they are first used")
    func lazily() throws {
        var bytes = try Self.bytes(Self.market())
        // The last section is a column of the last instrument with a column of that name.
        bytes[bytes.count - 1] ^= 1
        let market = try Self.reopened(bytes)
        let whole = try market.opened("aaa")
        try whole?.columns.forEach { try $0.column.check() }
        #expect(throws: StoreError.self) { try Self.dump(market) }
    }

    @Test("a question about one symbol has only that symbol's parts fetched")
    func fetches() throws {
        var market = Market()
        for index in 0..<200 {
            market.add(
                Instrument(
                    symbol: "s\(index)", name: nil, axis: Axis((0..<1000).map { Int32(19_000 + $0) }),
                    columns: ["open", "close"].map { ($0, Column([Double](repeating: Double(index), count: 1000))) },
                    mainColumn: "close", frequency: .day, provenance: Provenance(file: nil, format: "test")))
        }
        let bytes = try Self.bytes(market)
        let held = MappedBytes(copying: bytes)
        let fetched = Mutex<[Range<Int>]>([])
        let watched = unsafe MappedBytes(
            start: held.start, count: bytes.count, fetch: { range in fetched.withLock { $0.append(range) } },
            release: { _ = held })
        let opened = try Market(snapshot: watched, file: "m.tape")
        let close = try #require(try opened.opened("s7")?.column("close"))
        try close.check()
        try close.check()
        #expect(close.read { $0[999] } == 7)
        // The directory, the sessions, one column.
        let ranges = fetched.withLock { $0 }
        #expect(ranges.map(\.count).suffix(2) == [4000, 8000] && ranges.count == 3)
        #expect(ranges[0].count < 200 * 200)
    }

    @Test("the checksum is the published XXH64")
    func checksum() {
        for (text, sum) in [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ] as [(String, UInt64)] {
            #expect(Checksum.of(Array(text.utf8)) == sum, "\(text)")
        }
    }
}
