import Synchronization
import Tape

/// What `set` changes of the program itself: how answers get to the screen.
final class ShellSettings: Sendable {
    private let chosenPager = Mutex(Pager())
    private let isASCII = Atomic<Bool>(false)

    var pager: Pager { chosenPager.withLock { $0 } }

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
                change: { text in
                    self.chosenPager.withLock { $0 = Pager(text) }
                    return nil
                }),
            SettingEntry(
                name: "characters", values: "unicode or ascii",
                doc: "what charts, dashes and arrows are drawn with",
                choices: ["unicode", "ascii"],
                read: { self.usesASCII ? "ascii" : "unicode" },
                change: { text in
                    let choice = text.lowercased()
                    guard ["unicode", "ascii"].contains(choice) else { return "`unicode` or `ascii`" }
                    self.isASCII.store(choice == "ascii", ordering: .relaxed)
                    return nil
                }),
        ]
    }
}
