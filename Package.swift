// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.strictMemorySafety(), .treatAllWarnings(as: .error)]
/// As a package around Tape may be compiled: members are in sight only of modules that the file itself imports.
let embedder: [SwiftSetting] = [.enableUpcomingFeature("MemberImportVisibility")]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: [], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TapeSystem", "TestSupport"], exclude: exclude)
}

let package = Package(
    name: "tape",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Tape", targets: ["Tape"]),
        .library(name: "TapeSample", targets: ["TapeSample"]),
        .executable(name: "tape", targets: ["TapeMain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        module("TapeSystem", [.target(name: "CPlacement", condition: .when(platforms: [.linux]))]),
        module("TapeTime"),
        module("TapeSyntax", ["TapeTime"]),
        .systemLibrary(name: "CPlacement"),
        module("TapeStore", ["TapeSystem", "TapeTime"]),
        module("TapeEngine", ["TapeSystem", "TapeTime", "TapeSyntax", "TapeStore"]),
        module("TapeReport", ["TapeTime", "TapeSyntax", "TapeStore", "TapeEngine"]),
        module("Tape", ["TapeSystem", "TapeTime", "TapeSyntax", "TapeStore", "TapeEngine", "TapeReport"]),
        module("TapeLearning", ["TapeTime", "TapeSyntax", "TapeStore", "TapeEngine", "TapeReport", "Tape"]),
        module("TapeSample", ["TapeTime", "TapeStore"]),
        .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        module(
            "TapeShell",
            [
                "TapeSystem", "TapeSyntax", "TapeEngine", "TapeReport", "Tape", "TapeLearning", "TapeSample",
                "CLibEdit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "TapeMain", dependencies: ["TapeShell"], swiftSettings: strict),

        .executableTarget(
            name: "EmbeddingExample", dependencies: ["Tape", "TapeSample"], path: "Examples/Embedding",
            exclude: ["main.out"], packageAccess: false, swiftSettings: strict + embedder),

        .target(
            name: "TestSupport",
            dependencies: ["TapeSystem", "TapeTime", "TapeSyntax", "TapeEngine", "Tape", "TapeLearning", "TapeSample"],
            path: "Tests/Support"),
        tests("TapeTimeTests", ["TapeTime"]),
        tests("TapeSyntaxTests", ["TapeTime", "TapeSyntax", "TapeEngine"]),
        tests("TapeStoreTests", ["TapeTime", "TapeStore"], exclude: ["Snapshots"]),
        tests("TapeEngineTests", ["TapeTime", "TapeSyntax", "TapeStore", "TapeEngine", "Tape"]),
        tests("TapeReportTests", ["TapeTime", "TapeSyntax", "TapeStore", "TapeEngine", "TapeReport"]),
        tests("TapeSampleTests", ["TapeTime", "TapeStore", "TapeSample"]),
        tests("TapeLearningTests", ["TapeTime", "TapeStore", "Tape", "TapeLearning", "TapeSample"]),
        tests("TapeShellTests", ["TapeSyntax", "TapeEngine", "TapeReport", "Tape", "TapeShell"]),
        tests(
            "TapeTests",
            [
                "TapeTime", "TapeSyntax", "TapeStore", "TapeEngine", "TapeReport", "Tape", "TapeSample",
                "EmbeddingExample",
            ]),
        .testTarget(
            name: "TapeEmbeddingTests", dependencies: ["Tape", "TapeSample"], exclude: ["PublicNames.txt"],
            packageAccess: false, swiftSettings: embedder),
    ]
)
