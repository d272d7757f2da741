extension Session {
    /// Makes this process's allocator keep memory freed by one query for the next, instead of returning it to the
    /// system, which would have to clear each page again: that takes longer than the queries.
    ///
    /// It affects the whole process, which then holds more memory, so no session does it by itself: a program that
    /// mainly runs queries, such as `tape`, calls it once at start. GNU's allocator keeps freed memory after one large
    /// block was allocated and freed; on other allocators the call has no effect.
    public static func keepFreedMemory() { comeAndGo(16 << 20) }

    /// Not optimised, because an unused block would never be allocated.
    @inline(never) @_optimize(none)
    private static func comeAndGo(_ bytes: Int) {
        let piece = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        unsafe piece.storeBytes(of: 1, as: UInt8.self)
        unsafe piece.deallocate()
    }
}
