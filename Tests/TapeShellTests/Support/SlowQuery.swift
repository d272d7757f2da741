/// A query that takes far longer than any test waits.
enum SlowQuery {
    static let text: String = {
        let names = (0..<30).map { "x\($0)" }
        let loops = names.map { "for \($0) in {rut, spx} { " }.joined()
        return loops + "let z = 1" + String(repeating: " }", count: names.count)
    }()
}
