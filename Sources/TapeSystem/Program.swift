/// Starts a program from the search path, without a shell; nil if it could not be started.
/// - Parameters:
///   - input: the descriptor for its standard input; negative for this program's own.
///   - variables: added to the environment.
package func startProgram(
    _ words: [String], reading input: Int32, _ variables: [(name: String, value: String)]
) -> pid_t? {
    #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
    #else
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if input >= 0 { unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    // A child would inherit the signals that this program ignores.
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
    #if canImport(Darwin)
        let present = unsafe _NSGetEnviron().pointee!
    #else
        let present = unsafe environ
    #endif
    var index = 0
    while let entry = unsafe present[index] {
        unsafe environment.append(entry)
        index += 1
    }
    unsafe environment.append(nil)
    defer { unsafe (arguments + added).forEach { unsafe free($0) } }
    var child: pid_t = 0
    return unsafe posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &environment) == 0 ? child : nil
}
