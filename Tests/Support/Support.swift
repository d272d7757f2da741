import Tape
import TapeLearning
import TapeSample
import TapeSyntax
import TapeSystem

/// The folder of the package, found from the path of this file.
package enum Places {
    package static let package: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// The folder of real prices next to the package, which may be missing.
    package static let market = package + "/../shared/market"

    package static var hasMarket: Bool { Files.list(market) != nil }
}

/// Reads and writes whole files in the simplest way.
package enum Files {
    package static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    package static func text(_ path: String) -> String? { read(path).map { String(decoding: $0, as: UTF8.self) } }

    package static func write(_ path: String, _ text: String) {
        guard let file = unsafe fopen(path, "wb") else { return }
        defer { unsafe fclose(file) }
        let bytes = Array(text.utf8)
        unsafe fwrite(bytes, 1, bytes.count, file)
    }

    /// The names in a folder, sorted; nil if the path is not a folder.
    package static func list(_ path: String) -> [String]? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

/// A host that reads the machine's files and keeps written files in memory.
package final class TestHost: Host, @unchecked Sendable {
    package var written: [String: [UInt8]] = [:]
    package var isInterrupted = false
    /// Files that exist only in memory.
    package var files: [String: String] = [:]
    /// The folder that relative paths start from; nil for that of the process.
    package var root: String?

    package init(files: [String: String] = [:]) { self.files = files }

    package func read(_ path: String) throws(StoreError) -> [UInt8] {
        if let bytes = written[path] ?? files[path].map({ Array($0.utf8) }) { return bytes }
        guard let bytes = Files.read(onMachine(path)) else {
            throw StoreError(.unreadable, file: path, "there is no such file")
        }
        return bytes
    }

    package func list(_ path: String) -> [String]? { Files.list(onMachine(path)) }

    private func onMachine(_ path: String) -> String {
        guard let root, !path.hasPrefix("/") else { return path }
        return root + "/" + path
    }

    /// What the program itself saved; another host can continue with it.
    package var keptFiles: [String: [UInt8]] = [:]

    package func kept(_ name: String) -> [UInt8]? { keptFiles[name] }

    package func keep(_ name: String, _ bytes: [UInt8]) { keptFiles[name] = bytes }

    package func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
        written[path] = bytes
    }
}

/// Each line of a text, run in a separate session and printed under the line as typed.
package func transcriptOfLines(_ text: String, width: Int = 100, session: () -> Session) -> String {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        "tape> \(line)\n" + transcript(String(line), in: session(), width: width)
    }.joined(separator: "\n")
}

/// A text run in a session, with everything it printed: answers as on a terminal of 100 columns, and errors.
package func transcript(_ text: String, in session: Session, name: String? = nil, width: Int? = 100) -> String {
    var printed = ""
    var spacing = OutputSpacing()
    let source = Source(text, name: name)
    let style = Style(width: width, precision: session.settings.precision)
    let ending = session.run(source) { output in
        switch output {
        case .answer(let answer):
            var style = style
            if let format = answer.format { style.format = format }
            printed += (spacing.needsBlank(before: output) ? "\n" : "") + render(answer, style)
        case .text(let text): printed += (spacing.needsBlank(before: output) ? "\n" : "") + text + "\n"
        case .command, .quit: break
        }
    }
    if case .finished = ending { return printed }
    if !printed.isEmpty { printed += "\n" }
    switch ending {
    case .finished: break
    case .quit: printed += "(quit)\n"
    case .interrupted: printed += "(interrupted)\n"
    case .failed(let diagnostics, let source): printed += render(diagnostics, in: source, style)
    case .assertFailed(let diagnostic, let source): printed += "assert: " + render(diagnostic, in: source, style)
    }
    return printed
}

/// A session on the real prices next to the package.
package func marketSession(
    _ files: [String] = ["RUT.csv", "SPX.csv"], in folder: String = Places.market, host: TestHost = TestHost()
) -> Session {
    let session = promptSession(Market(), host)
    for file in files {
        let ending = session.run(Source("load \"\(folder)/\(file)\"")) { _ in }
        guard case .finished = ending else { preconditionFailure("cannot load \(file)") }
    }
    return session
}

/// A session on the sample.
package func sampleSession() -> Session { promptSession(SampleMarket.make(), TestHost()) }

/// A session as the prompt has it, tutor included.
package func promptSession(_ market: Market, _ host: any Host) -> Session {
    let session = Session(market: market, host: host)
    Tutor.join(session)
    return session
}
