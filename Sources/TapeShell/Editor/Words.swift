/// Words as the cursor goes by them: letters, digits and what tickers have between them.
enum Words {
    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }

    /// The blanks and marks at the start of a text and the first word behind them.
    static func first(of text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count, !isPart(scalars[index]) { index += 1 }
        while index < scalars.count, isPart(scalars[index]) { index += 1 }
        return EditedText.string(scalars[..<index])
    }
}

extension EditedText {
    mutating func moveWordLeft() {
        while cursor > 0, !Words.isPart(scalars[cursor - 1]) { cursor -= 1 }
        while cursor > 0, Words.isPart(scalars[cursor - 1]) { cursor -= 1 }
    }

    mutating func moveWordRight() {
        while cursor < scalars.count, !Words.isPart(scalars[cursor]) { cursor += 1 }
        while cursor < scalars.count, Words.isPart(scalars[cursor]) { cursor += 1 }
    }
}
