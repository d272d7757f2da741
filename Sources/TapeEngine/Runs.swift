import TapeStore
import TapeSyntax

/// A maximal run of judged bars on which a condition held.
struct Run: Equatable {
    /// Indices on the frame of its first and last judged bar.
    var first: Int
    var last: Int
    /// Judged bars.
    var length: Int
    /// It began before the window, or with history.
    var clipped = false
    /// Judged bars with those before the window; nil where history itself cuts it off.
    var wholeLength: Int?
    /// It holds at the newest judged bar.
    var running = false
    /// Judged bars of it stand before the window.
    var beganBefore = false
}

/// What a scan of a condition over a window found.
struct RunScan: Equatable {
    var runs: [Run] = []
    var judged = 0
    var held = 0
    /// Missing or filtered bars within the window.
    var notJudged = 0
    /// Index of the last bar before each hole that ended a run.
    var holes: [Int] = []
    var firstJudged: Int?
    var lastJudged: Int?

    /// - Parameters:
    ///   - truths: one a bar of the axis.
    ///   - filter: bars where it is not true are not judged.
    ///   - start: the first bar that all subjects have: what lies before it is no common session.
    init(_ truths: [Truth], filter: [Truth]?, days: [Int32], window: Range<Int>, start: Int = 0, isDaily: Bool) {
        let inner = RunScan.judgedStretch(truths, window)
        if filter == nil, !(isDaily && RunScan.hasHole(days, inner)), let flags = Flags(truths, inner) {
            scan(flags, inner, window)
        } else {
            scan(truths, filter, days, window, isDaily)
        }
        clipFirst(truths, filter, days, start, isDaily)
    }

    /// The window without the missing bars at its ends.
    static func judgedStretch(_ truths: [Truth], _ window: Range<Int>) -> Range<Int> {
        var lower = window.lowerBound
        var upper = window.upperBound
        while lower < upper, truths[lower] == .missing { lower += 1 }
        while upper > lower, truths[upper - 1] == .missing { upper -= 1 }
        return lower..<upper
    }

    static func hasHole(_ days: [Int32], _ range: Range<Int>) -> Bool {
        guard range.count > 1 else { return false }
        var holes = 0
        let days = days.span
        for index in range.lowerBound + 1..<range.upperBound {
            holes &+= days[index] &- days[index &- 1] > RunKernel.widestHole ? 1 : 0
        }
        return holes > 0
    }

    /// All bars of the stretch are judged.
    private mutating func scan(_ flags: Flags, _ inner: Range<Int>, _ window: Range<Int>) {
        judged = inner.count
        held = flags.held
        notJudged = window.count - inner.count
        guard !inner.isEmpty else { return }
        firstJudged = inner.lowerBound
        lastJudged = inner.upperBound - 1
        runs.reserveCapacity(held / 2 + 1)
        flags.forEachRun { run in
            runs.append(
                Run(
                    first: inner.lowerBound + run.lowerBound, last: inner.lowerBound + run.upperBound - 1,
                    length: run.count))
        }
        if flags.present != nil { runs[runs.count - 1].running = true }
    }

    /// Bar by bar, where some are missing or filtered, or holes lie between them.
    private mutating func scan(
        _ truths: [Truth], _ filter: [Truth]?, _ days: [Int32], _ window: Range<Int>, _ isDaily: Bool
    ) {
        var current: Run?
        // The last bar before a hole; the run before it ends once a bar behind the hole is judged.
        var hole: Int?
        for index in window {
            if isDaily, index > window.lowerBound, days[index] - days[index - 1] > RunKernel.widestHole {
                hole = index - 1
            }
            guard truths[index] != .missing, filter.map({ $0[index] == .yes }) ?? true else {
                notJudged += 1
                continue
            }
            if let before = hole {
                if let run = current {
                    runs.append(run)
                    holes.append(before)
                    current = nil
                }
                hole = nil
            }
            judged += 1
            if firstJudged == nil { firstJudged = index }
            lastJudged = index
            if truths[index] == .yes {
                held += 1
                if current == nil { current = Run(first: index, last: index, length: 0) }
                current!.last = index
                current!.length += 1
            } else if let run = current {
                runs.append(run)
                current = nil
            }
        }
        if var run = current {
            run.running = true
            runs.append(run)
        }
    }

    /// Looks before the window where the first run stands at its edge.
    private mutating func clipFirst(
        _ truths: [Truth], _ filter: [Truth]?, _ days: [Int32], _ start: Int, _ isDaily: Bool
    ) {
        guard var run = runs.first, run.first == firstJudged else { return }
        var whole = run.length
        var met = false
        var index = run.first - 1
        var later = run.first
        while index >= start {
            if isDaily, days[later] - days[index] > RunKernel.widestHole { break }
            later = index
            if truths[index] == .no, filter.map({ $0[index] == .yes }) ?? true {
                met = true
                break
            }
            if truths[index] == .yes, filter.map({ $0[index] == .yes }) ?? true {
                whole += 1
                run.clipped = true
                run.beganBefore = true
            }
            index -= 1
        }
        if met || index >= start {
            if run.clipped { run.wholeLength = whole }
        } else {
            // Nothing judged stands before it: it may have begun before history did.
            run.clipped = true
            run.wholeLength = nil
        }
        runs[0] = run
    }

    /// Longest first, then newest first; the first so many where only they are wanted.
    func ranked(_ limit: Int? = nil) -> [Run] {
        // Lengths are small whole numbers: the runs of each length stand together once they are counted.
        var places = [Int](repeating: 0, count: (runs.map(\.length).max() ?? 0) + 1)
        for run in runs { places[run.length] += 1 }
        var before = 0
        for length in places.indices.reversed() {
            (places[length], before) = (before, before + places[length])
        }
        let count = min(runs.count, limit ?? runs.count)
        var order = [Int](repeating: 0, count: runs.count)
        for index in runs.indices.reversed() {
            order[places[runs[index].length]] = index
            places[runs[index].length] += 1
        }
        return order[..<count].map { runs[$0] }
    }

    /// The present and the longest run (the newest of the longest) alone: for thousands of members the others need not be
    /// listed.
    static func extremes(
        _ condition: Node, _ request: Request, _ view: MemberView
    ) throws(EngineError) -> (present: Run?, longest: Run?) {
        let (frame, window) = (view.frame, view.window.range)
        let filter = try request.filter(view.evaluator)
        func extremes(_ flags: Flags, _ start: Int) throws(EngineError) -> (present: Run?, longest: Run?) {
            try request.checkJudged(flags.count, condition, frame, view.window)
            func run(_ range: Range<Int>) -> Run {
                Run(first: start + range.lowerBound, last: start + range.upperBound - 1, length: range.count)
            }
            return (flags.present.map(run), flags.longest.map(run))
        }
        if filter == nil, let (flags, bars) = try view.evaluator.beats(condition, window), !frame.hasHole(bars) {
            return try extremes(flags, bars.lowerBound)
        }
        let truths = try view.evaluator.condition(condition)
        let inner = judgedStretch(truths, window)
        if filter == nil, !frame.hasHole(inner), let flags = Flags(truths, inner) {
            return try extremes(flags, inner.lowerBound)
        }
        let scan = RunScan(
            truths, filter: filter, days: frame.days, window: window, start: frame.commonStart,
            isDaily: frame.frequency == .daily)
        try request.checkJudged(scan.judged, condition, frame, view.window)
        return (scan.present, scan.ranked(1).first)
    }

    var present: Run? { runs.last.flatMap { $0.running ? $0 : nil } }
}
