import Glibc

/// Programs that take over the terminal for a while: the user's editor and pager.
enum Child {
    /// Runs a program with its arguments, found on the path and without a shell between, and waits for its end.
    ///
    /// The terminal is given back as it was, however the program left it, and a Ctrl-C in the program is the program's
    /// own.
    /// - Parameters:
    ///   - input: what it reads on its standard input, in place of the terminal. It need not read it to the end.
    ///   - variables: added to the environment.
    /// - Returns: its exit code, −1 where it was killed; nil where it could not be started.
    static func run(
        _ words: [String], input: String? = nil, variables: [(name: String, value: String)] = []
    ) -> Int32? {
        var terminal = termios()
        let hasTerminal = unsafe tcgetattr(STDIN_FILENO, &terminal) == 0
        defer {
            if hasTerminal { unsafe _ = tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal) }
            Signals.forgetInterrupt()
        }
        var ends: [Int32] = [-1, -1]
        if input != nil {
            guard unsafe pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        let child = start(words, reading: ends[0], variables)
        if ends[0] >= 0 { close(ends[0]) }
        if let input {
            // A program that is left before its end closes the pipe: that is no error.
            if child != nil { _ = try? Files.writeAll(ends[1], Array(input.utf8)) }
            close(ends[1])
        }
        guard let child else { return nil }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return -1 }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    /// The words of a command: blanks part them, and what stands in quotes is one word. Nil where it cannot be read as
    /// a program with its arguments: an open quote, no word at all, or a mark that only a shell would follow.
    static func words(_ command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in command {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let whole = word { words.append(whole) }
                word = nil
            } else if "|;&<>`$".contains(character) {
                return nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let whole = word { words.append(whole) }
        return quote == nil && words.first?.isEmpty == false ? words : nil
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
        return unsafe posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &environment) == 0 ? child : nil
    }
}
