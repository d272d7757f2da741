import TapeSyntax

/// An exercise of a lesson, or a case that waits for its query or its verdict.
enum TutorPlace: Equatable {
    /// Lesson and exercise, from 0.
    case lesson(Int, Int)
    case query(Int)
    case verdict(Int)

    /// The command whose words apply here.
    var command: Command {
        if case .lesson = self { return .lesson }
        return .cases
    }
}
