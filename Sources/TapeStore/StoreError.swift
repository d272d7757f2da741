/// What can go wrong between a file and the store.
public struct StoreError: Error, Sendable {
    /// What went wrong, for a program to act on.
    public enum Kind: Sendable {
        /// The file or folder could not be read.
        case unreadable
        /// The file holds no prices: what was found and what was expected stand in the message.
        case notPrices
        /// Day and month can be read both ways through the whole file.
        case ambiguousDates
        /// The file would need more memory than a load may take.
        case tooLarge
        /// The file could not be written.
        case unwritable
        /// A saved market is damaged, or of a version that is not known here.
        case badSnapshot
    }

    /// What went wrong.
    public var kind: Kind
    /// The file as it was named.
    public var file: String
    /// From 1, where a line is to blame.
    public var line: Int?
    /// One sentence without a full stop: what was found and what was wanted.
    public var message: String
    /// One way on, where there is one: `load x from "f.csv" dates dmy`.
    public var advice: String?

    /// An error as a `Host` throws it.
    public init(_ kind: Kind, file: String, line: Int? = nil, _ message: String, advice: String? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
        self.advice = advice
    }
}
