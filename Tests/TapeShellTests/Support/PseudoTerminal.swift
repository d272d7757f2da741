import TapeSystem
import Testing

/// The built program on a pseudo-terminal: keys in, a screen out.
final class PseudoTerminal {
    private(set) var screen: Screen
    let child: pid_t
    /// Kept as long as the program may write there.
    private let home: ScratchFolder
    private let master: Int32
    private var isClosed = false
    private var status: Int32?
    /// All output, for the message of a failed test.
    private(set) var raw: [UInt8] = []

    init(
        _ arguments: [String] = [], columns: Int = 80, rows: Int = 24, home: ScratchFolder,
        environment: [String: String] = [:], program: String = builtProgram
    ) {
        var master: Int32 = 0
        var slave: Int32 = 0
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var name = [CChar](repeating: 0, count: 256)
        openpty(&master, &slave, &name, nil, &size)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
        let path = name
        // Without a pager unless a test asks for one.
        var all = [
            "PATH": "/usr/bin:/bin", "HOME": home.path, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PAGER": "",
        ]
        all.merge(environment) { $1 }
        child = spawn(program, arguments, all, ownSession: true) { actions in
            // A session leader that opens a terminal gets it as its controlling terminal.
            posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
        close(slave)
        self.master = master
        self.home = home
        screen = Screen(columns: columns, rows: rows)
    }

    deinit {
        if status == nil {
            kill(child, SIGKILL)
            _ = waitForEnd(child)
        }
        if !isClosed { close(master) }
    }

    /// Types, as a person or a paste would.
    func type(_ text: String) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let count = write(master, bytes, min(bytes.count, 1024))
            guard count > 0 else { return }
            bytes.removeFirst(count)
            if !bytes.isEmpty { read(for: 5) }
        }
    }

    /// Reads until the screen is as expected; if it never is, the test fails and shows the screen.
    @discardableResult
    func wait(
        _ wanted: String, seconds: Double = 20, _ location: SourceLocation = #_sourceLocation,
        until isReached: (Screen) -> Bool
    ) -> Bool {
        // After one failed wait, later waits are shorter.
        let end = now() + (hasWaitedInVain ? 1 : seconds)
        while now() < end {
            if isReached(screen) { return true }
            if !read(for: 20), isReached(screen) { return true }
            if isAtEnd { break }
        }
        hasWaitedInVain = true
        Issue.record("waited in vain for \(wanted); the screen was:\n\(screen.text)\n(end)", sourceLocation: location)
        return false
    }

    /// Waits for a text anywhere on the screen.
    @discardableResult
    func wait(for text: String, _ location: SourceLocation = #_sourceLocation) -> Bool {
        wait("`\(text)`", location) { $0.text.contains(text) }
    }

    /// Waits for the line the cursor is in.
    @discardableResult
    func wait(forLine line: String, _ location: SourceLocation = #_sourceLocation) -> Bool {
        wait("the line `\(line)`", location) { screen in
            screen.row < screen.lines.count && screen.lines[screen.row] == line
        }
    }

    /// Reads until nothing has come for a while, at most five seconds.
    func settle(_ milliseconds: Int32 = 80) {
        let limit = now() + 5
        while now() < limit, read(for: milliseconds) {}
    }

    private(set) var isAtEnd = false
    private var hasWaitedInVain = false

    @discardableResult
    private func read(for milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, milliseconds) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = TapeSystem.read(master, &chunk, chunk.count)
        guard count > 0 else {
            isAtEnd = true
            return false
        }
        raw += chunk[..<count]
        screen.feed(Array(chunk[..<count]))
        return true
    }

    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func signal(_ number: Int32) { kill(child, number) }

    /// Hangs up, like a terminal window that is closed.
    func hangUp() {
        close(master)
        isClosed = true
    }

    /// Waits for the end of the program.
    func end() -> Int32 {
        if let status { return status }
        let limit = now() + 20
        var raw: Int32 = 0
        while now() < limit {
            if waitpid(child, &raw, WNOHANG) == child {
                let ended = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
                status = ended
                if !isClosed { settle(10) }
                return ended
            }
            if isClosed { usleep(10_000) } else { read(for: 10) }
        }
        Issue.record("the program does not end; the screen was:\n\(screen.text)")
        return -1
    }

    private func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
