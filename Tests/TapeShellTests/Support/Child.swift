import TapeSystem
import Testing

/// The built `tape` next to this test bundle.
let builtProgram: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/tape"
}()

/// An empty folder for one test, gone when the test is done with it.
final class ScratchFolder {
    let path: String

    init() {
        var template = Array("/tmp/tape-test-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit { ScratchFolder.remove(path) }

    func file(_ name: String, _ text: String = "") -> String {
        let full = path + "/" + name
        let file = open(full, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let bytes = Array(text.utf8)
        write(file, bytes, bytes.count)
        close(file)
        return full
    }

    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
        }
        TapeSystem.remove(path)
    }
}

func readText(_ path: String) -> String? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return String(decoding: drain(file), as: UTF8.self)
}

/// Everything up to the end.
func drain(_ file: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(file, &chunk, chunk.count)
        if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { return bytes }
    }
}

/// Starts a program; `connect` says what its standard files are.
func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], ownSession: Bool = false,
    connect: (inout posix_spawn_file_actions_t) -> Void
) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    connect(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The child must not inherit the test's ignored or blocked signals.
    var everything = sigset_t()
    var nothing = sigset_t()
    sigfillset(&everything)
    sigemptyset(&nothing)
    posix_spawnattr_setsigdefault(&attributes, &everything)
    posix_spawnattr_setsigmask(&attributes, &nothing)
    let session: Int32 = ownSession ? 0x80 : 0
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | session))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child: pid_t = 0
    let status = posix_spawn(&child, path, &actions, &attributes, &words, &variables)
    #expect(status == 0, "\(path) could not be started: \(status)")
    return child
}

/// How a program ended: its exit status, or 128 and the signal's number, as a shell counts.
func waitForEnd(_ child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
}

/// The result of a run of `tape`.
struct Finished: Equatable {
    var status: Int32
    var output: String
    var errors: String
}

/// Runs the built program without a terminal.
func tape(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
) -> Finished {
    run(builtProgram, arguments, input: input, environment: environment)
}

/// Runs a line of the shell, in which `$TAPE` is the built program.
func shell(_ line: String, environment: [String: String] = [:]) -> Finished {
    run("/bin/sh", ["-c", line], environment: environment)
}

private func run(
    _ program: String, _ arguments: [String], input: String = "", environment: [String: String]
) -> Finished {
    let home = ScratchFolder()
    var all = ["PATH": "/usr/bin:/bin", "HOME": home.path, "TERM": "xterm-256color", "LANG": "C.UTF-8"]
    all["TAPE"] = builtProgram
    all.merge(environment) { $1 }
    let feed = ScratchFolder()
    let inputFile = feed.file("input", input)
    let outputFile = feed.path + "/output"
    let errorFile = feed.path + "/errors"
    let child = spawn(program, arguments, all) { actions in
        posix_spawn_file_actions_addopen(&actions, 0, inputFile, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errorFile, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    }
    let status = withExtendedLifetime((home, feed)) { waitForEnd(child) }
    return Finished(status: status, output: readText(outputFile) ?? "", errors: readText(errorFile) ?? "")
}
