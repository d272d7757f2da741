/// The words that a condition in English is made of, and those that join its parts.
public enum ConditionWord: String, Sendable, CaseIterable {
    case over, under, up, down, flat, above, below, at, crosses, reaches, between
    case and, or, not, by, to, with
    case high, low, intraday

    /// Whether it stands behind the first operand of a comparison.
    var beginsTail: Bool {
        switch self {
        case .over, .under, .up, .down, .flat, .above, .below, .at, .crosses, .reaches, .between: true
        case .and, .or, .not, .by, .to, .with, .high, .low, .intraday: false
        }
    }

    /// Whether it can stand right behind an operand.
    var followsOperand: Bool {
        switch self {
        case .and, .or, .by, .to, .with: true
        case .not, .high, .low, .intraday: false
        default: beginsTail
        }
    }
}

/// The words that are no names even in operand position.
public enum SpecialWord: String, Sendable, CaseIterable {
    case not
    case `true`, `false`, missing, today, yesterday
}
