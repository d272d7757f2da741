/// Words for moving the cursor: letters, digits and the marks inside tickers.
enum Words {
    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }

    /// The first word of a text, with the blanks and marks before it.
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
