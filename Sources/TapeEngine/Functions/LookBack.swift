/// How far back a function reads to compute its value on a bar: the evaluator computes only those bars.
/// `whole` is the list of the whole-number arguments, in order.
package enum LookBack: Sendable {
    /// Only the bar itself: from plain numbers it makes a plain number.
    case ownBar
    /// A number of bars before; all bars if nil.
    ///
    /// - Parameter blocks: the length of the blocks in which values are summed, counted from the axis's first bar; 1 if
    ///   nothing is summed. The bars computed begin at the start of a block, so that sums are rounded the same
    ///   whichever bars are computed.
    case bars(@Sendable (_ whole: [Int]) -> Int?, blocks: @Sendable (_ whole: [Int]) -> Int = { _ in 1 })
    /// From the bar where the calendar span among its arguments begins; all bars before if that bar has no value.
    case span
    /// The bars of the query's window and the base of its changes, for a single number.
    case queryWindow
    /// All bars: recursive values, records, and what is counted from the first bar.
    case all
    /// All bars. A first value needs more bars than the length, because the function smooths repeatedly:
    /// `dema(S, 8)` needs 15.
    case smoothedAgain(first: @Sendable (_ length: Int) -> Int)
}

extension LookBack {
    static let previous = LookBack.bars { _ in 1 }
    /// The value n bars before, or all the changes since.
    static let length = LookBack.bars { $0[0] }
    /// The last n values, not summed.
    static let window = LookBack.bars { $0[0] - 1 }
    /// The sums of the last n values.
    static let sums = LookBack.bars({ $0[0] - 1 }, blocks: { $0[0] })
    /// The sums of the last n changes.
    static let changeSums = LookBack.bars({ $0[0] }, blocks: { $0[0] })
}

extension FunctionEntry {
    /// Works session by session: from plain numbers it makes a plain number.
    var isPointwise: Bool { if case .ownBar = lookBack { true } else { false } }

    /// The bars needed for a first value, given the length.
    func barsWanted(_ length: Int) -> Int {
        if case .smoothedAgain(let first) = lookBack { first(length) } else { length }
    }
}
