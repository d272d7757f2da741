// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds or tests Tape builds the benchmarks too.
let package = Package(
    name: "tape-bench",
    dependencies: [.package(name: "tape", path: "../..")],
    targets: [
        .executableTarget(
            name: "tape-bench", dependencies: [.product(name: "Tape", package: "tape")], path: "Sources/tape-bench",
            swiftSettings: [.strictMemorySafety(), .treatAllWarnings(as: .error)])
    ]
)
