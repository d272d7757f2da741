/// What can go wrong between a file and the store.
public struct StoreError: Error, Sendable {
    /// What went wrong, for a program to act on.
    public enum Kind: Sendable {
        /// The file or folder could not be read.
        case unreadable
        /// The file has no prices: the message says what was found and what was expected.
        case notPrices
        /// Day and month can be swapped throughout the file.
        case ambiguousDates
        /// The file would need more memory than a load may take.
        case tooLarge
        /// The file could not be written.
        case unwritable
        /// A saved market is damaged, or of an unknown version.
        case badSnapshot
    }

    /// What went wrong.
    public var kind: Kind
    /// The file, as it was named.
    public var file: String
    /// The line with the error, from 1, if there is one.
    public var line: Int?
    /// One sentence without a full stop: what was found and what was expected.
    public var message: String
    /// A fix, if there is one: `load x from "f.csv" dates dmy`.
    public var advice: String?

    /// Makes an error, for a `Host` to throw.
    public init(_ kind: Kind, file: String, line: Int? = nil, _ message: String, advice: String? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
        self.advice = advice
    }
}
