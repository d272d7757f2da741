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
    /// It still holds at the newest judged bar.
    var running = false
    /// Some of its judged bars are before the window.
    var beganBefore = false
}

/// What a scan of a condition over a window found.
struct RunScan: Equatable {
    var runs: [Run] = []
    var judged = 0
    var held = 0
    /// Missing or filtered bars within the window.
    var notJudged = 0
    /// Index of the last bar before each gap that ended a run.
    var gaps: [Int] = []
    var firstJudged: Int?
    var lastJudged: Int?

    /// - Parameters:
    ///   - filter: bars where it is not true are not judged.
    ///   - start: the first bar that all subjects have: earlier sessions are not common to all.
    init(_ verdicts: Verdicts, filter: [Truth]?, days: [Int32], window: Range<Int>, start: Int = 0, isDaily: Bool) {
        let inner = verdicts.judgedStretch(window)
        if filter == nil, !(isDaily && RunScan.hasGap(days, inner)), let flags = verdicts.flags(inner) {
            scan(flags, inner, window)
        } else {
            scan(verdicts, filter, days, window, isDaily)
        }
        clipFirst(verdicts, filter, days, start, isDaily)
    }

    static func hasGap(_ days: [Int32], _ range: Range<Int>) -> Bool {
        guard range.count > 1 else { return false }
        var gaps = 0
        let later = days.span.extracting(range.lowerBound + 1..<range.upperBound)
        let earlier = days.span.extracting(range.lowerBound..<range.upperBound - 1)
        for index in later.indices { gaps &+= later[index] &- earlier[index] > RunKernel.widestGap ? 1 : 0 }
        return gaps > 0
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

    /// Bar by bar, where some are missing or filtered, or there are gaps between them.
    private mutating func scan(
        _ verdicts: Verdicts, _ filter: [Truth]?, _ days: [Int32], _ window: Range<Int>, _ isDaily: Bool
    ) {
        var current: Run?
        // The last bar before a gap; the run before it ends once a bar after the gap is judged.
        var gap: Int?
        for index in window {
            if isDaily, index > window.lowerBound, days[index] - days[index - 1] > RunKernel.widestGap {
                gap = index - 1
            }
            guard let holds = verdicts.holds(index, filter) else {
                notJudged += 1
                continue
            }
            if let before = gap {
                if let run = current {
                    runs.append(run)
                    gaps.append(before)
                    current = nil
                }
                gap = nil
            }
            judged += 1
            if firstJudged == nil { firstJudged = index }
            lastJudged = index
            if holds {
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

    /// Looks before the window where the first run is at its edge.
    private mutating func clipFirst(
        _ verdicts: Verdicts, _ filter: [Truth]?, _ days: [Int32], _ start: Int, _ isDaily: Bool
    ) {
        guard var run = runs.first, run.first == firstJudged else { return }
        var whole = run.length
        var met = false
        var index = run.first - 1
        var later = run.first
        while index >= start {
            if isDaily, days[later] - days[index] > RunKernel.widestGap { break }
            later = index
            let holds = verdicts.holds(index, filter)
            if holds == false {
                met = true
                break
            }
            if holds == true {
                whole += 1
                run.clipped = true
                run.beganBefore = true
            }
            index -= 1
        }
        if met || index >= start {
            if run.clipped { run.wholeLength = whole }
        } else {
            // Nothing judged is before it: it may have begun before the history did.
            run.clipped = true
            run.wholeLength = nil
        }
        runs[0] = run
    }

    /// Longest first, then newest first; only the first few where no more are wanted.
    func ranked(_ limit: Int? = nil) -> [Run] {
        let wanted = min(runs.count, limit ?? runs.count)
        // Lengths are small whole numbers: counting them tells where the runs of each length go.
        var counts: [Int] = []
        for run in runs {
            while counts.count <= run.length { counts.append(0) }
            counts[run.length] += 1
        }
        var places = counts
        var listed = 0
        var shortest = counts.count
        while listed < wanted {
            shortest -= 1
            places[shortest] = listed
            listed += counts[shortest]
        }
        var order = [Int](repeating: 0, count: listed)
        for index in runs.indices.reversed() where runs[index].length >= shortest {
            order[places[runs[index].length]] = index
            places[runs[index].length] += 1
        }
        return order[..<wanted].map { runs[$0] }
    }

    /// Only the present and the longest run (the newest of the longest): for thousands of members the others are not
    /// listed.
    static func extremes(
        _ condition: Node, _ request: ResolvedQuery, _ view: MemberView
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
        if filter == nil, let (flags, bars) = try view.evaluator.beats(condition, window), !frame.hasGap(bars) {
            return try extremes(flags, bars.lowerBound)
        }
        let verdicts = try view.evaluator.verdicts(condition)
        let inner = verdicts.judgedStretch(window)
        if filter == nil, !frame.hasGap(inner), let flags = verdicts.flags(inner) {
            return try extremes(flags, inner.lowerBound)
        }
        let scan = RunScan(
            verdicts, filter: filter, days: frame.days, window: window, start: frame.commonStart,
            isDaily: frame.hasSessionsDaily)
        try request.checkJudged(scan.judged, condition, frame, view.window)
        return (scan.present, scan.ranked(1).first)
    }

    var present: Run? { runs.last.flatMap { $0.running ? $0 : nil } }
}
