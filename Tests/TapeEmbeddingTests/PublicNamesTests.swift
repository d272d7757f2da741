import Foundation
import Testing

/// `PublicNames.txt` lists what `import Tape` exports, line by line as the compiler prints it, so that an added or
/// removed name is noticed. `TAPE_ACCEPT=1 swift test --filter PublicNamesTests` rewrites the list.
@Suite struct PublicNamesTests {
    /// A public declaration of one of the modules that `Tape` exports.
    struct Declaration {
        let module: String
        let path: [String]
        let text: String
        let isDocumented: Bool
        let isCase: Bool
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    static let package = folder.deletingLastPathComponent().deletingLastPathComponent()
    static let inner = ["TapeTime", "TapeSyntax", "TapeStore", "TapeEngine", "TapeReport"]

    /// By the compiler's own list of a built module.
    static func declarations(of module: String) throws -> [Declaration] {
        let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let output = FileManager.default.temporaryDirectory.appending(path: "tape-names-\(module)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: output) }
        let extractor = Process()
        extractor.executableURL = URL(filePath: "/usr/bin/env")
        extractor.arguments = [
            "swift", "symbolgraph-extract", "-module-name", module, "-target", try target(),
            "-I", products.appending(path: "Modules").path, "-I", package.appending(path: "Sources/CPlacement").path,
            "-minimum-access-level", "public", "-skip-synthesized-members", "-output-dir", output.path,
        ]
        try extractor.run()
        extractor.waitUntilExit()
        try #require(extractor.terminationStatus == 0, "the public names of \(module) are found")
        var found: [Declaration] = []
        for file in try FileManager.default.contentsOfDirectory(at: output, includingPropertiesForKeys: nil) {
            let graph = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
            for symbol in graph?["symbols"] as? [[String: Any]] ?? [] {
                // What the compiler generates, such as `==`, has no location in a file.
                guard symbol["location"] != nil, let path = symbol["pathComponents"] as? [String] else { continue }
                let fragments = symbol["declarationFragments"] as? [[String: Any]] ?? []
                let kind = (symbol["kind"] as? [String: Any])?["identifier"] as? String
                found.append(
                    Declaration(
                        module: module, path: path,
                        text: fragments.compactMap { $0["spelling"] as? String }.joined()
                            .split(whereSeparator: \.isWhitespace).joined(separator: " "),
                        isDocumented: symbol["docComment"] != nil, isCase: kind == "swift.enum.case"))
            }
        }
        return found
    }

    /// The target of the installed compiler, such as `x86_64-unknown-linux-gnu`.
    private static func target() throws -> String {
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["swift", "-print-target-info"]
        let pipe = Pipe()
        compiler.standardOutput = pipe
        try compiler.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        compiler.waitUntilExit()
        let info = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require((info?["target"] as? [String: Any])?["triple"] as? String)
    }

    static let all = Result { try (inner + ["Tape"]).flatMap { try declarations(of: $0) } }

    @Test func theListIsCurrent() throws {
        let all = try Self.all.get()
        let lines = all.map { ([$0.path.joined(separator: "."), $0.text].joined(separator: "    ")) }.sorted()
        let found = lines.joined(separator: "\n") + "\n"
        let file = Self.folder.appending(path: "PublicNames.txt")
        if ProcessInfo.processInfo.environment["TAPE_ACCEPT"] == "1" {
            try found.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let listed = try String(contentsOf: file, encoding: .utf8)
        let added = Set(lines).subtracting(listed.split(separator: "\n").map { String($0) }).sorted()
        #expect(added.isEmpty, "public, and not in PublicNames.txt")
        #expect(found == listed, "PublicNames.txt is current: run with TAPE_ACCEPT=1 and read the difference")
    }

    /// A name that is public in an inner module must be exported by `Tape`.
    @Test func theDoorShowsAllThatIsPublic() throws {
        let door = try String(
            contentsOf: Self.package.appending(path: "Sources/Tape/Door.swift"), encoding: .utf8)
        let shown = Set(
            door.split(separator: "\n").filter { $0.hasPrefix("@_exported import ") }
                .compactMap { $0.split(separator: " ").last.map { String($0) } })
        // What a module adds to another one's type has no name of its own.
        let inner = try Self.all.get().filter { $0.module != "Tape" && $0.path.count == 1 }
        let names = Set(inner.map { "\($0.module).\($0.path[0].prefix { $0 != "(" })" })
        #expect(names == shown)
        let own = try Self.all.get().filter { $0.module == "Tape" && $0.path.count == 1 }.map { $0.path[0] }
        #expect(names.count + Set(own).count < 40, "a narrow door")
    }

    /// Cases that need no comment: codes, which `help` explains one by one, and commands.
    private static let plainCases: Set<String> = ["DiagnosticCode", "Command"]

    @Test func everyPublicNameIsExplained() throws {
        let silent = try Self.all.get().filter {
            !$0.isDocumented && !($0.isCase && Self.plainCases.contains($0.path[0]))
        }
        #expect(silent.map { $0.path.joined(separator: ".") }.sorted() == [])
    }
}
