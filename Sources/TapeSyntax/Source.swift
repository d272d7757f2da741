/// A half-open range of UTF-8 byte offsets in a source text.
public struct SourceSpan: Hashable, Sendable {
    /// The first byte.
    public var lower: Int
    /// The byte after the last one.
    public var upper: Int

    package init(_ lower: Int, _ upper: Int) {
        self.lower = lower
        self.upper = upper
    }

    /// The smallest span that covers both.
    package func joined(_ other: SourceSpan) -> SourceSpan {
        SourceSpan(min(lower, other.lower), max(upper, other.upper))
    }

    package var isEmpty: Bool { lower >= upper }
}

/// A text to read, with the name that errors give it: a script's path, or nil at the prompt.
public struct Source: Sendable {
    /// What errors call the text, and the path that paths in it are relative to; nil at the prompt.
    public let name: String?
    /// The text in UTF-8. Other bytes are an error in the text, not in the program.
    public let bytes: [UInt8]

    /// A text given as a string.
    public init(_ text: String, name: String? = nil) {
        self.name = name
        self.bytes = Array(text.utf8)
    }

    /// A text as it was read, valid UTF-8 or not.
    public init(bytes: [UInt8], name: String?) {
        self.name = name
        self.bytes = bytes
    }

    /// The words at a span; what is past the end is left out.
    public func text(_ span: SourceSpan) -> String {
        let lower = max(0, min(span.lower, bytes.count))
        let upper = max(lower, min(span.upper, bytes.count))
        return String(decoding: bytes[lower..<upper], as: UTF8.self)
    }

    /// The text as a message shows it: only the beginning of a long one.
    func excerpt(_ span: SourceSpan) -> String {
        guard span.upper - span.lower > 40 else { return text(span) }
        return "\(text(SourceSpan(span.lower, span.lower + 160)).prefix(30))…"
    }

    /// Line and column, both from 1; the column counts characters, as an editor shows them.
    public func position(_ offset: Int) -> (line: Int, column: Int) {
        var line = 1
        var start = 0
        let end = min(offset, bytes.count)
        for index in 0..<end where bytes[index] == 0x0A {
            line += 1
            start = index + 1
        }
        return (line, text(SourceSpan(start, end)).count + 1)
    }

    /// The span of the line (without its newline) that holds the offset.
    package func line(at offset: Int) -> SourceSpan {
        let at = max(0, min(offset, bytes.count))
        var lower = at
        while lower > 0, bytes[lower - 1] != 0x0A { lower -= 1 }
        var upper = at
        while upper < bytes.count, bytes[upper] != 0x0A { upper += 1 }
        return SourceSpan(lower, upper)
    }
}
