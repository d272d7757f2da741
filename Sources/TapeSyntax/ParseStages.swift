extension Parser {
    // Stage ::= ConditionStage | SortStage | RowsStage | ColumnsStage | RenameStage | TableStage | WordStage | FileStage
    //         | FormatStage
    mutating func stage(behind bar: Lexeme) throws(Failure) -> Stage {
        // To the end of the statement: only stages follow a stage.
        inStage = true
        let start = current
        guard let word else { throw notAStage(behind: bar) }
        guard let stage = vocabulary.stages[word] else { throw badStage(word) }
        let argument: Stage.Argument
        switch stage.shape {
        case .condition: argument = .expression(try conditionStage(stage))
        case .sort: argument = try sortStage()
        case .rows: argument = .expression(try rowsStage(stage))
        case .columns: argument = .names(try columnsStage(stage))
        case .rename: argument = .names(try renameStage(stage))
        case .table: argument = .names([try tableStage(stage)])
        case .word: argument = wordStage()
        case .file: argument = .text(try fileStage(stage))
        case .format: argument = .names([try formatStage(stage)])
        }
        return Stage(stage, argument, span(from: start))
    }

    private func notAStage(behind bar: Lexeme) -> Failure {
        if isAtStop || at(.bar) { return wanting("a stage", behind: bar, insertion: "top 5", continues: true) }
        return failure(
            .badStage, current.span, "\(found) cannot begin a stage",
            [.init("expected", vocabulary.stages.names.joined(separator: ", "))])
    }

    // ConditionStage ::= 'where' Expression
    private mutating func conditionStage(_ stage: StageWord) throws(Failure) -> Expression {
        try operand(behind: advance(), "a condition", insertion: stage.insertion)
    }

    // SortStage ::= 'sort' 'by' Sum ('asc' | 'desc')?
    private mutating func sortStage() throws(Failure) -> Stage.Argument {
        let start = advance()
        guard let by = take(word: "by") else {
            throw wanting("`by` and a column", behind: start, insertion: isAtStop ? "by length" : "by")
        }
        need = Need(at: by.span, message: "`by` needs a column after it", insertion: "length")
        let key = try sum()
        if take(word: "asc") != nil { return .order(key, descending: false) }
        return .order(key, descending: take(word: "desc") != nil)
    }

    // RowsStage ::= ('top' | 'bottom') Sum
    private mutating func rowsStage(_ stage: StageWord) throws(Failure) -> Expression {
        try rows(stage.insertion)
    }

    // ColumnsStage ::= 'select' ColumnName (',' ColumnName)*
    private mutating func columnsStage(_ stage: StageWord) throws(Failure) -> [Name] {
        let message = "`\(stage.name)` needs a column after it"
        need = Need(at: current.span, message: message, insertion: stage.insertion)
        advance()
        var names = [try selectedColumn()]
        while at(.comma) {
            needBehindComma("length")
            advanceOpen()
            names.append(try selectedColumn())
        }
        return names
    }

    private mutating func selectedColumn() throws(Failure) -> Name {
        guard let name = try columnName() else { throw missingOperand() }
        return name
    }

    // RenameStage ::= 'rename' ColumnName 'to' (WORD | EXACT)
    private mutating func renameStage(_ stage: StageWord) throws(Failure) -> [Name] {
        let start = advance()
        guard let name = try columnName() else {
            throw wanting("a column", behind: start, insertion: stage.insertion)
        }
        guard let to = take(word: "to") else {
            throw expected("`to` and the new name", mend: "to sessions", between: "to")
        }
        guard let new = newColumnName() else { throw wanting("a name", behind: to, insertion: "sessions") }
        return [name, new]
    }

    // TableStage ::= 'table' WORD
    private mutating func tableStage(_ stage: StageWord) throws(Failure) -> Name {
        let start = advance()
        guard let name = wordName() else {
            throw wanting("the name of a table", behind: start, insertion: stage.insertion)
        }
        return name
    }

    // WordStage ::= 'plot'
    private mutating func wordStage() -> Stage.Argument {
        advance()
        return .nothing
    }

    // FileStage ::= 'save' TEXT
    private mutating func fileStage(_ stage: StageWord) throws(Failure) -> Text {
        try text(behind: advance(), "a file's path", insertion: stage.insertion, ending: ".csv")
    }

    // FormatStage ::= 'as' WORD
    private mutating func formatStage(_ stage: StageWord) throws(Failure) -> Name {
        let start = advance()
        guard let name = wordName() else { throw wanting("a format", behind: start, insertion: stage.insertion) }
        return name
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
