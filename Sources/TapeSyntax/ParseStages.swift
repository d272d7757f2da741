extension Parser {
    // Stage ::= WhereStage | SortStage | RowsStage | SelectStage | RenameStage | TableStage | PlotStage | SaveStage
    //         | FormatStage
    mutating func stage(behind bar: Lexeme) throws(Failure) -> Stage {
        // To the end of the statement: only stages follow a stage.
        inStage = true
        let start = current
        guard let word else { throw notAStage(behind: bar) }
        let kind: Stage.Kind
        switch StageWord(rawValue: word) {
        case .where: kind = try whereStage()
        case .sort: kind = try sortStage()
        case .top: kind = .top(try rowsStage())
        case .bottom: kind = .bottom(try rowsStage())
        case .select: kind = try selectStage()
        case .rename: kind = try renameStage()
        case .table: kind = try tableStage()
        case .plot: kind = plotStage()
        case .save: kind = try saveStage()
        case .as: kind = try formatStage()
        case nil: throw badStage(word)
        }
        return Stage(kind, span(from: start))
    }

    private func notAStage(behind bar: Lexeme) -> Failure {
        if isAtStop || at(.bar) { return wanting("a stage", behind: bar, insertion: "top 5", continues: true) }
        return failure(
            .badStage, current.span, "\(found) cannot begin a stage",
            [.init("expected", StageWord.allCases.map(\.rawValue).joined(separator: ", "))])
    }

    // WhereStage ::= 'where' Expression
    private mutating func whereStage() throws(Failure) -> Stage.Kind {
        .whereTrue(try operand(behind: advance(), "a condition", insertion: "length >= 10"))
    }

    // SortStage ::= 'sort' 'by' Sum ('asc' | 'desc')?
    private mutating func sortStage() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let by = take(word: "by") else {
            throw wanting("`by` and a column", behind: start, insertion: isAtStop ? "by length" : "by")
        }
        need = Need(at: by.span, message: "`by` needs a column after it", insertion: "length")
        let key = try sum()
        if take(word: "asc") != nil { return .sort(key, descending: false) }
        return .sort(key, descending: take(word: "desc") != nil)
    }

    // RowsStage ::= ('top' | 'bottom') Sum
    private mutating func rowsStage() throws(Failure) -> Expression { try rows() }

    // SelectStage ::= 'select' ColumnName (',' ColumnName)*
    private mutating func selectStage() throws(Failure) -> Stage.Kind {
        need = Need(at: current.span, message: "`select` needs a column after it", insertion: "from, to, length")
        advance()
        var names = [try selectedColumn()]
        while at(.comma) {
            needBehindComma("length")
            advanceOpen()
            names.append(try selectedColumn())
        }
        return .select(names)
    }

    private mutating func selectedColumn() throws(Failure) -> Name {
        guard let name = try columnName() else { throw missingOperand() }
        return name
    }

    // RenameStage ::= 'rename' ColumnName 'to' (WORD | EXACT)
    private mutating func renameStage() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let name = try columnName() else {
            throw wanting("a column", behind: start, insertion: "length to sessions")
        }
        guard let to = take(word: "to") else {
            throw expected("`to` and the new name", mend: "to sessions", between: "to")
        }
        guard let new = newColumnName() else { throw wanting("a name", behind: to, insertion: "sessions") }
        return .rename(name, to: new)
    }

    // TableStage ::= 'table' WORD
    private mutating func tableStage() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let name = wordName() else {
            throw wanting("the name of a table", behind: start, insertion: "statistics")
        }
        return .table(name)
    }

    // PlotStage ::= 'plot'
    private mutating func plotStage() -> Stage.Kind {
        advance()
        return .plot
    }

    // SaveStage ::= 'save' TEXT
    private mutating func saveStage() throws(Failure) -> Stage.Kind {
        .save(try text(behind: advance(), "a file's path", insertion: "\"runs.csv\"", ending: ".csv"))
    }

    // FormatStage ::= 'as' WORD
    private mutating func formatStage() throws(Failure) -> Stage.Kind {
        let start = advance()
        guard let name = wordName() else { throw wanting("a format", behind: start, insertion: "csv") }
        return .format(name)
    }

    // ColumnName ::= WORD | EXACT | Call
    private mutating func columnName() throws(Failure) -> Name? {
        guard isAtCall else { return newColumnName() }
        let call = try call()
        // By its label, like a name in backticks.
        return Name(Printer.text(call), call.span, exact: true)
    }

    private mutating func newColumnName() -> Name? {
        if case .symbol = current.kind { return nil }
        return anyName()
    }
}
