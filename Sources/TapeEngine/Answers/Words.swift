/// Numbers with their nouns, for sentences.
extension Format {
    /// `1 session`, `2,861 sessions`
    package static func count(_ number: Int, _ noun: String) -> String {
        let plural = noun.hasSuffix("y") && !noun.hasSuffix("day") ? noun.dropLast() + "ies" : noun + "s"
        return "\(count(number)) \(number == 1 ? noun : String(plural))"
    }

    /// A single value in a sentence: a whole number without decimals.
    package static func plain(_ value: Double, _ unit: Unit, precision: Int = 2) -> String {
        if unit == .number, let whole = Int(exactly: value) { return count(whole) }
        return self.value(value, unit, precision: precision)
    }

    /// The first names, and the number of the others.
    package static func names(_ names: [String], most: Int) -> String {
        let shown = names.prefix(most).joined(separator: ", ")
        return names.count > most ? "\(shown) and \(count(names.count - most)) more" : shown
    }

    /// `0.50 pp`
    static func unsignedPoints(_ value: Double, precision: Int = 2) -> String {
        let text = points(value, precision: precision)
        return text.first == "+" ? String(text.dropFirst()) : text
    }
}
