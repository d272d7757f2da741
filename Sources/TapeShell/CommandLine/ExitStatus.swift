/// The program's exit status.
enum ExitStatus: Int32 {
    case ok = 0
    /// A query or the data is wrong.
    case failed = 1
    /// The command line is wrong.
    case wrongUse = 2
    case assertFailed = 3
    case interrupted = 130
}
