import Synchronization
import TapeSystem

/// The result of loading one or more files.
package struct LoadReport: Sendable {
    package struct Loaded: Sendable {
        package var listing: Listing
        package var file: String
        /// What was merged, dropped or missing, one sentence each.
        package var remarks: [String]
        /// Whether the file is unchanged since it was read before, so that it was not read again.
        package var isUnchanged = false
    }

    /// The instruments in the order of the files, including those kept because the file has not changed.
    package var loaded: [Loaded] = []
    /// The files that could not be loaded, with the reason.
    package var refused: [StoreError] = []
    /// Remarks on the load as a whole, one sentence each.
    package var remarks: [String] = []
    /// Files of a folder without a price file's ending, which were skipped.
    package var passedOver: [String] = []

    package init() {}
}

extension PriceFile {
    /// The file endings that loading a folder reads. A file that is named directly may have any ending.
    package static let endings = [".csv", ".tsv", ".txt", ".tab", ".dat", ".gz"]

    /// Whether loading a folder reads a file of this name: it has a price file's ending and is not hidden.
    package static func isCandidate(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !lower.hasPrefix(".") && endings.contains { lower.hasSuffix($0) }
    }
}

extension Market {
    /// Adds the contents of the files, in order; a refused file changes nothing and is listed in the report. The result
    /// does not depend on the number of threads.
    ///
    /// Instruments from an unchanged file of a folder are kept: loading a folder after an `open` reads only new files.
    ///
    /// For a folder, pass the paths of its files sorted by name: those that are not candidates are skipped. Sub-folders
    /// are left to the caller.
    /// - Parameters:
    ///   - paths: the files, as named in messages.
    ///   - fromFolder: whether they are the files of a folder, which may include other files than prices.
    ///   - threads: how many files, or parts of a long file, are read in parallel.
    ///   - isInterrupted: checked once per file and per megabyte; if true, the load ends early and must be discarded.
    ///   - open: opens a file; called from several threads.
    package mutating func load(
        _ paths: [String], options: ImportOptions = ImportOptions(), fromFolder: Bool = false, threads: Int = 1,
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        open: @Sendable (String) throws(StoreError) -> any OpenFile
    ) -> LoadReport {
        let plan = ImportPlan(threads: threads, isInterrupted: isInterrupted)
        // A file loaded with other options must be read again.
        let known = fromFolder ? instrumentsByFile() : [:]
        var report = LoadReport()
        let candidates = paths.filter { !fromFolder || PriceFile.isCandidate(Self.fileName($0)) }
        if candidates.count < paths.count {
            report.passedOver = paths.filter { !PriceFile.isCandidate(Self.fileName($0)) }
        }
        var origins: [String: String] = [:]
        for (path, outcome) in zip(candidates, Loading(candidates, options, plan, known).outcomes(open)) {
            switch outcome {
            case .success(let content):
                for instrument in content.instruments {
                    add(instrument)
                    guard let listing = listing(instrument.symbol) else { continue }
                    if let before = origins.updateValue(path, forKey: instrument.symbol) {
                        report.remarks.append("\(path) replaced `\(instrument.symbol)` from \(before).")
                        report.loaded.removeAll { $0.listing.symbol == instrument.symbol }
                    }
                    report.loaded.append(
                        LoadReport.Loaded(
                            listing: listing, file: path, remarks: instrument.provenance.remarks,
                            isUnchanged: content.isUnchanged))
                }
            case .failure(let error): report.refused.append(error)
            }
        }
        return report
    }

    /// Instruments by file, for files whose stamp is known.
    private func instrumentsByFile() -> [String: [Instrument]] {
        var known: [String: [Instrument]] = [:]
        for listing in listings {
            guard let instrument = instrument(listing.symbol), instrument.provenance.stamp != nil,
                let file = instrument.provenance.file
            else { continue }
            known[file, default: []].append(instrument)
        }
        return known
    }

    private static func fileName(_ path: String) -> String {
        path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? path
    }
}

/// Reads many files: short ones in parallel, long ones one after the other, each on all threads.
private struct Loading: Sendable {
    let paths: [String]
    let options: ImportOptions
    let plan: ImportPlan
    /// The market's instruments from each file.
    let known: [String: [Instrument]]

    struct Content {
        var instruments: [Instrument]
        var isUnchanged = false
    }

    typealias Outcome = Result<Content, StoreError>

    init(_ paths: [String], _ options: ImportOptions, _ plan: ImportPlan, _ known: [String: [Instrument]]) {
        self.paths = paths
        self.options = options
        self.plan = plan
        self.known = known
    }

    /// The outcome for each file, in order; fewer if the load was interrupted.
    func outcomes(_ open: @Sendable (String) throws(StoreError) -> any OpenFile) -> [Outcome] {
        let next = Atomic<Int>(0)
        let outcomes = Mutex([Outcome?](repeating: nil, count: paths.count))
        let long = Mutex<[Int]>([])
        var alone = plan
        alone.threads = 1
        Workers.run(min(plan.threads, paths.count)) { [alone] in
            let workspace = ImportWorkspace()
            while !plan.isInterrupted() {
                let place = next.add(1, ordering: .relaxed).oldValue
                guard place < paths.count else { return }
                let outcome = self.outcome(
                    of: place, open, workspace, alone,
                    putOff: { file in
                        guard plan.threads > 1, file.count > plan.partBytes else { return false }
                        long.withLock { $0.append(place) }
                        return true
                    })
                if let outcome { outcomes.withLock { $0[place] = outcome } }
            }
        }
        let workspace = ImportWorkspace()
        for place in long.withLock({ $0 }).sorted() where !plan.isInterrupted() {
            let outcome = outcome(of: place, open, workspace, plan, putOff: { _ in false })
            outcomes.withLock { $0[place] = outcome }
        }
        return outcomes.withLock { $0 }.compactMap { $0 }
    }

    /// Whether these are all instruments of the file, and the file is unchanged.
    private func isWhole(_ known: [Instrument], _ stamp: FileStamp?) -> Bool {
        guard let stamp else { return false }
        return known.allSatisfy { $0.provenance.stamp == stamp && $0.provenance.symbolsOfFile == known.count }
    }

    /// The instruments with the measure and calendar that were given.
    private func measured(_ instruments: [Instrument]) -> [Instrument] {
        guard let measure = options.measure else { return instruments }
        return instruments.map {
            Instrument(
                symbol: $0.symbol, name: $0.name, axis: $0.axis, columns: $0.columns, mainColumn: $0.mainColumn,
                frequency: $0.frequency, calendar: $0.calendar, provenance: $0.provenance, measure: measure)
        }
    }

    /// The instruments with the file's stamp, unless options were given: then loading a folder would read the file
    /// differently.
    private func stamped(_ instruments: [Instrument], _ stamp: FileStamp?) -> [Instrument] {
        guard let stamp, options.symbol == nil, options.dates == nil, options.measure == nil, options.calendar == nil
        else { return instruments }
        return instruments.map { instrument in
            var provenance = instrument.provenance
            provenance.stamp = stamp
            provenance.symbolsOfFile = instruments.count
            return Instrument(
                symbol: instrument.symbol, name: instrument.name, axis: instrument.axis, columns: instrument.columns,
                mainColumn: instrument.mainColumn, frequency: instrument.frequency, calendar: instrument.calendar,
                provenance: provenance, measure: instrument.measure)
        }
    }

    private func outcome(
        of place: Int, _ open: @Sendable (String) throws(StoreError) -> any OpenFile, _ workspace: ImportWorkspace,
        _ plan: ImportPlan, putOff: (any OpenFile) -> Bool
    ) -> Outcome? {
        do throws(StoreError) {
            let path = paths[place]
            let file = try open(path)
            if let known = known[path], isWhole(known, file.stamp) {
                return .success(Content(instruments: known, isUnchanged: true))
            }
            if putOff(file) { return nil }
            let instruments = try PriceFile.read(file, path: path, options: options, plan, workspace)
            return .success(Content(instruments: stamped(measured(instruments), file.stamp)))
        } catch {
            return .failure(error)
        }
    }
}
