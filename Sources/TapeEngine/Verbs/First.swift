import TapeSyntax

/// `first COND`: the first session on which it held, and how long ago; over a group, one row per member by date.
enum FirstVerb: FindingVerb {
    static let verb = Verb(
        "first", .condition, of: .condition, clauses: .finding, question: .duration,
        signature: "first COND",
        doc: "the first session on which COND held, and how long ago; over a group, one row per member",
        examples: ["first rut at high in 2026", "first rut up 5% since 2020"],
        notes: ["Over a group, one row per member in order of date: which of them was first?"],
        seeAlso: ["when", "date_of"],
        columns: ["session", "ago"], groupColumns: ["symbol", "session", "ago"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The first \(request.barWord) on which \(Meaning.condition(request.subjects[0]))"
    }

    static let namesFirstOfGroup = true

    static func found(_ held: [Int]) -> Int? { held.first }
}
