import Tape
import TapeSyntax

/// The options of the command line, shared by all commands.
struct SharedOptions: Equatable {
    var data: [String] = []
    var market: String?
    /// Settings given as options, such as `--threads 2`, by the setting's name.
    var settings: [String: String] = [:]
    var color = ColorChoice.auto
    var noConfig = false
    var safe = false
    var timing = false
}

/// An option allowed before or after any subcommand. Both the plain command line and the parser read the table `all`;
/// the parser adds help, error messages and shell completion. A new option is one more row there.
struct OptionRow: Sendable {
    /// The name without its dashes.
    let name: String
    /// The placeholder for its value in the help; nil if it takes no value.
    var value: String?
    /// Built only when it is shown.
    private let wording: @Sendable () -> String
    /// Values that shell completion offers.
    var choices: [String] = []
    /// Whether any other value is refused at once. A setting checks its own value.
    var takesChoicesOnly = false
    /// Whether its value is a path, which shells complete.
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
            .init(name: "no-config", help: "Skip the prompt's start-up file.") { options, _ in
                options.noConfig = true
            },
            .init(name: "safe", help: "Disable file access and starting programs.") { options, _ in
                options.safe = true
            },
            .init(name: "timing", help: "Show how long each text took.") { options, _ in options.timing = true },
        ]

    private static let ofSettings = settings.map(OptionRow.init)

    /// The settings that are also options.
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

    /// The option as typed, such as `--data`; nil if it is unknown.
    static func typed(_ word: String) -> OptionRow? {
        // No rows are built for `-c` alone, and those of the settings only when one is typed.
        guard word.hasPrefix("--") else { return nil }
        let isTyped = { (row: OptionRow) in row.name == word.dropFirst(2) }
        return own.first(where: isTyped) ?? ofSettings.first(where: isTyped)
    }
}
