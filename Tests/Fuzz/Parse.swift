/// The entry of libFuzzer, compiled into one module with `Sources/TapeSyntax` (`Tests/Fuzz/parse.sh`). Any bytes are a text: it is read to
/// the end without a trap, what is said about it lies inside it, and what was read prints to a text of the same tree.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParse(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let source = Source(bytes: bytes, name: nil)
    let result = parse(source)
    var end = 0
    for token in tokenize(source) {
        precondition(token.span.lower >= end && token.span.upper <= count, "tokens lie behind one another")
        end = token.span.upper
    }
    for diagnostic in result.diagnostics {
        precondition(diagnostic.span.lower >= 0 && diagnostic.span.upper <= count, "the span lies in the text")
        precondition(diagnostic.span.lower <= diagnostic.span.upper, "the span has an order")
        precondition(!diagnostic.advice.isEmpty, "there is a way on")
        _ = source.position(diagnostic.span.lower)
    }
    guard result.diagnostics.isEmpty else { return 0 }
    let printed = Printer.text(result.script)
    let again = parse(Source(printed))
    precondition(again.diagnostics.isEmpty, "what is printed is read")
    precondition(outline(again.script) == outline(result.script), "what is printed is the same")
    precondition(Printer.text(again.script) == printed, "printing is stable")
    guard let formatted = format(source).text else { preconditionFailure("what is read is formatted") }
    let once = parse(Source(formatted))
    precondition(
        once.diagnostics.isEmpty && outline(once.script) == outline(result.script), "formatting keeps the tree")
    precondition(format(Source(formatted)).text == formatted, "formatting is stable")
    return 0
}
