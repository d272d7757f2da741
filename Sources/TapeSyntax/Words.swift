/// The words that a condition in English is made of, and those that join its parts.
package enum ConditionWord: String, Sendable, CaseIterable {
    case over, under, up, down, flat, above, below, at, crosses, reaches, between
    case and, or, not, by, to, with
    case high, low, intraday

    /// Whether it comes after the first operand of a comparison.
    var beginsTail: Bool {
        switch self {
        case .over, .under, .up, .down, .flat, .above, .below, .at, .crosses, .reaches, .between: true
        case .and, .or, .not, .by, .to, .with, .high, .low, .intraday: false
        }
    }

    /// Whether it can come right after an operand.
    var followsOperand: Bool {
        switch self {
        case .and, .or, .by, .to, .with: true
        case .not, .high, .low, .intraday: false
        default: beginsTail
        }
    }
}

/// The words that are not names even in operand position.
package enum SpecialWord: String, Sendable, CaseIterable {
    case not
    case `true`, `false`, missing, today, yesterday
}

/// Words that people use where Tape has a different one: an error names Tape's.
enum Usage {
    static let instead: [String: String] = [
        "on": "in", "during": "in", "within": "in", "before": "until", "till": "until", "through": "until",
        "starting": "since", "for": "last", "past": "last", "previous": "last", "each": "by", "per": "by",
        "group": "by", "beats": "over", "beat": "over", "outperforms": "over", "outperformed": "over", "vs": "over",
        "versus": "over", "lags": "under", "trails": "under", "underperforms": "under", "exceeds": "above",
        "descending": "desc", "ascending": "asc", "order": "sort by", "orderby": "sort by", "filter": "where",
        "limit": "top", "head": "top", "tail": "bottom", "export": "save", "write": "save", "pick": "select",
        "chart": "plot", "draw": "plot", "graph": "plot", "average": "mean", "avg": "mean", "std": "stdev",
        "performance": "return", "returns": "return", "change": "return", "list": "show", "get": "show",
        "correlation": "correlate", "define": "def", "var": "let", "const": "let", "import": "load", "read": "load",
        "exit": "quit", "assign": "let", "echo": "print", "find": "when", "include": "including",
    ]
}
