import TapeSystem

/// Runs programs that take over the terminal: the user's editor and pager.
enum Child {
    /// Runs a program from the search path with its arguments, without a shell, and waits for it to end.
    ///
    /// The terminal's settings are restored afterwards, and a Ctrl-C in the program goes to the program only.
    /// - Parameters:
    ///   - input: its standard input, in place of the terminal. It may stop reading early.
    ///   - variables: added to the environment.
    /// - Returns: its exit code, −1 if it was killed; nil if it could not be started.
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
        let child = startProgram(words, reading: ends[0], variables)
        if ends[0] >= 0 { close(ends[0]) }
        if let input {
            // A program that quits early closes the pipe: that is not an error.
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

    /// Splits a command into words at blanks; text in quotes is one word. Nil if it is not a program with its
    /// arguments: an open quote, no word at all, or a mark that only a shell understands.
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
}
