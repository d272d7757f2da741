/// What can go wrong between a file and the store.
public struct StoreError: Error, Sendable {
    public enum Kind: Sendable {
        /// The file or folder could not be read.
        case unreadable
        /// The file holds no prices: what was found and what was expected stand in the message.
        case notPrices
        /// Day and month can be read both ways through the whole file.
        case ambiguousDates
        /// The file would need more memory than a load may take.
        case tooLarge
        case unwritable
        case badSnapshot
    }

    public var kind: Kind
    public var file: String
    /// From 1, where a line is to blame.
    public var line: Int?
    /// One sentence without a full stop: what was found and what was wanted.
    public var message: String
    /// One way on, where there is one: `load x from "f.csv" dates dmy`.
    public var advice: String?

    public init(_ kind: Kind, file: String, line: Int? = nil, _ message: String, advice: String? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
        self.advice = advice
    }
}
