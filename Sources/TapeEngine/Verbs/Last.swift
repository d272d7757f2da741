import TapeSyntax

/// `last COND`: the newest session on which it held, and how long ago; over a group, one row per member by date.
enum LastVerb: FindingVerb {
    static let verb = Verb(
        "last", .condition, of: .condition, clauses: .finding, question: .duration,
        signature: "last COND",
        doc: "the newest session on which COND held, and how long ago; over a group, one row per member",
        examples: ["last rut over spx yearly", "last rut down 5%"],
        notes: ["Over a group, one row per member in order of date."],
        seeAlso: ["when", "date_of"],
        columns: ["session", "ago"], groupColumns: ["symbol", "session", "ago"])

    static func meaning(_ request: ResolvedQuery) -> String {
        "The newest \(request.barWord) on which \(Meaning.condition(request.subjects[0]))"
    }

    static let namesFirstOfGroup = false

    static func found(_ held: [Int]) -> Int? { held.last }
}
