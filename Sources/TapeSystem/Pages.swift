/// Memory straight from the system, by the page.
package enum Pages {
    /// Zeroed pages; nil if the system has none.
    package static func reserve(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let flags = MAP_PRIVATE | MAP_ANON | MAP_NORESERVE
        let start = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0)
        return unsafe start == MAP_FAILED ? nil : start
    }

    /// Asks for pages of two megabytes, if the system has them.
    package static func preferLarge(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
        #if os(Linux)
            unsafe madvise(start, bytes, MADV_HUGEPAGE)
        #endif
    }

    /// Releases reserved pages.
    package static func release(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
        unsafe _ = munmap(start, bytes)
    }
}
