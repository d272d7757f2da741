import CLibEdit
import Tape
import TapeReport
import TapeSystem

/// The text without its escape sequences.
func withoutEscapes(_ text: some StringProtocol) -> String {
    var plain = String.UnicodeScalarView()
    var isEscape = false
    for scalar in text.unicodeScalars {
        if scalar == "\u{1B}" { isEscape = true }
        if !isEscape { plain.append(scalar) }
        if isEscape, scalar != "[", scalar != "\u{1B}", scalar.value >= 0x40 { isEscape = false }
    }
    return String(plain)
}
