import TapeStore
import TapeSyntax

/// Why a statement could not be resolved or answered.
package struct EngineError: Error, Sendable {
    package var diagnostic: Diagnostic

    package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

    package init(
        _ code: DiagnosticCode, _ span: SourceSpan, _ message: String, _ advice: [Diagnostic.Advice] = []
    ) {
        self.diagnostic = Diagnostic(code, span, message, advice)
    }

    static let interrupted = EngineError(.interrupted, SourceSpan(0, 0), "interrupted")

    /// A snapshot found to be damaged while a query was reading it.
    package init(_ error: StoreError, _ span: SourceSpan) {
        self.init(.badSnapshot, span, "\(error.file): \(error.message)")
    }
}

extension DiagnosticCode {
    /// For a member of a group: it is left out, and the others answer.
    var isLackOfData: Bool {
        switch self {
        case .noData, .noCommonSessions, .beforeHistory, .afterHistory, .tooFewBars: true
        default: false
        }
    }
}
