import Synchronization
import Testing

@testable import TapeStore

@Suite struct LoadTests {
    static let files = [
        "d/RUT.csv": "Date,Close\n2026-01-21,2698.17\n2026-01-22,2718.77\n",
        "d/^GSPC.csv": "Date,Close\n2026-01-21,6875.62\n2026-01-22,6913.35\n",
        "d/holdings.csv": "Ticker,Weight\nAAPL,5\n",
        "d/page.txt": "<html></html>",
        "d/x.gz": "\u{1F}x",
        "d/notes.md": "hello",
        "d/.DS_Store": "x",
        "d/rut.txt": "Date,Close\n2026-01-22,1\n",
    ]

    static func load(_ paths: [String], into market: inout Market, fromFolder: Bool = true) -> LoadReport {
        market.load(paths, fromFolder: fromFolder) { path throws(StoreError) in
            guard let text = files[path] else { throw StoreError(.unreadable, file: path, "there is no such file") }
            return HeldFile(Array(text.utf8))
        }
    }

    @Test("A folder loads what it can and lists what it refused")
    func folder() {
        var market = Market()
        let report = Self.load(Self.files.keys.sorted(), into: &market)
        #expect(report.loaded.map(\.listing.symbol) == ["gspc", "rut"])
        #expect(report.loaded.map(\.file) == ["d/^GSPC.csv", "d/rut.txt"])
        #expect(report.remarks == ["d/rut.txt replaced `rut` from d/RUT.csv."])
        #expect(report.refused.map(\.file) == ["d/holdings.csv", "d/page.txt", "d/x.gz"])
        #expect(report.passedOver == ["d/.DS_Store", "d/notes.md"])
        #expect(market.listings.map(\.symbol) == ["gspc", "rut"])
        #expect(market.instrument("rut")?.axis.count == 1)
    }

    @Test("A failed load changes nothing")
    func harmless() throws {
        var market = Market()
        _ = Self.load(["d/RUT.csv"], into: &market)
        let before = try #require(market.instrument("rut"))
        let report = Self.load(["d/page.txt", "d/none.csv", "d/notes.md"], into: &market, fromFolder: false)
        #expect(report.refused.map(\.file) == ["d/page.txt", "d/none.csv", "d/notes.md"])
        #expect(report.loaded.isEmpty)
        #expect(market.instrument("rut") === before)
    }

    /// A folder whose files each have a stamp, and which records what is read.
    private final class Folder: Sendable {
        let files: Mutex<[String: (text: String, time: Int)]>
        let reads = Mutex<[String]>([])

        init(_ files: [String: String]) { self.files = Mutex(files.mapValues { ($0, 1) }) }

        struct Noted: OpenFile {
            let held: HeldFile
            let path: String
            let folder: Folder
            var count: Int { held.count }
            var stamp: FileStamp? { held.stamp }

            func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int {
                if offset == 0 { folder.reads.withLock { $0.append(path) } }
                return try held.read(at: offset, into: &buffer, from: start)
            }
        }

        /// Loads all files and says which of them were read.
        func load(into market: inout Market) -> (report: LoadReport, reads: [String]) {
            let files = files.withLock { $0 }
            let report = market.load(files.keys.sorted(), fromFolder: true, threads: 2) { path in
                let file = files[path]!
                let stamp = FileStamp(bytes: file.text.utf8.count, modified: file.time)
                return Noted(held: HeldFile(Array(file.text.utf8), stamp: stamp), path: path, folder: self)
            }
            let reads = reads.withLock { reads in
                defer { reads = [] }
                return reads.sorted()
            }
            return (report, reads)
        }
    }

    @Test("A folder loaded again after a snapshot reads only what has changed, with the same result")
    func refresh() throws {
        let folder = Folder([
            "d/a.csv": "date,symbol,close\n2026-01-22,a,1\n2026-01-22,both,1\n2026-01-21,a,2\n2026-01-21,both,5\n",
            "d/b.csv": "Date,Close\n2026-01-22,7\n", "d/both.csv": "Date,Close\n2026-01-22,8\n",
            "d/c.csv": "Date,Close\n2026-01-20,9\n2026-01-21,10\n", "d/page.txt": "<html>",
        ])
        var market = Market()
        #expect(folder.load(into: &market).reads.count == 5)
        var opened = try SnapshotTests.reopened(SnapshotTests.bytes(market))
        // One symbol of a.csv was replaced, so the file has data that the market does not.
        let again = folder.load(into: &opened)
        #expect(again.reads == ["d/a.csv", "d/page.txt"])
        #expect(again.report.loaded.filter(\.isUnchanged).map(\.listing.symbol) == ["b", "both", "c"])
        #expect(try SnapshotTests.dump(opened) == SnapshotTests.dump(market))
        folder.files.withLock { files in
            files["d/c.csv"] = ("Date,Close\n2026-01-20,9\n2026-01-21,11\n", 2)
            files["d/both.csv"] = nil
            files["d/new.csv"] = ("Date,Close\n2026-01-20,9\n", 3)
        }
        let changed = folder.load(into: &opened)
        #expect(changed.reads == ["d/a.csv", "d/c.csv", "d/new.csv", "d/page.txt"])
        var fresh = market
        fresh = Market()
        #expect(folder.load(into: &fresh).reads.count == 5)
        #expect(try SnapshotTests.dump(opened) == SnapshotTests.dump(fresh))
    }

    @Test("A file that was read with options is read again without them")
    func refreshOptions() throws {
        let folder = Folder(["d/f.csv": "Date,Close\n01/02/2026,1\n01/03/2026,2\n"])
        var market = Market()
        let options = ImportOptions(symbol: "x", dates: .dmy)
        _ = market.load(["d/f.csv"], options: options) { _ in
            HeldFile(Array("Date,Close\n01/02/2026,1\n01/03/2026,2\n".utf8), stamp: FileStamp(bytes: 34, modified: 1))
        }
        #expect(folder.load(into: &market).reads == ["d/f.csv"])
    }

    @Test("An index is found by each of its names")
    func names() {
        var market = Market()
        _ = Self.load(["d/^GSPC.csv", "d/RUT.csv"], into: &market)
        for name in ["spx", "SPX", "^GSPC", ".SPX", "gspc", "$gspc", ".INX"] {
            #expect(market.key(for: name) == "gspc")
        }
        for name in ["rut", "^RUT", ".RUT", "$RUT"] { #expect(market.key(for: name) == "rut") }
        for name in ["ndx", "^", "", "$", "^^nothing"] { #expect(market.key(for: name) == nil) }
        #expect(market.listing("gspc")?.name == "S&P 500")
        market.setAlias("small", to: "^RUT")
        #expect(market.key(for: "Small") == "rut")
        // Data loaded under exactly that name comes first.
        market.add(
            Instrument(
                symbol: "spx", name: nil, axis: Axis([1]), columns: [("close", Column([1]))], mainColumn: "close",
                frequency: .day, provenance: Provenance(file: nil, format: "test")))
        #expect(market.key(for: "spx") == "spx")
        #expect(market.key(for: "^GSPC") == "gspc")
    }

    @Test("Equal axes are one object, whether of one file or of two")
    func axes() throws {
        var market = Market()
        _ = Self.load(["d/^GSPC.csv", "d/RUT.csv"], into: &market)
        let rut = try #require(market.instrument("rut"))
        let spx = try #require(market.instrument("spx"))
        #expect(rut.axis === spx.axis)
        let long = try PriceFile.read(
            Array("date,symbol,close\n2026-01-21,a,1\n2026-01-22,a,1\n2026-01-21,b,1\n2026-01-22,b,1\n".utf8), path: "x"
        )
        #expect(long.count == 2 && long[0].axis === long[1].axis)
        for instrument in long { market.add(instrument) }
        #expect(market.instrument("b")?.axis === rut.axis)
    }
}
