import TapeTime

/// The tree of a text. Every node carries the span of its words; printing a tree (`Printer`) and parsing the print again
/// gives an equal tree, apart from spans.

/// A whole script or one line of the prompt.
package struct Script: Sendable {
    package var statements: [Statement]

    package init(statements: [Statement]) { self.statements = statements }
}

/// The options of `load`, each at most once and in any order.
package struct LoadOptions: Sendable {
    /// `dates dmy`: how ambiguous dates are read.
    package var dates: Name?
    /// `as rate`: what the series counts.
    package var measure: Name?
    /// `calendar everyday`: the days on which it has sessions.
    package var calendar: Name?

    package init() {}

    /// The options given, with the word in front of each.
    var all: [(word: String, value: Name)] {
        [("dates", dates), ("as", measure), ("calendar", calendar)].compactMap { word, value in value.map { (word, $0) }
        }
    }
}

package struct Statement: Sendable {
    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, _ span: SourceSpan) {
        self.kind = kind
        self.span = span
    }

    package indirect enum Kind: Sendable {
        /// A query or a bare expression, with its pipe stages.
        case pipeline(Pipeline)
        /// `let NAME = PIPELINE`
        case letValue(Name, Pipeline)
        /// `def NAME(PARAMETER, …) = EXPRESSION`
        case define(Name, [Name], Expression)
        /// `param NAME: KIND = EXPRESSION "what it is"`; without `= EXPRESSION` the script needs it from the command line.
        case parameter(Name, kind: Name, value: Expression?, doc: String?)
        /// `assert EXPRESSION CLAUSE… "message"`
        case assert(Expression, [Clause], message: String?)
        /// `for NAME in EXPRESSION { … }`
        case loop(Name, Expression, [Statement])
        /// `if EXPRESSION CLAUSE… { … } else { … }`; `else if` is an else of one `if`.
        case branch(Expression, [Clause], [Statement], otherwise: [Statement]?)
        /// `print EXPRESSION, …`
        case print([Expression])
        /// `load "path"`, `load NAME from "path" dates dmy as rate calendar everyday`
        case load(name: Name?, path: Text, options: LoadOptions)
        /// `save market "path"`
        case saveMarket(Text)
        /// `open "path"`
        case open(Text)
        /// `alias NAME = NAME | "text"`; the target's text as written inside the quotes or of the name.
        case alias(Name, target: Name)
        /// `run "path"`
        case run(Text)
        /// `set NAME VALUE…`: the value is one word, number, percent or text, in its canonical text; nil shows the settings.
        case set(Name?, value: Text?)
        /// A statement word that takes the rest of its line as words: `help streak`, `lesson 1`, `why 2`, `quit`, `symbols`.
        case command(Command, words: [Text])
        /// `explain PIPELINE`
        case explain(Pipeline)
    }
}

/// A word of the text used as a name, lower-cased unless `exact`.
package struct Name: Sendable, Hashable {
    package var text: String
    package var span: SourceSpan
    /// Written as `$X` or in backticks: always a symbol.
    package var exact: Bool
    /// The word begins a statement elsewhere, so it is printed in brackets where it would begin one here.
    package var opensStatement: Bool

    package init(_ text: String, _ span: SourceSpan, exact: Bool = false, opensStatement: Bool = false) {
        self.text = text
        self.span = span
        self.exact = exact
        self.opensStatement = opensStatement
    }
}

/// A quoted text, or a word taken as written.
package struct Text: Sendable, Hashable {
    package var value: String
    package var span: SourceSpan

    package init(_ value: String, _ span: SourceSpan) {
        self.value = value
        self.span = span
    }
}

/// What is left of the first `|`, and the stages after it.
package struct Pipeline: Sendable {
    package var source: PipeSource
    package var stages: [Stage]
    package var span: SourceSpan

    package init(source: PipeSource, stages: [Stage], span: SourceSpan) {
        self.source = source
        self.stages = stages
        self.span = span
    }
}

package enum PipeSource: Sendable {
    case query(Query)
    /// A bare expression takes clauses too: `rsi(rut, 14) weekly as of 2026-01-15`.
    case expression(Expression, [Clause])
}

/// `VERB subject clause…`
package struct Query: Sendable {
    package var verb: Verb
    package var verbSpan: SourceSpan
    /// What follows the verb: one condition, or the expressions between commas (`Verb.shape` says which).
    package var subjects: [Expression]
    /// The second part of the shapes that have one: `with S` of compare, `by E` of rank, the condition of breadth, the levels of target.
    package var operands: [Expression]
    package var clauses: [Clause]
    package var span: SourceSpan

    package init(
        verb: Verb, verbSpan: SourceSpan, subjects: [Expression], operands: [Expression], clauses: [Clause],
        span: SourceSpan
    ) {
        self.verb = verb
        self.verbSpan = verbSpan
        self.subjects = subjects
        self.operands = operands
        self.clauses = clauses
        self.span = span
    }
}

package struct Clause: Sendable {
    package var word: ClauseWord
    /// What follows the word: dates, lengths, a condition or a number of rows, depending on its shape.
    package var operands: [Expression]
    /// Nil for all shapes but `bucket`.
    package var bucket: Bucket?
    package var span: SourceSpan

    package init(_ word: ClauseWord, operands: [Expression] = [], bucket: Bucket? = nil, _ span: SourceSpan) {
        self.word = word
        self.operands = operands
        self.bucket = bucket
        self.span = span
    }
}

/// What `by` sorts sessions into: running buckets (`by month`), or seasonal ones (`by month of year`), which put the same
/// month of all years together.
package struct Bucket: Hashable, Sendable, CaseIterable {
    package let unit: CalendarUnit
    /// The unit within which a seasonal bucket is counted; nil for running ones.
    package let cycle: CalendarUnit?

    private init(_ unit: CalendarUnit, of cycle: CalendarUnit? = nil) {
        self.unit = unit
        self.cycle = cycle
    }

    package static let monthOfYear = Bucket(.month, of: .year)
    package static let dayOfWeek = Bucket(.day, of: .week)

    package static let allCases = [
        Bucket(.year), Bucket(.quarter), Bucket(.month), Bucket(.week), monthOfYear, dayOfWeek,
    ]

    /// The running buckets of a unit; nil for days, which are sessions.
    package init?(running unit: CalendarUnit) {
        guard unit != .day else { return nil }
        self.init(unit)
    }

    /// The unit of running buckets; nil for seasonal ones.
    package var running: CalendarUnit? { cycle == nil ? unit : nil }

    /// As it is written: `year`, `month of year`.
    package var text: String { cycle.map { "\(unit.rawValue) of \($0.rawValue)" } ?? unit.rawValue }
}

package struct Stage: Sendable {
    /// What follows the word, depending on its shape.
    package enum Argument: Sendable {
        case nothing
        /// A condition or a number of rows.
        case expression(Expression)
        case order(Expression, descending: Bool)
        /// Columns, the old and the new name of one, a table, a format.
        case names([Name])
        case text(Text)
    }

    package var word: StageWord
    package var argument: Argument
    package var span: SourceSpan

    package init(_ word: StageWord, _ argument: Argument, _ span: SourceSpan) {
        self.word = word
        self.argument = argument
        self.span = span
    }
}

package struct Expression: Sendable {
    package var kind: Kind
    package var span: SourceSpan
    /// The number of levels from this node down, itself included, counted as it is built; at most `Limits.height`.
    package var height: Int

    package init(_ kind: Kind, _ span: SourceSpan, height: Int) {
        self.kind = kind
        self.span = span
        self.height = height
    }

    package indirect enum Kind: Sendable {
        case number(Double)
        /// The number as written before its mark: `5%` holds 5, `25bp` holds 25.
        case percent(Double, basisPoints: Bool)
        case text(String)
        case date(DateLiteral)
        case duration(CalendarSpan)
        /// `true`, `false`
        case truth(Bool)
        /// `missing`
        case missing
        /// `it`
        case member
        /// A word in operand position, lower-cased, or exactly as written where `exact`; `_` is the last answer.
        case name(Name)
        case group([Expression])
        case call(Name, [Argument])
        case field(Expression, Name)
        /// `S[D]`: the value at a date.
        case index(Expression, Expression)
        case negate(Expression)
        case not(Expression)
        case binary(BinaryOperator, Expression, Expression)
        case between(Expression, Expression, Expression)
        /// `A over B by M`; `under` where `isUnder`.
        case over(Expression, Expression, margin: Expression?, isUnder: Bool)
        /// `A up`, `A down 25bp`, `A flat`
        case move(Expression, Move, amount: Expression?)
        /// `A above E`, `A below E`
        case level(Expression, isAbove: Bool, Expression)
        /// `A at high`, `A at 52w intraday low`
        case extreme(Expression, Extreme, lookBack: Expression?, intraday: Bool)
        /// `A crosses above E`
        case crosses(Expression, above: Bool, Expression)
        case reaches(Expression, Expression)
    }
}

package struct Argument: Sendable {
    package var label: Name?
    package var value: Expression

    package init(label: Name?, value: Expression) {
        self.label = label
        self.value = value
    }
}

package enum Move: String, Sendable, CaseIterable { case up, down, flat }
package enum Extreme: String, Sendable, CaseIterable { case high, low }

package enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "and"
    case or = "or"
}

/// A date as written. The lexer has checked that it exists.
package enum DateLiteral: Hashable, Sendable {
    case year(Int)
    case quarter(Int, Int)
    case month(Int, Int)
    case day(Int, Int, Int)
    case today
    case yesterday
}
