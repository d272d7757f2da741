import Synchronization
import Tape

/// The settings of the program itself: how answers reach the screen.
final class ShellSettings: Sendable {
    private let chosenPager = Mutex(Pager())
    private let chosenFormat = Mutex(OutputFormat.table)
    private let isASCII = Atomic<Bool>(false)

    /// Where a program to start may be named: never in a script, which may come from anyone.
    enum Naming: Int {
        case nowhere, underSafe, atThePrompt, inStartUpFile
    }

    private let naming = Atomic<Int>(Naming.nowhere.rawValue)

    func programsMayBeNamed(_ place: Naming) { naming.store(place.rawValue, ordering: .relaxed) }

    /// Why a program may not be named here; nil if it may.
    private func refusal(_ pager: Pager, _ session: Session) -> String? {
        guard case .command = pager.choice else { return nil }
        switch Naming(rawValue: naming.load(ordering: .relaxed)) ?? .nowhere {
        case .underSafe: return "starting programs is disabled by --safe"
        case .atThePrompt where session.scriptDepth == 0: return nil
        case .inStartUpFile where session.scriptDepth == 1: return nil
        default: return "a program can be named at the prompt and in your own `rc.tape`, not in a script"
        }
    }

    var pager: Pager { chosenPager.withLock { $0 } }

    /// The format of answers whose query names none.
    var format: OutputFormat { chosenFormat.withLock { $0 } }

    /// Whether readable output uses ASCII only.
    var usesASCII: Bool { isASCII.load(ordering: .relaxed) }

    /// The rows for the table of settings.
    var entries: [SettingEntry] {
        [
            SettingEntry(
                name: "pager", values: "auto, off or a command",
                doc: "the pager for answers longer than the screen; auto is $PAGER, else less or more",
                choices: ["auto", "off", "less", "more"],
                read: { self.pager.text },
                refusal: { self.refusal(Pager($1), $0) },
                change: { text in
                    let pager = Pager(text)
                    if case .command(let command) = pager.choice, Child.words(command) == nil {
                        return .wanted("`auto`, `off` or a program with its arguments, without shell syntax")
                    }
                    return .to { self.chosenPager.withLock { $0 = pager } }
                }),
            SettingEntry(
                name: "format", values: OutputFormat.names.joined(separator: ", "),
                doc: "the format of answers", choices: OutputFormat.names, optionValue: "format",
                read: { self.format.name },
                change: { text in
                    guard let format = OutputFormat(text.lowercased()) else {
                        return .wanted("one of \(OutputFormat.names.joined(separator: ", "))")
                    }
                    return .to { self.chosenFormat.withLock { $0 = format } }
                }),
            SettingEntry(
                name: "characters", values: "unicode or ascii",
                doc: "the characters for charts, dashes and arrows",
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
