import ArgumentParser
import Tape

/// The table of options for the parser: it finds the options in this type's mirror and returns their values through the
/// decoder, under the same names.
struct ParsedOptions: ParsableArguments, CustomReflectable {
    private(set) var values = SharedOptions()

    init() {}

    var customMirror: Mirror {
        // A property wrapper's own name begins with an underscore.
        Mirror(self, children: OptionRow.all.map { (label: "_" + $0.name, value: $0.definition) })
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for row in OptionRow.all {
            if row.value == nil {
                if try container.decode(Flag<Bool>.self, forKey: row.key).wrappedValue { row.keep(&values, "") }
            } else {
                let given = try container.decode(Option<[String]>.self, forKey: row.key).wrappedValue
                for value in given { row.keep(&values, value) }
            }
        }
    }

    fileprivate struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }
}

extension OptionRow {
    fileprivate var key: ParsedOptions.Key { ParsedOptions.Key(stringValue: name) }

    /// All values of a repeated option are kept; the row decides what to do with them.
    fileprivate var definition: Any {
        guard let value else { return Flag(wrappedValue: false, name: .customLong(name), help: ArgumentHelp(help)) }
        return Option<[String]>(
            wrappedValue: [], name: .customLong(name), help: ArgumentHelp(help, valueName: value),
            completion: isPath ? .file() : choices.isEmpty ? nil : .list(choices)
        ) { given in
            guard accepts(given) else {
                throw ValidationError("it must be one of \(choices.joined(separator: ", "))")
            }
            return given
        }
    }
}
