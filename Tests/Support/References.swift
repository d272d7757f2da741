import Tape
import TapeEngine
import TapeSample
import TapeSyntax

/// The reference pages and editor files, written from the tables of the language. `Grammar/` holds them; a test
/// compares, and `TAPE_ACCEPT=1` rewrites them. The test of the functions page is where the functions are compared with
/// their peers.
package enum References {
    /// By file name under `Grammar/`.
    package static func all() -> [(name: String, text: String)] {
        let session = Session(market: SampleMarket.make(), host: DocumentFiles.host())
        return [("verbs.md", verbs(session)), ("errors.md", errors())] + editorFiles(session.language)
    }

    package static func editorFiles(_ language: Language) -> [(name: String, text: String)] {
        let files = EditorFiles(language)
        return [("tape.tmLanguage.json", files.textMate()), ("tape.vim", files.vim())]
    }

    private static let written = "<!-- Written from the tables of the language; see Tests/Support/References.swift. -->"

    private static func code(_ lines: [String]) -> String { "```tape\n\(lines.joined(separator: "\n"))\n```" }

    // MARK: Verbs and words

    /// The page with the verbs, clauses and stages of the session's language.
    package static func verbs(_ session: Session) -> String {
        let language = session.language
        let table = session.wordTable
        var parts = [
            "# Verbs, clauses, conditions, stages and statements", written,
            "A query is `VERB subject clause… | stage…`. Every example runs on the sample.", "## Verbs",
        ]
        for entry in language.verbs.all {
            let taken = language.clauses.kinds.filter { entry.clauses.contains($0) }.map(\.spelling).joined(
                separator: " · ")
            parts += ["### `\(entry.signature)`", sentence(entry.doc)] + entry.notes
            parts.append("Takes: \(taken).")
            if let columns = columns(entry, session) { parts.append("Columns: \(columns).") }
            parts.append(code(entry.examples))
        }
        let kinds: [(String, String, [WordEntry])] = [
            ("Clauses", "After the subject, in any order, each at most once.", table.clauses),
            ("Conditions", "True, false or missing at each session.", WordTable.conditions),
            ("Stages of a pipe", "After `|`, from left to right.", table.stages),
            ("Special words", "", WordTable.values),
            ("Statements", "The same at the prompt and in scripts.", table.statements),
            ("Commands", "Followed by plain words.", WordTable.commands),
        ]
        for (title, text, entries) in kinds {
            parts.append("## \(title)")
            if !text.isEmpty { parts.append(text) }
            for entry in entries {
                parts += ["### `\(entry.signature.replacing("`", with: ""))`", sentence(entry.doc)] + entry.more
                parts.append(code(entry.examples))
            }
        }
        parts.append("## Settings")
        parts.append(
            (["| setting | values | meaning |", "| --- | --- | --- |"]
                + session.settingEntries.map { "| `\($0.name)` | \($0.values) | \($0.doc) |" }).joined(separator: "\n"))
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The columns of the verb's answer, from its first example.
    private static func columns(_ entry: Verb, _ session: Session) -> String? {
        guard let answer = try? session.answer(entry.examples[0]), let table = answer.table else { return nil }
        return table.columns.map { "`\($0.name)`" }.joined(separator: ", ")
    }

    // MARK: Functions

    /// - Parameter comparison: the section with what each function was compared with.
    package static func functions(_ language: Language = .standard, comparison: String) -> String {
        var parts = [
            "# Functions", written,
            "S is a symbol or any other series, COND a condition, G a group, D a date, n a number of bars. An argument with `=` has that value by default. If an argument in `[ ]` is left out, the function gives one number over the query's window.",
        ]
        var family = ""
        for entry in language.functions.all {
            if entry.family != family {
                family = entry.family
                parts.append("## \(family)")
            }
            var facts = ["- Formula: \(entry.formula)", "- Gives: \(entry.gives)"]
            if !entry.warmUp.isEmpty { facts.append("- Missing: \(entry.warmUp)") }
            if !entry.seed.isEmpty { facts.append("- Starts from: \(entry.seed)") }
            if !entry.source.isEmpty { facts.append("- Source: \(entry.source)") }
            if !entry.differs.isEmpty { facts.append("- Elsewhere: \(entry.differs)") }
            parts += [
                "### `\(entry.signature)`", sentence(entry.doc), facts.joined(separator: "\n"), code([entry.example]),
            ]
        }
        parts.append("## Frequencies and groups")
        for entry in WordTable.engineFunctions {
            parts += ["### `\(entry.signature)`", sentence(entry.doc)] + entry.more
            parts.append(code(entry.examples))
        }
        parts.append(comparison)
        return parts.joined(separator: "\n\n") + "\n"
    }

    // MARK: Errors

    private static func errors() -> String {
        var parts = [
            "# Errors", written,
            "T01 the text, T02 names, T03 kinds, T04 data and windows, T05 files, T06 limits, T07 running a script. At the prompt, `help T0107` shows the same text.",
        ]
        for code in DiagnosticCode.allCases {
            let article = code.article
            parts += ["## \(code.rawValue): \(article.title)", article.text]
            if !article.wrong.isEmpty { parts.append("```\n\(rendered(article.wrong))```") }
            if !article.scene.isEmpty { parts.append("Wrong: \(article.scene).") }
            if !article.right.isEmpty { parts += ["Right:", self.code([article.right])] }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func rendered(_ text: String) -> String {
        let session = Session(market: SampleMarket.make(), host: DocumentFiles.host())
        switch session.run(Source(text), emit: { _ in }) {
        case .failed(let diagnostics, let source): return render(diagnostics[0], in: source, Style(width: 80))
        case .assertFailed(let diagnostic, let source): return render(diagnostic, in: source, Style(width: 80))
        default: return "\(text)\n"
        }
    }

    private static func sentence(_ line: String) -> String {
        let isName = line.split(separator: " ").first.map { $0.contains("`") || $0.contains("(") } ?? false
        return (isName ? line : line.prefix(1).uppercased() + line.dropFirst()) + "."
    }
}
