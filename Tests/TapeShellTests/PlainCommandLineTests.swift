import TestSupport
import Testing

@testable import TapeShell

/// Command lines read without the parser mean the same as with it.
@Suite struct PlainCommandLineTests {
    /// The parser's result for a command line; nil if it rejects it, shows help, or does something else.
    private static func parsed(_ words: [String]) -> PlainCommandLine? {
        switch try? TapeCommand.parseAsRoot(ArgumentOrder.arrange(words)) {
        case let command as TapeCommand: PlainCommandLine(.answer(command.c), command.shared.values)
        case let command as RunCommand:
            PlainCommandLine(.run(command.file, command.arguments), command.shared.values)
        default: nil
        }
    }

    @Test(
        arguments: [
            [], ["-c", "1"], ["-c", "1", "-c", "2"], ["--data", "d", "-c", "q", "--market", "m"], ["--timing"],
            ["s.tape"], ["s.tape", "--data", "d"], ["run", "s.tape", "a", "--help"], ["--safe", "run", "-", "--", "x"],
            ["--format", "json", "--color", "never", "--threads", "2", "--as-of", "2026-01-22", "--no-config"], ["-"],
        ])
    func plain(words: [String]) {
        #expect(PlainCommandLine(words) != nil && PlainCommandLine(words) == Self.parsed(words))
    }

    @Test("Any words are read as the parser reads them, or left to it")
    func random() {
        let seed = freshSeed()
        var random = SeededRandom(seed)
        let pool = [
            "-c", "-c", "--data", "--market", "--format", "--color", "--as-of", "--threads", "--no-config", "--safe",
            "--timing", "run", "check", "fmt", "help", "s.tape", "1 + 1", "json", "never", "auto", "2", "0", "-1",
            "x y",
            "-", "--", "--help", "-h", "--version", "--data=d", "-cq", "--check", "", "--unknown", "-x", "2026-01-22",
        ]
        var plain = 0
        for _ in 0..<2_000 {
            let words = (0..<Int.random(in: 0...6, using: &random)).map { _ in pool.randomElement(using: &random)! }
            guard let line = PlainCommandLine(words) else { continue }
            plain += 1
            #expect(line == Self.parsed(words), "seed \(seed): \(words)")
        }
        #expect(plain > 100)
    }
}
