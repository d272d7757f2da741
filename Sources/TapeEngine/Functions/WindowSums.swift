/// The sums of all windows that end in one block; each window is the tail of the block before and the head of this one.
///
/// Totals and carries have their own columns, so that the machine combines several windows at a time.
struct WindowSums {
    /// The length of windows, and of blocks.
    private let size: Int
    /// By window: the total and the carry of its part in the block, then of its part before the block.
    private var parts: [Double]

    init(of size: Int) {
        self.size = size
        parts = [Double](repeating: 0, count: 4 * size)
    }

    /// Sums up the values of a block and those before it.
    ///
    /// - Parameters:
    ///   - count: how many values the block has.
    ///   - hasBefore: whether there are values before the block: if so, one fewer than a window has.
    ///   - value: the value at a distance from the block's first one.
    @inline(__always)
    mutating func run(_ count: Int, hasBefore: Bool, _ value: (Int) -> Double) {
        let size = size
        var parts = parts.mutableSpan
        var head = CompensatedSum()
        var tail = CompensatedSum()
        // Both in one loop: neither addition waits for the other.
        for step in 0..<count {
            head.add(value(step))
            unsafe parts[unchecked: step] = head.total
            unsafe parts[unchecked: size &+ step] = head.carry
            guard hasBefore, step < size &- 1 else { continue }
            tail.add(value(-1 &- step))
            unsafe parts[unchecked: 3 &* size &- 2 &- step] = tail.total
            unsafe parts[unchecked: 4 &* size &- 2 &- step] = tail.carry
        }
        // The last block may be short, but its windows are not.
        guard hasBefore, count < size &- 1 else { return }
        for step in count..<size &- 1 {
            tail.add(value(-1 &- step))
            unsafe parts[unchecked: 3 &* size &- 2 &- step] = tail.total
            unsafe parts[unchecked: 4 &* size &- 2 &- step] = tail.carry
        }
    }

    /// The sum of a window.
    /// - Precondition: `run` has summed up the block, and the window lies within it.
    @inline(__always)
    func sum(_ window: Int) -> CompensatedSum {
        let parts = parts.span
        var sum = unsafe CompensatedSum(total: parts[unchecked: window], carry: parts[unchecked: size &+ window])
        unsafe sum.add(
            CompensatedSum(total: parts[unchecked: 2 &* size &+ window], carry: parts[unchecked: 3 &* size &+ window]))
        return sum
    }

    /// The whole windows of a block: in the first block only the last one, and only if the block is full.
    func whole(_ count: Int, hasBefore: Bool) -> Range<Int> { min(hasBefore ? 0 : size &- 1, count)..<count }
}
