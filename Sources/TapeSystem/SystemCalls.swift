/// System calls whose names would clash with methods that read and write files.
package enum System {
    /// A file's descriptor; negative if it cannot be opened, with the reason in `errno`.
    package static func open(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
        unsafe TapeSystem.open(path, flags, mode)
    }

    /// The number of bytes read; negative on failure, with the reason in `errno`.
    package static func read(_ file: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        unsafe TapeSystem.read(file, start, count)
    }

    /// The number of bytes written; negative on failure, with the reason in `errno`.
    package static func write(_ file: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
        unsafe TapeSystem.write(file, start, count)
    }
}

extension stat {
    /// When the file was last written.
    package var modified: timespec {
        #if canImport(Darwin)
            st_mtimespec
        #else
            st_mtim
        #endif
    }
}

/// Installs a signal handler without `SA_RESTART`: a wait in a system call then ends with `EINTR`.
package func handleSignal(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Darwin)
        unsafe action.__sigaction_u.__sa_handler = handler
    #else
        unsafe action.__sigaction_handler.sa_handler = handler
    #endif
    unsafe sigemptyset(&action.sa_mask)
    action.sa_flags = 0
    unsafe sigaction(number, &action, nil)
}
