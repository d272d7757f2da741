/// The statement words with a grammar of their own.
package enum StatementWord: String, Sendable, CaseIterable {
    case `let`, def, param, assert
    case `for`
    case `if`
    case print, load, save, open, alias, run, set, explain
}
