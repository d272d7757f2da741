/// Where a blank line goes between outputs that people read: behind every answer. Lines of `print` stand close to one another,
/// and close above the answer that they announce.
package struct OutputSpacing: Sendable {
    private var followsAnswer = false

    package init() {}

    /// Whether a blank line goes before the output, which is then the last one.
    package mutating func needsBlank(before output: Output) -> Bool {
        switch output {
        case .answer:
            defer { followsAnswer = true }
            return followsAnswer
        case .text:
            defer { followsAnswer = false }
            return followsAnswer
        case .command, .quit: return false
        }
    }
}
