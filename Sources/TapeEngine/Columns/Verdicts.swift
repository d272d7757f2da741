/// A condition judged on the bars of an axis.
enum Verdicts {
    /// All bars of a stretch are judged, and no others.
    case bits(Flags, on: Range<Int>)
    case each([Truth])

    subscript(bar: Int) -> Truth {
        switch self {
        case .bits(let flags, let bars): bars.contains(bar) ? (flags[bar - bars.lowerBound] ? .yes : .no) : .missing
        case .each(let truths): truths[bar]
        }
    }

    /// Whether it holds on a bar; nil where the bar is not judged.
    ///
    /// - Parameter filter: bars where it is not true are not judged.
    func holds(_ bar: Int, _ filter: [Truth]?) -> Bool? {
        let verdict = self[bar]
        guard verdict != .missing, filter.map({ $0[bar] == .yes }) ?? true else { return nil }
        return verdict == .yes
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

    /// The stretches of the window in which each bar is judged.
    ///
    /// - Parameter filter: bars where it is not true are not judged.
    func judged(_ window: Range<Int>, _ filter: [Truth]?) -> [Range<Int>] {
        if filter == nil {
            let stretch = judgedStretch(window)
            if flags(stretch) != nil { return [stretch] }
        }
        var stretches: [Range<Int>] = []
        for bar in window where holds(bar, filter) != nil {
            if let last = stretches.last, last.upperBound == bar {
                stretches[stretches.count - 1] = last.lowerBound..<bar + 1
            } else {
                stretches.append(bar..<bar + 1)
            }
        }
        return stretches
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
