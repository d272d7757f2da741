import Testing

@testable import TapeShell

@Suite struct ArgumentOrderTests {
    @Test(
        arguments: [
            ([], []),
            (["-c", "run", "--data", "x"], ["-c", "run", "--data", "x"]),
            (["s.tape"], ["run", "--", "s.tape"]),
            (["--data", "d", "s.tape", "--help", "-x"], ["run", "--data", "d", "--", "s.tape", "--help", "-x"]),
            (["run", "s.tape", "--data", "d"], ["run", "--", "s.tape", "--data", "d"]),
            (["--safe", "run", "--timing", "s.tape", "a"], ["run", "--safe", "--timing", "--", "s.tape", "a"]),
            (["run"], ["run"]), (["run", "--help"], ["run", "--help"]),
            (["-"], ["run", "--", "-"]), (["run", "-"], ["run", "--", "-"]),
            (["--", "-odd-name"], ["run", "--", "-odd-name"]),
            (["--data=d", "check", "a", "--safe"], ["check", "--data=d", "a", "--safe"]),
            (["--format", "csv", "fmt", "--check", "a"], ["fmt", "--format", "csv", "--check", "a"]),
            (["help", "run"], ["help", "run"]),
            (["--data"], ["--data"]),
            (["--generate-completion-script", "bash"], ["--generate-completion-script", "bash"]),
        ] as [([String], [String])])
    func arranges(given: [String], wanted: [String]) {
        #expect(ArgumentOrder.arrange(given) == wanted)
    }

    /// The table of options with a value must match the parser's; otherwise an option before a script would swallow its
    /// name.
    @Test func knowsEveryOptionWithAValue() {
        let help = tape(["--help"]).output
        let options = help.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("-") }
        #expect(options.count > 8)
        for option in options {
            let words = option.split(separator: " ")
            let takesValue = words.count > 1 && words[1].hasPrefix("<")
            #expect(ArgumentOrder.valued.contains(String(words[0])) == takesValue, "\(option)")
        }
    }
}
