/// A condition judged on the bars of an axis.
enum Verdicts {
    /// All bars of a stretch are judged, none beside it.
    case bits(Flags, on: Range<Int>)
    case each([Truth])

    subscript(bar: Int) -> Truth {
        switch self {
        case .bits(let flags, let bars): bars.contains(bar) ? (flags[bar - bars.lowerBound] ? .yes : .no) : .missing
        case .each(let truths): truths[bar]
        }
    }

    /// The window without the missing bars at its ends.
    func judgedStretch(_ window: Range<Int>) -> Range<Int> {
        switch self {
        case .bits(_, let bars): return window.clamped(to: bars)
        case .each(let truths):
            var lower = window.lowerBound
            var upper = window.upperBound
            while lower < upper, truths[lower] == .missing { lower += 1 }
            while upper > lower, truths[upper - 1] == .missing { upper -= 1 }
            return lower..<upper
        }
    }

    /// A stretch of bars as bits; nil where one of them is missing.
    func flags(_ range: Range<Int>) -> Flags? {
        switch self {
        case .bits(let flags, let bars):
            range.isEmpty || bars.clamped(to: range) == range
                ? flags.part(range.lowerBound - bars.lowerBound..<range.upperBound - bars.lowerBound) : nil
        case .each(let truths): Flags(truths, range)
        }
    }
}
