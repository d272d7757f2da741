import Foundation

/// The folder of real prices next to the package, which not every checkout has.
enum MarketFolder {
    static let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/market")

    static var isThere: Bool { FileManager.default.fileExists(atPath: url.path) }

    static func bytes(_ name: String) -> [UInt8] {
        guard let data = try? Data(contentsOf: url.appending(path: name)) else { return [] }
        return [UInt8](data)
    }

    /// The names of the CSV files of a folder, sorted.
    static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path)) ?? []
        return names.filter { $0.hasSuffix(".csv") }.sorted().map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
    }
}
