import Synchronization

/// `load`: price files into the market. A failed load leaves the market as it was.
extension Session {
    func load(
        _ name: Name?, _ path: Text, _ dates: Name?, _ source: Source, _ emit: (Output) -> Void
    ) throws(Stop) {
        let host = host
        let loaded = Count()
        var options = ImportOptions(symbol: name?.text)
        if let dates {
            guard let order = DateOrder(rawValue: dates.text) else {
                throw .failed(
                    Diagnostic(
                        .ambiguousDates, dates.span,
                        "dates are read as `dmy`, `mdy` or `ymd`, and `\(dates.text)` is none of them",
                        [.init("like", "load \"\(path.value)\" dates dmy")]), source)
            }
            options.dates = order
        }
        let full = located(path.value)
        let folder = host.list(full)
        if folder != nil, name != nil {
            throw .failed(
                Diagnostic(
                    .fileNotRead, path.span,
                    "`\(path.value)` is a folder, and a folder's symbols are named after its files"),
                source)
        }
        let base = full.hasSuffix("/") ? full : full + "/"
        let paths = folder.map { $0.map { base + $0 } } ?? [full]
        let total = size(of: paths, fromFolder: folder != nil)
        var updated = market
        let report = updated.load(
            paths, options: options, fromFolder: folder != nil,
            read: { (path) throws(StoreError) in
                if host.isInterrupted { throw StoreError(.unreadable, file: path, "interrupted") }
                let bytes = try host.read(path)
                if let total { host.progress(.loading, loaded.add(bytes.count), of: total) }
                return bytes
            })
        if host.isInterrupted { throw .interrupted }
        if report.loaded.isEmpty {
            guard let first = report.refused.first else {
                throw .failed(
                    Diagnostic(
                        .notPrices, path.span, "there is no price file in `\(path.value)`",
                        [.init("looked for", PriceFile.endings.joined(separator: " "))]), source)
            }
            throw .failed(diagnostic(first, path.span), source)
        }
        market = updated
        emit(.answer(answer(report, path.value)))
    }

    /// The bytes that a load will read; nil where the host cannot tell.
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
        for loaded in report.loaded.prefix(20) {
            notes += loaded.remarks.map { Note("load", "\(loaded.listing.symbol.uppercased()): \($0)") }
        }
        notes += report.refused.prefix(20).map { error in
            Note("refused", "\(error.line.map { "\(error.file):\($0)" } ?? error.file): \(error.message).")
        }
        if report.refused.count > 20 {
            notes.append(Note("refused", "\(report.refused.count - 20) more files were refused."))
        }
        if report.loaded.count == 1 {
            let one = report.loaded[0]
            let name = one.listing.name.map { ", \($0)" } ?? ""
            return Answer(
                query: "load",
                headline: [
                    "Loaded \(one.listing.symbol.uppercased())\(name): \(one.listing.first) → \(one.listing.last)."
                ],
                notes: notes)
        }
        let shown = report.loaded.prefix(20)
        let table = Table([
            TableColumn("symbol", .texts(shown.map(\.listing.symbol))),
            TableColumn("name", .texts(shown.map(\.listing.name))),
            TableColumn("first", .dates(shown.map(\.listing.first.number))),
            TableColumn("last", .dates(shown.map(\.listing.last.number))),
        ])
        if shown.count < report.loaded.count {
            notes.append(Note("load", "The first \(shown.count) are shown; `symbols` lists them all."))
        }
        let refused = report.refused.isEmpty ? "" : ", and refused \(report.refused.count) of its files"
        return Answer(
            query: "load", headline: ["Loaded \(report.loaded.count) symbols from \(path)\(refused)."], table: table,
            notes: notes)
    }

    func diagnostic(_ error: StoreError, _ span: SourceSpan) -> Diagnostic {
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
        return Diagnostic(
            code, span, "\(place): \(error.message)", error.advice.map { [.init("settle it with", $0)] } ?? [])
    }
}

/// A sum that several threads add to.
private final class Count: Sendable {
    private let sum = Atomic<Int>(0)

    func add(_ more: Int) -> Int { sum.wrappingAdd(more, ordering: .relaxed).newValue }
}
