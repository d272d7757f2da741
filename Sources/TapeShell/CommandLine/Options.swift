import Tape
import TapeSyntax

enum ColorChoice: String, CaseIterable {
    case auto, always, never
}

/// What the command line says besides what to do.
struct SharedOptions: Equatable {
    var data: [String] = []
    var market: String?
    /// By the setting's name, what the command line says of settings of the session and the program: `--threads 2`.
    var settings: [String: String] = [:]
    var color = ColorChoice.auto
    var noConfig = false
    var safe = false
    var timing = false
}

/// An option that may stand before or behind any subcommand. The table `all` is read by the plain command line and by
/// the parser, which brings help, mistakes and the completion of shells: a new option is one more row there.
struct OptionRow: Sendable {
    /// Without its dashes.
    let name: String
    /// What stands for its value in the help; nil where it takes none.
    var value: String?
    /// Put together only where it is shown.
    private let wording: @Sendable () -> String
    /// Values that the completion of shells offers.
    var choices: [String] = []
    /// Whether a value that is none of these is refused at once; what a setting may be it says itself.
    var takesChoicesOnly = false
    /// Its value is a path, which shells complete.
    var isPath = false
    let keep: @Sendable (inout SharedOptions, String) -> Void

    static let all = own + ofSettings

    private static let own: [OptionRow] =
        [
            .init(
                name: "data", value: "path", help: "Load prices from a file or folder; may be repeated.", isPath: true
            ) {
                $0.data.append($1)
            },
            .init(name: "market", value: "file", help: "Open a saved market.", isPath: true) { $0.market = $1 },
            .init(
                name: "color", value: "when", help: "Colour in the answers: auto, always or never.",
                choices: ColorChoice.allCases.map(\.rawValue), takesChoicesOnly: true
            ) { $0.color = ColorChoice(rawValue: $1) ?? .auto },
            .init(name: "no-config", help: "Leave out the start-up file of the prompt.") { options, _ in
                options.noConfig = true
            },
            .init(name: "safe", help: "No query reaches a file, and no program is started.") { options, _ in
                options.safe = true
            },
            .init(name: "timing", help: "Say how long each text took.") { options, _ in options.timing = true },
        ]

    private static let ofSettings = settings.map(OptionRow.init)

    /// The settings that are options too.
    static let settings = (Session.settingEntries + ShellSettings().entries).filter { $0.optionValue != nil }

    private init(_ setting: SettingEntry) {
        let name = setting.name
        self.init(
            name: setting.optionName, value: setting.optionValue,
            help:
                "As `set \(name)`: \(setting.values). \(setting.doc.prefix(1).uppercased() + setting.doc.dropFirst()).",
            choices: setting.choices
        ) { $0.settings[name] = $1 }
    }

    private init(
        name: String, value: String? = nil, help: @autoclosure @escaping @Sendable () -> String, choices: [String] = [],
        takesChoicesOnly: Bool = false,
        isPath: Bool = false, keep: @escaping @Sendable (inout SharedOptions, String) -> Void
    ) {
        self.name = name
        self.value = value
        wording = help
        self.choices = choices
        self.takesChoicesOnly = takesChoicesOnly
        self.isPath = isPath
        self.keep = keep
    }

    var help: String { wording() }

    func accepts(_ value: String) -> Bool { !takesChoicesOnly || choices.contains(value) }

    /// The option as it is typed, such as `--data`; nil where there is none.
    static func typed(_ word: String) -> OptionRow? {
        // The rows are not made where only `-c` is typed, nor those of the settings before one of them is.
        guard word.hasPrefix("--") else { return nil }
        let isTyped = { (row: OptionRow) in row.name == word.dropFirst(2) }
        return own.first(where: isTyped) ?? ofSettings.first(where: isTyped)
    }
}
