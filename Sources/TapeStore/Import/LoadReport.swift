/// What a load of one or more files came to.
public struct LoadReport: Sendable {
    public struct Loaded: Sendable {
        public var listing: Listing
        public var file: String
        /// What was folded, dropped or missing on the way in, one sentence each.
        public var remarks: [String]
    }

    /// In the order of the files.
    public var loaded: [Loaded] = []
    /// The files that could not be loaded, and why.
    public var refused: [StoreError] = []
    /// What concerns the load as a whole, one sentence each.
    public var remarks: [String] = []
    /// Files of a folder that do not bear a price file's ending, and were not looked at.
    public var passedOver: [String] = []

    public init() {}
}

extension PriceFile {
    /// The endings of files that a folder's load looks into. A file that is named by itself may have any.
    public static let endings = [".csv", ".tsv", ".txt", ".tab", ".dat", ".gz"]

    /// Whether a folder's load looks into a file of this name: it has a price file's ending and is not hidden.
    public static func isCandidate(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !lower.hasPrefix(".") && endings.contains { lower.hasSuffix($0) }
    }
}

extension Market {
    /// Adds what the files hold, one after the other; a file that is refused harms nothing and stands in the report.
    ///
    /// For a folder give the paths of its files in the order of their names: those that are no candidates are passed
    /// over. Sub-folders are the caller's affair, and are not expected to be descended.
    /// - Parameters:
    ///   - paths: the files as messages name them.
    ///   - fromFolder: whether they are a folder's, so that other files than price files may be among them.
    ///   - read: a file's content; it is called file by file, so that no more than one is in memory.
    public mutating func load(
        _ paths: [String], options: ImportOptions = ImportOptions(), fromFolder: Bool = false,
        read: (String) throws(StoreError) -> [UInt8]
    ) -> LoadReport {
        var report = LoadReport()
        var origins: [String: String] = [:]
        for path in paths {
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? path
            guard !fromFolder || PriceFile.isCandidate(name) else {
                report.passedOver.append(path)
                continue
            }
            do throws(StoreError) {
                for instrument in try PriceFile.read(read(path), path: path, options: options) {
                    add(instrument)
                    guard let listing = listing(instrument.symbol) else { continue }
                    if let before = origins.updateValue(path, forKey: instrument.symbol) {
                        report.remarks.append("\(path) replaced `\(instrument.symbol)` from \(before).")
                        report.loaded.removeAll { $0.listing.symbol == instrument.symbol }
                    }
                    report.loaded.append(
                        LoadReport.Loaded(listing: listing, file: path, remarks: instrument.provenance.remarks))
                }
            } catch {
                report.refused.append(error)
            }
        }
        return report
    }
}
