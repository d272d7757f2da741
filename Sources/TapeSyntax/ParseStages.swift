extension Parser {
    // Stage ::= 'where' Expression | 'sort' 'by' Sum ('asc' | 'desc')? | ('top' | 'bottom') Sum
    //         | 'select' ColumnName (',' ColumnName)* | 'rename' ColumnName 'to' ColumnName
    //         | 'plot' | 'save' TEXT | 'as' WORD
    mutating func stage(behind bar: Lexeme) throws(Failure) -> Stage {
        // Until the statement ends: nothing but stages follows a stage.
        inStage = true
        let start = current
        guard let word else {
            if isAtStop || at(.bar) {
                throw wanting("a stage", behind: bar, insertion: "top 5", continues: true)
            }
            throw failure(
                .badStage, current.span, "\(found) cannot begin a stage",
                [.init("expected", StageWord.allCases.map(\.rawValue).joined(separator: ", "))])
        }
        let kind: Stage.Kind
        switch StageWord(rawValue: word) {
        case .where: kind = .whereTrue(try operand(behind: advance(), "a condition", insertion: "length >= 10"))
        case .sort: kind = try sort()
        case .top: kind = .top(try rows())
        case .bottom: kind = .bottom(try rows())
        case .select: kind = .select(try columns(behind: advance()))
        case .rename: kind = try rename()
        case .plot:
            advance()
            kind = .plot
        case .save: kind = .save(try text(behind: advance(), "a file's path", insertion: "\"runs.csv\""))
        case .as: kind = try format()
        case nil: throw badStage(word)
        }
        return Stage(kind, span(from: start))
    }

    private mutating func sort() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let by = take(word: "by") else {
            throw wanting("`by` and a column", behind: start, insertion: isAtStop ? "by length" : "by")
        }
        need = Need(at: by.span, message: "`by` needs a column on its right", insertion: "length")
        let key = try sum()
        if take(word: "asc") != nil { return .sort(key, descending: false) }
        return .sort(key, descending: take(word: "desc") != nil)
    }

    private mutating func columns(behind word: Lexeme) throws(Failure) -> [Name] {
        var names: [Name] = []
        need = Need(at: word.span, message: "`select` needs a column on its right", insertion: "from, to, length")
        repeat {
            guard let name = columnName() else { throw missingOperand() }
            names.append(name)
            guard at(.comma) else { return names }
            needBehindComma("length")
            advanceOpen()
        } while true
    }

    private mutating func rename() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let name = columnName() else {
            throw wanting("a column", behind: start, insertion: "length to sessions")
        }
        guard let to = take(word: "to") else {
            throw expected("`to` and the new name", mend: "to sessions", between: "to")
        }
        guard let new = columnName() else { throw wanting("a name", behind: to, insertion: "sessions") }
        return .rename(name, to: new)
    }

    private mutating func format() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let name = wordName() else { throw wanting("a format", behind: start, insertion: "csv") }
        return .format(name)
    }

    // ColumnName ::= WORD | EXACT
    private mutating func columnName() -> Name? {
        if case .symbol = current.kind { return nil }
        return anyName()
    }
}
