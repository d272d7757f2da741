/// Runs of a condition, session by session.
///
/// A missing session is not judged: it neither extends nor ends a run. Between daily sessions a gap of more than ten
/// calendar days ends one.
enum RunKernel {
    /// A gap wider than this many calendar days ends a run of daily sessions.
    static let widestGap: Int32 = 10

    /// The length of the run at each session, else 0; missing until the first judged session.
    static func lengths(_ truths: [Truth], days: [Int32], isDaily: Bool) -> [Double] {
        var out = Rolling.missing(truths.count)
        var length = 0
        var judged = false
        for index in truths.indices {
            if isDaily, index > 0, days[index] &- days[index &- 1] > widestGap { length = 0 }
            switch truths[index] {
            case .yes:
                length &+= 1
                judged = true
            case .no:
                length = 0
                judged = true
            case .missing: break
            }
            if judged { out[index] = Double(length) }
        }
        return out
    }

    /// The longest run within the window, 0 where the condition never held; missing where nothing was judged.
    static func longest(_ truths: [Truth], days: [Int32], window: Range<Int>, isDaily: Bool) -> Double {
        var longest = 0
        var length = 0
        var judged = false
        for index in window.clamped(to: truths.indices) {
            if isDaily, index > window.lowerBound, days[index] &- days[index &- 1] > widestGap { length = 0 }
            switch truths[index] {
            case .yes:
                length &+= 1
                judged = true
                longest = max(longest, length)
            case .no:
                length = 0
                judged = true
            case .missing: break
            }
        }
        return judged ? Double(longest) : .nan
    }

    /// Sessions since the condition last held, 0 where it holds; missing before it first held, and where it is missing.
    static func since(_ truths: [Truth]) -> [Double] {
        var out = Rolling.missing(truths.count)
        var last = -1
        for index in truths.indices {
            if truths[index] == .yes { last = index }
            if last >= 0, truths[index] != .missing { out[index] = Double(index &- last) }
        }
        return out
    }
}
