import Synchronization
import TapeSystem

/// What a load of one or more files came to.
package struct LoadReport: Sendable {
    package struct Loaded: Sendable {
        package var listing: Listing
        package var file: String
        /// What was folded, dropped or missing on the way in, one sentence each.
        package var remarks: [String]
        /// Whether its file is the same as when it was read before, so that it was not read again.
        package var isUnchanged = false
    }

    /// In the order of the files; also what stands as it was because its file has not changed.
    package var loaded: [Loaded] = []
    /// The files that could not be loaded, and why.
    package var refused: [StoreError] = []
    /// What concerns the load as a whole, one sentence each.
    package var remarks: [String] = []
    /// Files of a folder that do not bear a price file's ending, and were not looked at.
    package var passedOver: [String] = []

    package init() {}
}

extension PriceFile {
    /// The endings of files that a folder's load looks into. A file that is named by itself may have any.
    package static let endings = [".csv", ".tsv", ".txt", ".tab", ".dat", ".gz"]

    /// Whether a folder's load looks into a file of this name: it has a price file's ending and is not hidden.
    package static func isCandidate(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !lower.hasPrefix(".") && endings.contains { lower.hasSuffix($0) }
    }
}

extension Market {
    /// Adds what the files hold, in their order; a file that is refused harms nothing and stands in the report. The
    /// outcome does not depend on the number of threads.
    ///
    /// What the market has from a file of a folder that has not changed since is taken as it is: a folder's load after
    /// an `open` reads only what is new.
    ///
    /// For a folder give the paths of its files in the order of their names: those that are no candidates are passed
    /// over. Sub-folders are the caller's affair, and are not expected to be descended.
    /// - Parameters:
    ///   - paths: the files as messages name them.
    ///   - fromFolder: whether they are a folder's, so that other files than price files may be among them.
    ///   - threads: how many files, or parts of a long file, are read side by side.
    ///   - isInterrupted: asked once a file and once a megabyte; after true the load ends early and is to be dropped.
    ///   - open: a file's content; called from several threads.
    package mutating func load(
        _ paths: [String], options: ImportOptions = ImportOptions(), fromFolder: Bool = false, threads: Int = 1,
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        open: @Sendable (String) throws(StoreError) -> any OpenFile
    ) -> LoadReport {
        let plan = ImportPlan(threads: threads, isInterrupted: isInterrupted)
        // Options may have read a file otherwise than it is to be read now.
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

    /// What was read from files whose stamp is known.
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

/// The reading of many files: short ones side by side, long ones one after the other, each on all threads.
private struct Loading: Sendable {
    let paths: [String]
    let options: ImportOptions
    let plan: ImportPlan
    /// What the market has of each file.
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

    /// What became of each file, in their order; of fewer where the load was interrupted.
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

    /// Whether instruments are all that the file has, and the file is the same.
    private func isWhole(_ known: [Instrument], _ stamp: FileStamp?) -> Bool {
        guard let stamp else { return false }
        return known.allSatisfy { $0.provenance.stamp == stamp && $0.provenance.symbolsOfFile == known.count }
    }

    /// The instruments as what they are said to be.
    private func measured(_ instruments: [Instrument]) -> [Instrument] {
        guard let measure = options.measure else { return instruments }
        return instruments.map {
            Instrument(
                symbol: $0.symbol, name: $0.name, axis: $0.axis, columns: $0.columns, mainColumn: $0.mainColumn,
                frequency: $0.frequency, calendar: $0.calendar, provenance: $0.provenance, measure: measure)
        }
    }

    /// The instruments with the file's stamp. With options a file is read otherwise than a folder's load would read it.
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
