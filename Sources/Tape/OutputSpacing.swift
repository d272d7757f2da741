/// Where a blank line separates outputs that people read: after every answer. Lines of `print` have none between them,
/// nor before the answer that they announce.
package struct OutputSpacing: Sendable {
    private var followsAnswer = false

    package init() {}

    /// Whether a blank line goes before the output, which becomes the last one.
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
