public enum Printer {
    public static func text(_ e: Expression) -> String { "" }
    public static func text(_ e: Clause) -> String { "" }
    public static func text(_ e: Pipeline) -> String { "" }
    public static func text(_ e: Query) -> String { "" }
}
public func nearest(_ word: String, among: [String], limit: Int) -> [String] { [] }
public struct ParseResult: Sendable { public var script: Script; public var diagnostics: [Diagnostic]; public var isIncomplete: Bool }
public func parse(_ source: Source) -> ParseResult { ParseResult(script: Script(statements: []), diagnostics: [], isIncomplete: false) }
public func parseExpression(_ source: Source) -> (Expression?, [Diagnostic]) { (nil, []) }
extension DiagnosticCode { public var title: String { "" } }
