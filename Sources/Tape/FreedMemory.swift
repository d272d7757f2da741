extension Session {
    /// Has the allocator of this process keep what one query frees for the next one, instead of giving it back to the system, which would
    /// have to clear each page anew: that takes longer than the queries.
    ///
    /// It changes the allocator for all of the process, which then holds more memory, so no session does it by itself: a program whose
    /// main work is queries, such as `tape`, calls it once at its start. GNU's allocator keeps what is freed once it has seen a large
    /// piece come and go; others are not disturbed by it.
    public static func keepFreedMemory() { comeAndGo(16 << 20) }

    /// Unoptimised, because a piece that nobody reads would never be asked for.
    @inline(never) @_optimize(none)
    private static func comeAndGo(_ bytes: Int) {
        let piece = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        unsafe piece.storeBytes(of: 1, as: UInt8.self)
        unsafe piece.deallocate()
    }
}
