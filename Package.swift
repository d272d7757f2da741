// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.strictMemorySafety(), .treatAllWarnings(as: .error)]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: [], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude)
}

let package = Package(
    name: "tape",
    products: [
        .library(name: "Tape", targets: ["Tape"]),
        .library(name: "TapeSample", targets: ["TapeSample"]),
        .executable(name: "tape", targets: ["TapeMain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        module("TapeSyntax"),
        .systemLibrary(name: "CPlacement"),
        module("TapeStore", ["CPlacement"]),
        module("TapeEngine", ["TapeSyntax", "TapeStore"]),
        module("TapeReport", ["TapeSyntax", "TapeStore", "TapeEngine"]),
        module("Tape", ["TapeSyntax", "TapeStore", "TapeEngine", "TapeReport"]),
        module("TapeSample", ["TapeStore"]),
        .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        module(
            "TapeShell",
            [
                "TapeSyntax", "TapeEngine", "TapeReport", "Tape", "TapeSample", "CLibEdit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "TapeMain", dependencies: ["TapeShell"], swiftSettings: strict),

        .executableTarget(
            name: "EmbeddingExample", dependencies: ["Tape", "TapeSample"], path: "Examples/Embedding",
            exclude: ["main.out"], packageAccess: false, swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["TapeSyntax", "TapeEngine", "Tape", "TapeSample"],
            path: "Tests/Support"),
        tests("TapeSyntaxTests", ["TapeSyntax", "TapeEngine"]),
        tests("TapeStoreTests", ["TapeStore"], exclude: ["Snapshots"]),
        tests("TapeEngineTests", ["TapeSyntax", "TapeStore", "TapeEngine", "Tape"]),
        tests("TapeReportTests", ["TapeSyntax", "TapeStore", "TapeEngine", "TapeReport"]),
        tests("TapeSampleTests", ["TapeStore", "TapeSample"]),
        tests("TapeShellTests", ["Tape", "TapeShell"]),
        tests("TapeTests", ["TapeSyntax", "TapeStore", "TapeEngine", "Tape", "TapeSample", "EmbeddingExample"]),
    ]
)
