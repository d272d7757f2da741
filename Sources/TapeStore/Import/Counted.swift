/// The number with its noun in remarks on a file: `1 line`, `3 lines`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
