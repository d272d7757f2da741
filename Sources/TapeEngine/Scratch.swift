/// The memory that one query after the other uses for its columns.
package enum Scratch {
    /// Has the allocator keep what a query frees for the next one, instead of giving it back to the system, which would have
    /// to clear each page anew: that takes longer than the queries. GNU's does so once it has seen a large piece come and
    /// go; others are not disturbed by it.
    package static let isKept: Bool = {
        comeAndGo(16 << 20)
        return true
    }()

    /// Unoptimised, because a piece that nobody reads would never be asked for.
    @inline(never) @_optimize(none)
    private static func comeAndGo(_ bytes: Int) {
        let piece = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        unsafe piece.storeBytes(of: 1, as: UInt8.self)
        unsafe piece.deallocate()
    }
}
