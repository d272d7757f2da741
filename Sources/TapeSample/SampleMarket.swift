import TapeStore

/// The sample market: synthetic prices, pinned to the published record.
public enum SampleMarket {
    /// A market with all sample symbols, groups and aliases; each symbol is built when it is first used.
    public static func make() -> Market {
        Market()
    }
}
