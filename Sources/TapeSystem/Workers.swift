#if canImport(Glibc)
    import CPlacement
#endif

/// Threads for parallel work. They live for one call: starting one takes less than a hundredth of its work.
package enum Workers {
    /// Runs the body `count` times in parallel, once on this thread, and returns when all are done.
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

    /// Nil if the system has no thread left: the others do its share.
    private static func start(_ job: Job) -> pthread_t? {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        // On the core of the thread that starts it, a new thread may start a millisecond or two late, longer than many
        // queries take.
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

        /// Nil if the system does not say.
        static var ofThisThread: Cores? {
            var cores = Cores()
            guard unsafe sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &cores.set) >= 0 else { return nil }
            return cores
        }

        /// These without the one that this thread runs on; nil if it is the only one.
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

        /// Makes a thread created with the attributes start on them.
        func place(_ attributes: inout pthread_attr_t) {
            var set = set
            unsafe pthread_attr_setaffinity_np(&attributes, MemoryLayout<cpu_set_t>.size, &set)
        }

        /// Lets this thread run on them.
        func take() {
            var set = set
            unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
        }
    }
#else
    /// Other systems place threads themselves.
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

/// Signals are for the main thread, which waits for keys and must be woken.
private func perform(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    let job = unsafe Unmanaged<Workers.Job>.fromOpaque(argument).takeRetainedValue()
    // It only had to start on a different core; now it may run on any.
    job.cores?.take()
    job.body()
    return nil
}
