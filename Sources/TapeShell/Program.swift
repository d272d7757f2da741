import CLibEdit
import Tape
import TapeSample

/// The `tape` program.
public func runTape() -> Never {
    fatalError("skeleton")
}
