/// A word of the language with everything about it: a row of a table.
package protocol LanguageWord: Sendable {
    var name: String { get }
}

/// The words of one kind that a text may use, in the order in which `help` lists them.
package struct WordList<Word: LanguageWord>: Sendable {
    package let all: [Word]

    package init(_ all: [Word]) { self.all = all }

    /// The words are few: looking at each costs less at the start than building a dictionary.
    package subscript(_ word: String) -> Word? { all.first { $0.name == word } }

    package var names: [String] { all.map(\.name) }
}
