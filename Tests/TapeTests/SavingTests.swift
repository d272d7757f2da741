import Tape
import TapeSample
import TestSupport
import Testing

@Suite("Saving a market")
struct SavingTests {
    /// Keeps whole files in memory.
    final class MemoryHost: Host, @unchecked Sendable {
        var files: [String: [UInt8]] = [:]
        var isInterrupted = false

        func read(_ path: String) throws(StoreError) -> [UInt8] {
            guard let bytes = files[path] else { throw StoreError(.unreadable, file: path, "there is no such file") }
            return bytes
        }

        func list(_ path: String) -> [String]? { nil }

        func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) { files[path] = bytes }
    }

    /// A small market, made through the public interface.
    private func session(_ host: MemoryHost) -> Session {
        host.files["x.csv"] = Array("Date,Close\n2024-01-02,5\n2024-01-03,6\n2024-01-04,7\n2024-01-05,6\n".utf8)
        host.files["y.csv"] = Array("Date,Close\n2024-01-02,9\n2024-01-03,8\n2024-01-05,9\n".utf8)
        let session = Session(market: Market(), host: host)
        _ = transcript("load \"x.csv\"; load \"y.csv\"; alias xx = x", in: session)
        return session
    }

    private let queries = "streak x over y; describe x; show xx, y; symbols; summary y"

    @Test("answers are the same after saving and opening")
    func sameAnswers() {
        let host = MemoryHost()
        let first = session(host)
        let before = transcript(queries, in: first)
        #expect(transcript("save market \"m.tape\"", in: first).contains("Saved 2 symbols, 2024-01-02 → 2024-01-05"))
        let second = Session(market: Market(), host: host)
        #expect(transcript("open \"m.tape\"", in: second).contains("Opened `m.tape`: 2 symbols"))
        #expect(transcript(queries, in: second) == before)
        #expect(transcript("load \"x.csv\"; " + queries, in: second).hasSuffix(before))
    }

    /// A week and a half of the exchange's sessions; the named calendar gives the rest.
    @Test("units and calendars that were named are known after saving and opening")
    func namedOnLoading() {
        let host = MemoryHost()
        host.files["c.csv"] = Array(
            "Date,Close\n2024-01-03,6\n2024-01-04,7\n2024-01-05,6\n2024-01-08,8\n2024-01-09,7\n2024-01-10,8\n2024-01-11,6\n2024-01-12,9\n"
                .utf8)
        let queries = """
            describe c; describe r; show c weekly; count r up 25bp; count c up 25bp; vol(c)
            """
        let first = Session(market: Market(), host: host)
        _ = transcript("load c from \"c.csv\" calendar everyday; load r from \"c.csv\" as rate", in: first)
        let before = transcript(queries, in: first)
        #expect(before.contains("every day, 365 sessions a year"))
        // The week of the everyday calendar is over on Sunday, that of the exchange on Friday.
        #expect(before.contains("The week to 2024-01-12 is not over"))
        #expect(transcript("save market \"m.tape\"", in: first).contains("Saved 2 symbols"))
        let second = Session(market: Market(), host: host)
        _ = transcript("open \"m.tape\"", in: second)
        #expect(transcript(queries, in: second) == before)
        // Loaded without options, the same sessions are the exchange's.
        let plain = Session(market: Market(), host: host)
        _ = transcript("load c from \"c.csv\"", in: plain)
        #expect(!transcript("describe c", in: plain).contains("every day"))
        #expect(!transcript("show c weekly", in: plain).contains("is not over"))
    }

    @Test("a market that cannot be opened leaves the current one")
    func failedOpen() {
        let host = MemoryHost()
        let session = session(host)
        host.files["bad.tape"] = Array("Date,Close\n".utf8)
        #expect(transcript("open \"bad.tape\"", in: session).contains("error T0506"))
        #expect(transcript("open \"none.tape\"", in: session).contains("there is no such file"))
        #expect(transcript("last x up", in: session).contains("2024-01-04"))
    }

    @Test("a damaged column is an error only when it is used")
    func damagedColumn() {
        let host = MemoryHost()
        let first = session(host)
        _ = transcript("save market \"m.tape\"", in: first)
        host.files["m.tape"]![host.files["m.tape"]!.count - 1] ^= 4
        let session = Session(market: Market(), host: host)
        #expect(transcript("open \"m.tape\"; last x up", in: session).contains("2024-01-04"))
        let error = transcript("last y up", in: session)
        #expect(error.contains("error T0506") && error.contains("y close is damaged"), "\(error)")
        #expect(transcript("save market \"n.tape\"", in: session).contains("is damaged"))
        #expect(host.files["n.tape"] == nil)
    }

    @Test("nothing to save, and an interrupted save")
    func refusals() {
        let host = MemoryHost()
        #expect(transcript("save market \"m.tape\"", in: Session(market: Market(), host: host)).contains("T0"))
        let session = session(host)
        host.isInterrupted = true
        #expect(transcript("save market \"m.tape\"", in: session).contains("(interrupted)"))
        #expect(host.files["m.tape"] == nil)
    }
}
