import Synchronization
import TapeTime

/// What is known about an instrument before it is built.
public struct Listing: Sendable {
    /// The symbol, in lower case.
    public var symbol: String
    /// Its name, such as `Russell 2000`, if known.
    public var name: String?
    /// Its oldest session.
    public var first: Day
    /// Its newest session.
    public var last: Day

    package init(symbol: String, name: String?, first: Day, last: Day) {
        self.symbol = symbol
        self.name = name
        self.first = first
        self.last = last
    }
}
