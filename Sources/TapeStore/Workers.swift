import Glibc

/// Threads for what is done many times over. They live as long as one call: starting one takes less than a hundredth of
/// what it is started for.
package enum Workers {
    /// Runs the body so many times at once, once on this thread, and returns when all have ended.
    package static func run(_ count: Int, _ body: @Sendable () -> Void) {
        withoutActuallyEscaping(body) { body in
            let threads = (1..<max(1, count)).compactMap { _ in start(Job(body)) }
            body()
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// The cores this process may use.
    package static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    fileprivate final class Job: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Nil where the system has no thread to give: the others do its share.
    private static func start(_ job: Job) -> pthread_t? {
        var thread = pthread_t()
        let held = unsafe Unmanaged.passRetained(job)
        guard unsafe pthread_create(&thread, nil, work, held.toOpaque()) == 0 else {
            unsafe held.release()
            return nil
        }
        return thread
    }
}

/// Signals are for the main thread, which waits for keys and must be the one that is woken.
private func work(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    let job = unsafe Unmanaged<Workers.Job>.fromOpaque(argument!).takeRetainedValue()
    job.body()
    return nil
}
