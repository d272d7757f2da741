import Glibc

/// Programs that take over the terminal for a while: the user's editor and pager.
enum Child {
    /// Runs a line of the shell, in which `$1` is the argument, and waits for its end.
    ///
    /// The terminal is given back as it was, however the program left it, and a Ctrl-C in the program is the program's own.
    /// - Parameters:
    ///   - input: what it reads on its standard input, in place of the terminal. It need not read it to the end.
    ///   - variables: added to the environment.
    /// - Returns: its exit code, or −1 where it could not be started or was killed.
    static func run(
        _ line: String, argument: String = "", input: String? = nil, variables: [(name: String, value: String)] = []
    ) -> Int32 {
        var terminal = termios()
        let hasTerminal = unsafe tcgetattr(STDIN_FILENO, &terminal) == 0
        defer {
            if hasTerminal { unsafe _ = tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal) }
            Signals.forgetInterrupt()
        }
        var ends: [Int32] = [-1, -1]
        if input != nil {
            guard unsafe pipe(&ends) == 0 else { return -1 }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        let child = start(["/bin/sh", "-c", line, "sh", argument], reading: ends[0], variables)
        if ends[0] >= 0 { close(ends[0]) }
        if let input {
            // A program that is left before its end closes the pipe: that is no error.
            if child != nil { _ = try? Files.writeAll(ends[1], Array(input.utf8)) }
            close(ends[1])
        }
        guard let child else { return -1 }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return -1 }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    private static func start(
        _ words: [String], reading input: Int32, _ variables: [(name: String, value: String)]
    ) -> pid_t? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if input >= 0 { unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        // What this program ignores, a child would ignore too.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var ignored = sigset_t()
        unsafe sigemptyset(&ignored)
        unsafe sigaddset(&ignored, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &ignored)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var arguments = unsafe words.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        var environment = unsafe variables.map { unsafe strdup("\($0.name)=\($0.value)") }
        let added = unsafe environment
        var index = 0
        while let entry = unsafe environ[index] {
            unsafe environment.append(entry)
            index += 1
        }
        unsafe environment.append(nil)
        defer { unsafe (arguments + added).forEach { unsafe free($0) } }
        var child: pid_t = 0
        return unsafe posix_spawn(&child, words[0], &actions, &attributes, &arguments, &environment) == 0 ? child : nil
    }
}
