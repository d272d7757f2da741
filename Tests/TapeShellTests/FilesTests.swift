import Tape
import TapeSystem
import Testing

@testable import TapeShell

@Suite struct FilesTests {
    let folder = ScratchFolder()

    @Test(arguments: [0, 1, 65535, 65536, 65537, 1_000_000])
    func readsWhole(size: Int) throws {
        let text = String(repeating: "x", count: size)
        let path = folder.file("f", text)
        #expect(try Files.read(path) == Array(text.utf8))
        #expect(try Files.read(path, limit: size).count == size)
        if size > 0 { #expect(throws: FileFailure.self) { try Files.read(path, limit: size - 1) } }
    }

    @Test func readsAPipe() throws {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        write(ends[1], "through a pipe", 14)
        close(ends[1])
        defer { close(ends[0]) }
        #expect(try Files.read("/dev/fd/\(ends[0])") == Array("through a pipe".utf8))
    }

    @Test func anEndlessFileIsCutOff() {
        #expect(throws: FileFailure.self) { try Files.read("/dev/zero", limit: 1 << 20) }
    }

    @Test func failuresHaveWords() {
        func reason(_ path: String) -> String {
            do throws(FileFailure) {
                _ = try Files.read(path)
                return "read"
            } catch {
                return error.reason
            }
        }
        #expect(reason("/no/such/file") == "no such file or folder")
        #expect(reason(folder.path) == "it is a folder, not a file")
        #expect(reason(folder.file("f") + "/x") == "part of its path is a file, not a folder")
        #expect(reason(folder.path + "/" + String(repeating: "n", count: 300)) == "its name is too long")
        for number in 1...133 as ClosedRange<Int32> {
            #expect(!FileFailure(number: number).reason.contains("errno"))
        }
    }

    @Test func listsSorted() {
        for name in ["b", "a", ".hidden", "Z", "ä"] { _ = folder.file(name) }
        #expect(Files.list(folder.path) == ["Z", "a", "b", "ä"])
        #expect(Files.list(folder.path + "/a") == nil)
    }

    @Test func writesWhole() throws {
        let path = folder.path + "/f"
        try Files.write(path, Array("one".utf8))
        #expect(readText(path) == "one")
        chmod(path, 0o640)
        try Files.write(path, Array("two".utf8))
        #expect(readText(path) == "two")
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o640)
        #expect(Files.list(folder.path) == ["f"])
        #expect(visibleAndHidden() == ["f"])
    }

    @Test func writesThroughALink() throws {
        let path = folder.file("real", "old")
        symlink(path, folder.path + "/link")
        try Files.write(folder.path + "/link", Array("new".utf8))
        #expect(readText(path) == "new")
        var status = stat()
        lstat(folder.path + "/link", &status)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func aFailedWriteLeavesNothingBehind() {
        #expect(throws: FileFailure.self) { try Files.write(folder.path + "/no/such/folder/f", [1]) }
        #expect(throws: FileFailure.self) { try Files.write(folder.path, [1]) }
        #expect(throws: FileFailure.self) { try Files.write("/dev/full", [1]) }
        #expect(visibleAndHidden() == [])
    }

    @Test func theHostRefusesWhereItIsToldTo() throws {
        let host = FileHost()
        let path = folder.file("f", "x")
        #expect(try host.read(path) == [0x78])
        #expect(host.list(folder.path) == ["f"])
        host.refuseFiles()
        #expect(throws: StoreError.self) { try host.read(path) }
        #expect(throws: StoreError.self) { try host.write(path, []) }
        #expect(host.list(folder.path) == nil)
        #expect(readText(path) == "x")
    }

    private func visibleAndHidden() -> [String] {
        shell("ls -A \(folder.path)").output.split(separator: "\n").map(String.init)
    }
}
