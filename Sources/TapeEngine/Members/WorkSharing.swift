import Synchronization
import TapeSystem

extension Workers {
    /// Does each piece of work once, on several threads, which take the next piece when they are free.
    ///
    /// - Parameter prepare: what each thread makes for itself first.
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
}
