import CPlacement
import Glibc

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
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        // Queued behind the thread that makes it, on the same core, it may begin a millisecond or two later: longer
        // than many a query takes.
        if var others = job.cores?.withoutPresent {
            unsafe pthread_attr_setaffinity_np(&attributes, MemoryLayout<cpu_set_t>.size, &others.set)
        }
        let held = unsafe Unmanaged.passRetained(job)
        guard unsafe pthread_create(&thread, &attributes, work, held.toOpaque()) == 0 else {
            unsafe held.release()
            return nil
        }
        return thread
    }
}

/// The cores that a thread may run on.
private struct Cores {
    var set = cpu_set_t()

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

    /// This thread may run on them.
    func take() {
        var set = set
        unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
    }
}

/// Signals are for the main thread, which waits for keys and must be the one that is woken.
private func work(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    let job = unsafe Unmanaged<Workers.Job>.fromOpaque(argument!).takeRetainedValue()
    // It was only to start beside the thread that made it.
    job.cores?.take()
    job.body()
    return nil
}
