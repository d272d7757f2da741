import Tape
import TapeSyntax

/// Tokens of every kind; most do not fit.
package let anyTokens = [
    "over", "since", "(", ")", "{", "}", "|", ",", "5", "rut", "\"t\"", "not", "2026-13", "by", "=",
]

/// Operands of every kind; most parse, many have no meaning.
package let anyOperands = [
    "mag7", "(rut / spx)", "ret(rut)", "it", "today", "3m", "5%", "missing", "(rut over spx)", "{rut, spx}",
    "longest(rut up)", "_", "vol(rut)", "weekly(rut)", "true", "0", "-1", "1e300", "fedfunds", "1990", "basket(mag7)",
    "share(mag7, it up)", "sma(rut, 100000)", "length", "rut.volume", "rut[2020]", "date_of(rut at high)",
]

/// A text with each of its tokens deleted, doubled, swapped with the one before it, and replaced by others.
package func mutants(of text: String, replacements: [String] = anyTokens) -> [String] {
    let words = wordsOfTokens(text)
    var found: [String] = []
    for index in words.indices {
        var deleted = words
        deleted.remove(at: index)
        found.append(joinedTokens(deleted))
        var doubled = words
        doubled.insert(words[index], at: index)
        found.append(joinedTokens(doubled))
        if index > 0 {
            var swapped = words
            swapped.swapAt(index, index - 1)
            found.append(joinedTokens(swapped))
        }
        for replacement in replacements {
            var replaced = words
            replaced[index] = replacement
            found.append(joinedTokens(replaced))
        }
    }
    return found
}

/// The tokens of a text without its comments.
package func wordsOfTokens(_ text: String) -> [String] {
    let source = Source(text)
    return tokenize(source).filter { $0.kind != .comment }.map { source.text($0.span) }
}

/// Words with blanks between them, except before a call's bracket and around a field's dot.
package func joinedTokens(_ words: [String]) -> String {
    var text = ""
    for word in words {
        let isGlued = word == "." || text.hasSuffix(".") || word == "(" && text.last?.isLetter == true
        text += isGlued || text.isEmpty ? word : " \(word)"
    }
    return text
}
