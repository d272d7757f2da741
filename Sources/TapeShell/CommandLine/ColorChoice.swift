import Tape
import TapeSyntax

enum ColorChoice: String, CaseIterable {
    case auto, always, never
}
