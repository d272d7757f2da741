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
struct RunScan {
    var runs: [Run] = []
    var judged = 0
    var held = 0
    /// Missing or filtered bars within the window.
    var notJudged = 0
    /// Index of the last bar before each hole that ended a run.
    var holes: [Int] = []
    var firstJudged: Int?
    var lastJudged: Int?

    /// One pass that carries the run's length.
    ///
    /// - Parameters:
    ///   - truths: one a bar of the axis.
    ///   - filter: bars where it is not true are not judged.
    ///   - start: the first bar that all subjects have: what lies before it is no common session.
    init(_ truths: [Truth], filter: [Truth]?, days: [Int32], window: Range<Int>, start: Int = 0, isDaily: Bool) {
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
        clipFirst(truths, filter, days, start, isDaily)
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

    /// Longest first, then newest first.
    var ranked: [Run] {
        runs.sorted { $0.length != $1.length ? $0.length > $1.length : $0.first > $1.first }
    }

    var present: Run? { runs.last.flatMap { $0.running ? $0 : nil } }
}
