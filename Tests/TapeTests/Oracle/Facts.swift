/// The facts of a sentence: its dates, its numbers and the words that carry a fact, in their order. The words
/// that only make it English are ignored, so that a sentence can be improved without changing the oracle.
enum Fact: CustomStringConvertible {
    case day(Int)
    /// As printed: with that number of decimals, and followed by `%`, `pp` or nothing.
    case number(Double, places: Int, unit: String)
    case word(String)

    var description: String {
        switch self {
        case .day(let day): Almanac.text(day)
        case .number(let value, let places, let unit): "\(value)\(unit) to \(places) places"
        case .word(let word): word
        }
    }
}

/// What the oracle expects a sentence to say.
enum Piece {
    /// The facts of a text: of a condition as written, or of a few words of a sentence.
    case words(String)
    case day(Int)
    case count(Int)
    /// The decimals of a number, a percentage or percentage points.
    case number(Double?, places: Int, unit: String)
    /// A value in the unit in which it is printed.
    case figure(Double?)
    /// The change between two values, in percent or as a difference, depending on their kind.
    case change(from: Double, to: Double)
    /// A fact that the oracle does not check.
    case unsaid
    /// The oracle checks nothing after this.
    case rest

    static func percent(_ value: Double?) -> Piece { .number(value.map { $0 * 100 }, places: 2, unit: "%") }
    static func points(_ value: Double?) -> Piece { .number(value.map { $0 * 100 }, places: 2, unit: "pp") }
    static func name(_ symbol: String) -> Piece { .words(symbol) }
    static func days(_ first: Int, _ last: Int) -> [Piece] { [.day(first), .day(last)] }
}

/// Reads sentences of a market.
struct FactReader {
    let symbols: Set<String>

    init(_ market: PlainMarket) { symbols = Set(market.instruments.map(\.symbol)) }

    /// Words that carry a fact; all forms of a word are the same.
    private static let words: [String: String] = {
        let forms = [
            "over": "over outperformed outperform outperforming",
            "under": "under underperformed underperform underperforming", "up": "up rose rise rising",
            "down": "down fell fall falling", "flat": "flat unchanged", "not": "not without", "no": "no",
            "high": "high",
            "low": "low", "record": "record", "intraday": "intraday", "above": "above", "below": "below",
            "crosses": "crosses crossed cross crossing", "reaches": "reaches reached reach reaching",
            "session": "session sessions", "week": "week weeks", "month": "month months",
            "quarter": "quarter quarters", "year": "year years", "running": "running", "ended": "ended",
            "open": "open", "clipped": "clipped", "ties": "ties tie", "break": "break", "longest": "longest",
            "since": "since", "highest": "highest", "lowest": "lowest", "newest": "newest", "first": "first",
            "last": "last", "true": "true", "false": "false", "beat": "beat", "trailed": "trailed",
            "matched": "matched", "any": "any", "higher": "higher", "still": "still", "history": "history",
            "only": "only", "ago": "ago", "before": "before", "0": "none", "1": "one", "2": "two", "3": "three",
            "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten",
            "–": "–",
        ]
        var words: [String: String] = [:]
        for (word, all) in forms { for form in all.split(separator: " ") { words[String(form)] = word } }
        return words
    }()

    private static let units: [Character: String] = [
        "d": "session", "w": "week", "m": "month", "q": "quarter", "y": "year",
    ]

    func facts(_ text: String) -> [Fact] {
        let letters = Array(text)
        var facts: [Fact] = []
        var place = 0
        func letter(_ index: Int) -> Character { letters.indices.contains(index) ? letters[index] : " " }
        func isDigit(_ index: Int) -> Bool { ("0"..."9").contains(letter(index)) }
        func digits(_ start: Int, _ count: Int) -> Bool {
            (start..<start + count).allSatisfy(isDigit) && !isDigit(start + count)
        }
        while place < letters.count {
            if isDigit(place), digits(place, 4), letter(place + 4) == "-", digits(place + 5, 2) {
                let number = { (from: Int, count: Int) in Int(String(letters[from..<from + count]))! }
                if letter(place + 7) == "-", digits(place + 8, 2) {
                    facts.append(.day(Almanac.number(number(place, 4), number(place + 5, 2), number(place + 8, 2))))
                    place += 10
                } else {
                    facts.append(.word(String(letters[place..<place + 7])))
                    place += 7
                }
            } else if isDigit(place), digits(place, 4), letter(place + 4) == "Q", digits(place + 5, 1) {
                facts.append(.word(String(letters[place..<place + 6])))
                place += 6
            } else if isDigit(place) || "+-".contains(letter(place)) && isDigit(place + 1) {
                var digits = letter(place) == "-" ? "-" : ""
                var places: Int?
                if !isDigit(place) { place += 1 }
                while isDigit(place) || ",.".contains(letter(place)) && isDigit(place + 1) {
                    if letter(place) == "." { places = 0 } else if isDigit(place) { places = places.map { $0 + 1 } }
                    if letter(place) != "," { digits.append(letter(place)) }
                    place += 1
                }
                var unit = ""
                if letter(place) == "%" {
                    unit = "%"
                } else if letter(place) == " ", letter(place + 1) == "p", letter(place + 2) == "p",
                    !letter(place + 3).isLetter
                {
                    unit = "pp"
                }
                facts.append(.number(Double(digits)!, places: places ?? 0, unit: unit))
                if let span = Self.units[Character(letter(place).lowercased())], !letter(place + 1).isLetter {
                    facts.append(.word(span))
                }
                if letter(place).isLetter || !unit.isEmpty { place += 1 }
            } else if letter(place).isLetter || letter(place) == "–" {
                var end = place
                while letter(end).isLetter || letter(end) == "_" || letter(end) == "–" || end > place && isDigit(end) {
                    end += 1
                }
                let word = String(letters[place..<end]).lowercased()
                if let number = Self.words[word].flatMap({ Double($0) }) {
                    facts.append(.number(number, places: 0, unit: ""))
                } else if let known = Self.words[word] {
                    facts.append(.word(known))
                } else if symbols.contains(word) {
                    facts.append(.word(word))
                }
                place = end
            } else {
                place += 1
            }
        }
        return facts
    }

    // MARK: Comparing

    /// Why a sentence does not say what it should, or nil.
    func fault(_ sentence: String, _ wanted: [Piece]) -> String? {
        let found = facts(sentence)
        var expected: [Piece] = []
        for piece in wanted {
            guard case .words(let text) = piece else {
                expected.append(piece)
                continue
            }
            for fact in facts(text) {
                switch fact {
                case .day(let day): expected.append(.day(day))
                case .word(let word): expected.append(.words(word))
                // As written: the number of decimals does not matter.
                case .number(let value, _, let unit): expected.append(.number(value, places: -1, unit: unit))
                }
            }
        }
        var isWhole = true
        if case .rest = expected.last {
            expected.removeLast()
            isWhole = false
        }
        let isRight =
            (isWhole ? found.count == expected.count : found.count >= expected.count)
            && zip(found, expected).allSatisfy { agrees($0, $1) }
        return isRight ? nil : "says \(found), not \(expected): \(sentence)"
    }

    private func agrees(_ found: Fact, _ wanted: Piece) -> Bool {
        /// Rounded as printed; the last digit may differ by the oracle's own rounding.
        func rounds(_ value: Double, to printed: Double, _ places: Int) -> Bool {
            var unit = 1.0
            for _ in 0..<places { unit /= 10 }
            return abs(value - printed) <= unit / 2 + 1e-9 * max(1, abs(value))
        }
        switch (found, wanted) {
        case (.day(let a), .day(let b)): return a == b
        case (.word(let a), .words(let b)): return a == b
        case (.word("–"), .number(nil, _, _)), (.word("–"), .figure(nil)): return true
        case (.number(let printed, 0, ""), .count(let count)): return printed == Double(count)
        case (.number(let printed, let places, let unit), .number(let value?, let wantedPlaces, let wantedUnit)):
            guard unit == wantedUnit else { return false }
            return wantedPlaces < 0 ? printed == value : places == wantedPlaces && rounds(value, to: printed, places)
        case (.number(let printed, let places, let unit), .figure(let value?)):
            let shown = unit.isEmpty ? value : value * 100
            return (places >= 2 || abs(value - value.rounded()) < 1e-9) && rounds(shown, to: printed, places)
        case (.number(let printed, let places, let unit), .change(let before, let now)):
            let scale = unit.isEmpty ? 1.0 : 100
            let isChange = unit == "%" && before > 0 && rounds((now / before - 1) * 100, to: printed, places)
            return isChange || rounds((now - before) * scale, to: printed, places)
        case (_, .unsaid): return true
        default: return false
        }
    }
}
