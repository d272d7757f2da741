import TestSupport
import Testing

/// Differences between systems are in one module, so that the package can be built on systems where it is not tested.
@Suite struct PlatformTests {
    @Test func theCLibraryIsImportedInOnePlace() throws {
        let sources = swiftFiles(Places.package + "/Sources") + swiftFiles(Places.package + "/Examples")
        #expect(sources.count > 250)
        for path in sources where !path.contains("/Sources/TapeSystem/") {
            let text = try #require(Files.text(path))
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard words.contains("import"), let module = words.last else { continue }
                #expect(!["Glibc", "Musl", "Darwin", "CPlacement"].contains(module), "\(path) imports \(module)")
            }
        }
    }

    private func swiftFiles(_ folder: String) -> [String] {
        (Files.list(folder) ?? []).flatMap { name in
            let path = folder + "/" + name
            return name.hasSuffix(".swift") ? [path] : swiftFiles(path)
        }
    }
}
