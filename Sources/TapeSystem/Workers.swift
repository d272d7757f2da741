#if canImport(Glibc)
    import CPlacement
#endif

/// Threads for what is done many times over. They live as long as one call: starting one takes less than a hundredth of
/// what it is started for.
package enum Workers {
    /// Runs the body so many times at once, once on this thread, and returns when all have ended.
    package static func run(_ count: Int, _ body: @Sendable () -> Void) {
        guard count > 1 else { return body() }
        let cores = Cores.ofThisThread
        withoutActuallyEscaping(body) { body in
            let threads = (1..<count).compactMap { _ in start(Job(body, cores)) }
            body()
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// The cores this process may use.
    package static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    fileprivate final class Job: Sendable {
        let body: @Sendable () -> Void
        let cores: Cores?
        init(_ body: @escaping @Sendable () -> Void, _ cores: Cores?) {
            self.body = body
            self.cores = cores
        }
    }

    /// Nil where the system has no thread to give: the others do its share.
    private static func start(_ job: Job) -> pthread_t? {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        // Queued behind the thread that makes it, on the same core, it may begin a millisecond or two later: longer than
        // many a query takes.
        job.cores?.withoutPresent?.place(&attributes)
        let held = unsafe Unmanaged.passRetained(job)
        guard unsafe pthread_create(&thread, &attributes, work, held.toOpaque()) == 0 else {
            unsafe held.release()
            return nil
        }
        return thread
    }
}

#if canImport(Glibc)
    /// The cores that a thread may run on.
    private struct Cores {
        private var set = cpu_set_t()

        /// Nil where the system does not tell.
        static var ofThisThread: Cores? {
            var cores = Cores()
            guard unsafe sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &cores.set) >= 0 else { return nil }
            return cores
        }

        /// These but for the one that this thread runs on; nil where that is the only one.
        var withoutPresent: Cores? {
            let present = Int(sched_getcpu())
            guard present >= 0, present / 8 < MemoryLayout<cpu_set_t>.size else { return nil }
            var others = self
            let isAny = unsafe withUnsafeMutableBytes(of: &others.set) { bytes in
                unsafe bytes[present / 8] &= ~(1 << UInt8(present % 8))
                return unsafe bytes.contains { $0 != 0 }
            }
            return isAny ? others : nil
        }

        /// A thread that is made with the attributes starts on them.
        func place(_ attributes: inout pthread_attr_t) {
            var set = set
            unsafe pthread_attr_setaffinity_np(&attributes, MemoryLayout<cpu_set_t>.size, &set)
        }

        /// This thread may run on them.
        func take() {
            var set = set
            unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
        }
    }
#else
    /// Other systems place their threads by themselves.
    private struct Cores {
        static var ofThisThread: Cores? { nil }

        var withoutPresent: Cores? { nil }

        func place(_ attributes: inout pthread_attr_t) {}

        func take() {}
    }
#endif

#if canImport(Darwin)
    private func work(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? { unsafe perform(argument) }
#else
    private func work(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? { unsafe perform(argument!) }
#endif

/// Signals are for the main thread, which waits for keys and must be the one that is woken.
private func perform(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    let job = unsafe Unmanaged<Workers.Job>.fromOpaque(argument).takeRetainedValue()
    // It was only to start beside the thread that made it.
    job.cores?.take()
    job.body()
    return nil
}
