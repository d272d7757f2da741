import TapeEngine

/// The line without trailing blanks.
func trimmed(_ line: String) -> String {
    var bytes = Array(line.utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
}
