import Synchronization
import TapeEngine
import TapeStore
import TapeSyntax
import TapeSystem
import TapeTime

/// `load`: price files into the market. A failed load leaves the market as it was.
extension Session {
    func load(
        _ name: Name?, _ path: Text, _ given: LoadOptions, _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        let host = host
        let loaded = Count()
        var options = ImportOptions(symbol: name?.text)
        if let dates = given.dates {
            guard let order = DateOrder(rawValue: dates.text) else {
                throw .failed(
                    Diagnostic(
                        .ambiguousDates, dates.span,
                        "`dates` must be `dmy`, `mdy` or `ymd`, not `\(dates.text)`",
                        [.init("example", "load \"\(path.value)\" dates dmy")]), source)
            }
            options.dates = order
        }
        if let measure = given.measure {
            options.measure = Measure(rawValue: measure.text)
            if options.measure == nil {
                throw .failed(
                    Diagnostic(
                        .wrongKind, measure.span,
                        "`as` must be price, index, rate, count or number, not `\(measure.text)`",
                        [.init("example", "load \"\(path.value)\" as rate")]), source)
            }
        }
        if let calendar = given.calendar {
            guard let known = TradingCalendar(rawValue: calendar.text), known != .none else {
                throw .failed(
                    Diagnostic(
                        .wrongKind, calendar.span,
                        "`calendar` must be `nyse`, `weekdays` or `everyday`, not `\(calendar.text)`",
                        [.init("example", "load \"\(path.value)\" calendar everyday")]), source)
            }
            options.calendar = known
        }
        let full = located(path.value)
        let folder = host.list(full)
        if folder != nil, name != nil {
            throw .failed(
                Diagnostic(
                    .fileNotRead, path.span,
                    "`\(path.value)` is a folder, whose symbols are named after its files"),
                source)
        }
        let base = full.hasSuffix("/") ? full : full + "/"
        let paths = folder.map { $0.map { base + $0 } } ?? [full]
        let total = size(of: paths, fromFolder: folder != nil)
        // A pipe can be read only once, while a long file is opened again for its parts.
        let pipes = Mutex<[String: any OpenFile]>([:])
        var updated = market
        let report = updated.load(
            paths, options: options, fromFolder: folder != nil,
            threads: settings.threads == 0 ? Workers.cores : settings.threads,
            isInterrupted: { host.isInterrupted },
            open: { (path) throws(StoreError) in
                if let held = pipes.withLock({ $0[path] }) { return held }
                let file = try host.file(path)
                if file.stamp == nil { pipes.withLock { $0[path] = file } }
                guard let total else { return file }
                return WatchedFile(file) { host.progress(.loading, loaded.add($0), of: total) }
            })
        if host.isInterrupted { throw .interrupted }
        if report.loaded.isEmpty {
            guard let first = report.refused.first else {
                throw .failed(
                    Diagnostic(
                        .notPrices, path.span, "no price file in `\(path.value)`",
                        [.init("endings", PriceFile.endings.joined(separator: " "))]), source)
            }
            throw .failed(diagnostic(first, path.span), source)
        }
        market = updated
        emit(.answer(answer(report, path.value)))
    }

    /// The bytes that a load will read; nil if the host does not know.
    private func size(of paths: [String], fromFolder: Bool) -> Int? {
        var total = 0
        for path in paths where !fromFolder || PriceFile.endings.contains(where: { path.lowercased().hasSuffix($0) }) {
            guard let size = host.size(path) else { return nil }
            total += size
        }
        return total
    }

    private func answer(_ report: LoadReport, _ path: String) -> Answer {
        var notes = report.remarks.map { Note("load", $0) }
        let fresh = report.loaded.filter { !$0.isUnchanged }
        let unchanged = report.loaded.count - fresh.count
        for loaded in fresh.prefix(20) {
            notes += loaded.remarks.map { Note("load", "\(loaded.listing.symbol.uppercased()): \($0)") }
        }
        notes += report.refused.prefix(20).map { error in
            Note("refused", "\(error.line.map { "\(error.file):\($0)" } ?? error.file): \(error.message).")
        }
        if report.refused.count > 20 {
            notes.append(Note("refused", "\(report.refused.count - 20) more files could not be loaded."))
        }
        if fresh.isEmpty {
            return Answer(
                query: "load",
                headline: [
                    "Nothing has changed in \(path): \(symbols(unchanged)) kept."
                ],
                notes: notes)
        }
        if fresh.count == 1, unchanged == 0 {
            let one = fresh[0]
            let name = one.listing.name.map { ", \($0)" } ?? ""
            return Answer(
                query: "load",
                headline: [
                    "Loaded \(one.listing.symbol.uppercased())\(name): \(one.listing.first) → \(one.listing.last)."
                ],
                notes: notes)
        }
        let shown = fresh.prefix(20)
        let table = Table([
            TableColumn("symbol", .texts(shown.map(\.listing.symbol))),
            TableColumn("name", .texts(shown.map(\.listing.name))),
            TableColumn("first", .dates(shown.map(\.listing.first.number))),
            TableColumn("last", .dates(shown.map(\.listing.last.number))),
        ])
        if shown.count < fresh.count {
            notes.append(Note("shown", "Only the first \(shown.count) are shown; `symbols` lists all."))
        }
        let refused = report.refused.isEmpty ? "" : ", and refused \(report.refused.count) of its files"
        let others = unchanged == 0 ? "" : "; the files of \(unchanged) more have not changed"
        return Answer(
            query: "load", headline: ["Loaded \(symbols(fresh.count)) from \(path)\(others)\(refused)."], table: table,
            notes: notes)
    }

    private func symbols(_ count: Int) -> String { count == 1 ? "1 symbol" : "\(count) symbols" }

    /// - Parameter page: the help page to suggest if the file does not exist.
    func diagnostic(_ error: StoreError, _ span: SourceSpan, see page: String = "data") -> Diagnostic {
        let code: DiagnosticCode =
            switch error.kind {
            case .unreadable: .fileNotRead
            case .notPrices: .notPrices
            case .ambiguousDates: .ambiguousDates
            case .tooLarge: .tooMuch
            case .unwritable: .fileNotWritten
            case .badSnapshot: .badSnapshot
            }
        let place = error.line.map { "\(error.file):\($0)" } ?? error.file
        return Diagnostic(code, span, "\(place): \(error.message)", wayOn(error, page).map { [$0] } ?? [])
    }

    private func wayOn(_ error: StoreError, _ page: String) -> Diagnostic.Advice? {
        if let advice = error.advice { return .init("fix", advice) }
        guard error.kind == .unreadable else { return nil }
        let folder = folder(of: error.file)
        guard let names = host.list(folder.isEmpty ? "." : folder) else { return nil }
        let name = String(error.file.dropFirst(folder.isEmpty ? 0 : folder.count + 1))
        guard let near = nearest(name, among: names, limit: 1).first else { return .init("see", "help \(page)") }
        return .init("nearest", near)
    }
}

/// A sum that several threads add to.
private final class Count: Sendable {
    private let sum = Atomic<Int>(0)

    func add(_ more: Int) -> Int { sum.wrappingAdd(more, ordering: .relaxed).newValue }
}

/// An open file that reports each piece read.
private struct WatchedFile: OpenFile {
    let file: any OpenFile
    let tell: @Sendable (Int) -> Void

    init(_ file: any OpenFile, tell: @escaping @Sendable (Int) -> Void) {
        self.file = file
        self.tell = tell
    }

    var count: Int { file.count }
    var stamp: FileStamp? { file.stamp }

    func read(at offset: Int, into buffer: inout [UInt8], from start: Int) throws(StoreError) -> Int {
        let count = try file.read(at: offset, into: &buffer, from: start)
        tell(count)
        return count
    }
}
