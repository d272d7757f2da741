import Synchronization
import Tape

/// What `set` changes of the program itself: how answers get to the screen.
final class ShellSettings: Sendable {
    private let chosenPager = Mutex(Pager())
    private let chosenFormat = Mutex(OutputFormat.table)
    private let isASCII = Atomic<Bool>(false)

    /// Where a program that this one starts may be named: never in a script, for it may come from anyone.
    enum Naming: Int {
        case nowhere, underSafe, atThePrompt, inStartUpFile
    }

    private let naming = Atomic<Int>(Naming.nowhere.rawValue)

    func programsMayBeNamed(_ place: Naming) { naming.store(place.rawValue, ordering: .relaxed) }

    /// Why a program may not be named from where the session stands; nil where it may.
    private func refusal(_ pager: Pager, _ session: Session) -> String? {
        guard case .command = pager.choice else { return nil }
        switch Naming(rawValue: naming.load(ordering: .relaxed)) ?? .nowhere {
        case .underSafe: return "no program is started here, for `tape` was started with --safe"
        case .atThePrompt where session.scriptDepth == 0: return nil
        case .inStartUpFile where session.scriptDepth == 1: return nil
        default: return "a program can be named at the prompt and in your own `rc.tape`, not in a script"
        }
    }

    var pager: Pager { chosenPager.withLock { $0 } }

    /// How answers are written whose query does not say it.
    var format: OutputFormat { chosenFormat.withLock { $0 } }

    /// No characters beyond ASCII in what people read.
    var usesASCII: Bool { isASCII.load(ordering: .relaxed) }

    /// The rows of the settings' table.
    var entries: [SettingEntry] {
        [
            SettingEntry(
                name: "pager", values: "auto, off or a command",
                doc: "shows an answer that is longer than the screen; auto is $PAGER, else less or more",
                choices: ["auto", "off", "less", "more"],
                read: { self.pager.text },
                refusal: { self.refusal(Pager($1), $0) },
                change: { text in
                    let pager = Pager(text)
                    if case .command(let command) = pager.choice, Child.words(command) == nil {
                        return .wanted("`auto`, `off` or a program with its arguments, which no shell reads")
                    }
                    return .to { self.chosenPager.withLock { $0 = pager } }
                }),
            SettingEntry(
                name: "format", values: OutputFormat.names.joined(separator: ", "),
                doc: "how answers are written", choices: OutputFormat.names, optionValue: "format",
                read: { self.format.name },
                change: { text in
                    guard let format = OutputFormat(text.lowercased()) else {
                        return .wanted("one of \(OutputFormat.names.joined(separator: ", "))")
                    }
                    return .to { self.chosenFormat.withLock { $0 = format } }
                }),
            SettingEntry(
                name: "characters", values: "unicode or ascii",
                doc: "what charts, dashes and arrows are drawn with",
                choices: ["unicode", "ascii"],
                read: { self.usesASCII ? "ascii" : "unicode" },
                change: { text in
                    let choice = text.lowercased()
                    guard ["unicode", "ascii"].contains(choice) else { return .wanted("`unicode` or `ascii`") }
                    return .to { self.isASCII.store(choice == "ascii", ordering: .relaxed) }
                }),
        ]
    }
}
