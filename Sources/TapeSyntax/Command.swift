/// The statement words that are followed by words rather than by expressions.
public enum Command: String, Sendable, CaseIterable {
    case help, lesson, cases, why, symbols, groups, functions, history, edit, log, watch, timing, quit
}
