import Glibc
import Synchronization

/// Threads for what is done many times over. They live for one query: starting one takes less than a hundredth of what
/// it is started for.
enum Workers {
    /// Does each of so many pieces of work once, on so many threads, which take the next one as they get free.
    ///
    /// - Parameter prepare: What each thread makes for itself first.
    static func share<Tools>(
        _ pieces: Int, _ threads: Int, prepare: @Sendable () -> Tools, _ body: @Sendable (Tools, Int) -> Void
    ) {
        let next = Atomic<Int>(0)
        run(threads) {
            let tools = prepare()
            while true {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard piece < pieces else { return }
                body(tools, piece)
            }
        }
    }

    /// Runs the body so many times at once, once on this thread, and returns when all have ended.
    static func run(_ count: Int, _ body: @Sendable () -> Void) {
        withoutActuallyEscaping(body) { body in
            let threads = (1..<max(1, count)).compactMap { _ in start(Job(body)) }
            body()
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// The cores this process may use.
    static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

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
