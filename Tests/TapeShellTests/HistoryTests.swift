import TapeSystem
import Testing

@testable import TapeShell

@Suite struct HistoryTests {
    let folder = ScratchFolder()
    var path: String { folder.path + "/state/tape/history" }

    @Test(arguments: ["streak rut over spx", "two\nlines", "back\\slash \\n and\n\\\\", "größe 市場 🙂", "\\", "\n"])
    func entriesRoundTrip(entry: String) {
        History(path: path).add(entry)
        #expect(History(path: path).entries == [entry])
    }

    @Test func theFileIsPrivate() {
        History(path: path).add("x")
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func neighboursThatAreTheSameAreOne() {
        let history = History(path: path)
        for entry in ["a", "a", "b", "a", "a"] { history.add(entry) }
        #expect(history.entries == ["a", "b", "a"])
        #expect(History(path: path).entries == ["a", "b", "a"])
    }

    @Test(arguments: [9, 10, 11, 19, 20, 21, 50])
    func theLimitHolds(count: Int) {
        for index in 0..<count { History(path: path, limit: 10).add("entry \(index)") }
        let kept = History(path: path, limit: 10).entries
        #expect(kept == (max(0, count - 10)..<count).map { "entry \($0)" })
        let lines = readText(path)!.split(separator: "\n").count
        #expect(lines <= 20)
    }

    @Test func aTornLineHarmsOnlyItself() {
        let history = History(path: path)
        history.add("whole")
        let file = open(path, O_WRONLY | O_APPEND)
        write(file, "torn", 4)
        close(file)
        History(path: path).add("next")
        #expect(History(path: path).entries == ["whole", "torn", "next"])
    }

    @Test func severalPromptsShareTheFile() {
        let first = History(path: path)
        let second = History(path: path)
        first.add("from the first")
        second.add("from the second")
        first.add("again the first")
        #expect(History(path: path).entries == ["from the first", "from the second", "again the first"])
    }

    @Test func badBytesAreNoTrap() {
        _ = History(path: path)
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        let bytes: [UInt8] = [0xFF, 0x0A, 0x5C, 0x0A, 0x0A, 0x61, 0x00, 0x62]
        write(file, bytes, bytes.count)
        close(file)
        #expect(History(path: path).entries.count == 3)
    }

    @Test func aFolderThatCannotBeMadeIsNoTrap() {
        let file = folder.file("state", "in the way")
        let history = History(path: file + "/tape/history")
        #expect(history.trouble != nil)
        history.add("x")
        #expect(history.entries == ["x"])
    }

    @Test func hugeEntriesStayOutOfTheFile() {
        let history = History(path: path)
        for size in [History.longestEntry - 1, History.longestEntry, History.longestEntry + 1] {
            history.add(String(repeating: "x", count: size))
        }
        #expect(history.entries.count == 3)
        #expect(History(path: path).entries.count == 2)
    }

    @Test func recallGoesByWhatWasTyped() {
        let history = History(path: nil)
        for entry in ["streak a", "help", "streak b", "streak b ytd", "help"] { history.add(entry) }
        var recall = Recall()
        let entry1 = recall.older(than: "streak", in: history)
        #expect(entry1 == "streak b ytd")
        let entry2 = recall.older(than: "streak b ytd", in: history)
        #expect(entry2 == "streak b")
        let entry3 = recall.older(than: "streak b", in: history)
        #expect(entry3 == "streak a")
        let entry4 = recall.older(than: "streak a", in: history)
        #expect(entry4 == nil)
        let entry5 = recall.newer(than: "streak a", in: history)
        #expect(entry5 == "streak b")
        // A changed line starts again from the beginning.
        let entry6 = recall.newer(than: "streak b!", in: history)
        #expect(entry6 == nil)
        let entry7 = recall.older(than: "", in: history)
        #expect(entry7 == "help")
        let entry8 = recall.older(than: "help", in: history)
        #expect(entry8 == "streak b ytd")
        let entry9 = recall.newer(than: "streak b ytd", in: history)
        #expect(entry9 == "help")
        let entry10 = recall.newer(than: "help", in: history)
        #expect(entry10 == "")
    }

    @Test func searchFindsAnywhere() {
        let history = History(path: nil)
        for entry in ["streak RUT", "größe", "count rut", "count rut"] { history.add(entry) }
        var search = Search(history)
        for scalar in "rut".unicodeScalars { search.type(scalar) }
        #expect(search.match == "count rut" && search.matchOffset == 6)
        search.goOlder()
        #expect(search.match == "streak RUT" && search.matchOffset == 7)
        search.goOlder()
        #expect(search.isFailed && search.match == "streak RUT")
        search.goNewer()
        #expect(search.match == "count rut" && !search.isFailed)
        for _ in 0..<3 { search.rubOut() }
        #expect(search.match == nil)
        for scalar in "RÖ".unicodeScalars { search.type(scalar) }
        #expect(search.match == "streak RUT" && search.isFailed)
        for _ in 0..<2 { search.rubOut() }
        for scalar in "rö".unicodeScalars { search.type(scalar) }
        #expect(search.match == "größe")
    }
}
