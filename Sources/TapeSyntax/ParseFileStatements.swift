extension Parser {
    // LoadStatement ::= 'load' (AnyName 'from')? TEXT LoadOptions
    mutating func loadStatement() throws(Failure) -> Statement.Kind {
        let word = advance()
        var name: Name?
        if let symbol = anyName() {
            name = symbol
            guard take(word: "from") != nil else { throw pathWithoutFrom(word) }
        }
        let path = try text(behind: word, name == nil ? "a path" : "a file's path", insertion: "\"prices.csv\"")
        return .load(name: name, path: path, options: try loadOptions())
    }

    // LoadOptions ::= ('dates' WORD ('as' WORD ('calendar' WORD)? | 'calendar' WORD ('as' WORD)?)?
    //               | 'as' WORD ('dates' WORD ('calendar' WORD)? | 'calendar' WORD ('dates' WORD)?)?
    //               | 'calendar' WORD ('dates' WORD ('as' WORD)? | 'as' WORD ('dates' WORD)?)?)?
    private mutating func loadOptions() throws(Failure) -> LoadOptions {
        var options = LoadOptions()
        // In any order, each once: a second one is left to the caller, which refuses it.
        while true {
            if options.dates == nil, let word = take(word: "dates") {
                guard let order = wordName() else {
                    throw wanting("dmy, mdy or ymd", behind: word, insertion: "dmy")
                }
                options.dates = order
            } else if options.measure == nil, let word = take(word: "as") {
                guard let unit = wordName() else {
                    throw wanting("price, index, rate, count or number", behind: word, insertion: "rate")
                }
                options.measure = unit
            } else if options.calendar == nil, let word = take(word: "calendar") {
                guard let named = wordName() else {
                    throw wanting("nyse, weekdays or everyday", behind: word, insertion: "everyday")
                }
                options.calendar = named
            } else {
                return options
            }
        }
    }

    private func pathWithoutFrom(_ load: Lexeme) -> Failure {
        switch current.kind {
        case .mark(.dot), .mark(.slash), .symbol:
            let path = rawPath(from: previous.lower)
            let example = "load \(Printer.quoted(source.text(path)))"
            return failure(
                .unexpected, path, "a path needs double quotes",
                [.init("example", path.upper - path.lower > Limits.exampleBytes ? "load \"prices.csv\"" : example)])
        case .text:
            return expected("`from` and a file's path", between: "from")
        default:
            return expected("`from` and a file's path", mend: "from \"rut.csv\"")
        }
    }

    /// A path that was written without quotes, up to the next space.
    private func rawPath(from start: Int) -> SourceSpan {
        var end = start
        while end < source.bytes.count, source.bytes[end] > 0x20, source.bytes[end] != UInt8(ascii: ";") { end += 1 }
        return SourceSpan(start, end)
    }

    // SaveStatement ::= 'save' 'market' TEXT
    mutating func saveStatement() throws(Failure) -> Statement.Kind {
        let save = advance()
        guard let word = take(word: "market") else {
            var failure = wanting("`market` and a path", behind: save, insertion: "market \"my.tape\"")
            if case .text = current.kind {
                failure = self.failure(
                    .unexpected, current.span, "`save` alone does not say what to save",
                    [.init("example", "save market \(text(current))")])
            }
            throw failure
        }
        return .saveMarket(try text(behind: word, "a path", insertion: "\"my.tape\""))
    }

    // OpenStatement ::= 'open' TEXT
    mutating func openStatement() throws(Failure) -> Statement.Kind {
        .open(try text(behind: advance(), "a path", insertion: "\"my.tape\""))
    }

    // RunStatement ::= 'run' TEXT
    mutating func runStatement() throws(Failure) -> Statement.Kind {
        .run(try text(behind: advance(), "a script's path", insertion: "\"script.tape\""))
    }

    // AliasStatement ::= 'alias' NewName '=' (AnyName | TEXT)
    mutating func aliasStatement() throws(Failure) -> Statement.Kind {
        advance()
        let name = try newName("a name", like: "alias rut = \"^RUT\"")
        guard at(.equal) else { throw expected("`=` and a symbol", mend: "= rut", between: "=") }
        let equal = advanceOpen()
        if let target = optionalText() { return .alias(name, target: Name(target.value, target.span, exact: true)) }
        guard let target = anyName() else {
            throw wanting("a symbol", behind: equal, insertion: "\"^RUT\"", continues: true)
        }
        return .alias(name, target: target)
    }

    // SetStatement ::= 'set' (WORD SettingValue?)?
    mutating func setStatement() throws(Failure) -> Statement.Kind {
        advance()
        if isAtStop || at(.rightBrace) && blocks > 0 { return .set(nil, value: nil) }
        guard let name = wordName() else { throw expected("a setting's name") }
        return .set(name, value: try settingValue())
    }

    // SettingValue ::= '-'? (NUMBER | PERCENT) | WORD | DATE | DURATION | TEXT
    private mutating func settingValue() throws(Failure) -> Text? {
        var start = current
        let isNegative = at(.minus)
        if isNegative { start = advance() }
        let value: String
        switch current.kind {
        case .number(let number): value = Printer.text(number)
        case .percent(let number, let points): value = Printer.text(number) + (points ? "bp" : "%")
        case .word(let word) where !isNegative: value = word
        case .date(let date) where !isNegative: value = Printer.text(date)
        case .duration(let span) where !isNegative: value = span.text
        case .text(let text) where !isNegative: value = Printer.quoted(text)
        default:
            if isNegative { throw wanting("a number", behind: start, insertion: "1") }
            return nil
        }
        advance()
        return Text(isNegative ? "-\(value)" : value, span(from: start))
    }

    // CommandStatement ::= Command CommandWord*
    mutating func commandStatement(_ command: Command) throws(Failure) -> Statement.Kind {
        advance()
        var words: [Text] = []
        while let word = commandWord() { words.append(word) }
        return .command(command, words: words)
    }

    // CommandWord ::= WORD | SYMBOL | EXACT | NUMBER | PERCENT | DATE | DURATION | TEXT
    private mutating func commandWord() -> Text? {
        switch current.kind {
        case .word, .symbol, .exact, .number, .percent, .date, .duration:
            let word = advance()
            return Text(text(word), word.span)
        default:
            return optionalText()
        }
    }

    // AnyName ::= WORD | SYMBOL | EXACT
    mutating func anyName() -> Name? {
        switch current.kind {
        case .word(let text), .symbol(let text): Name(text, advance().span)
        case .exact(let text): Name(text, advance().span, exact: true)
        default: nil
        }
    }

    /// - Parameter ending: what a path without a dot lacks.
    mutating func text(
        behind word: Lexeme, _ wanted: String, insertion: String, ending: String = ""
    ) throws(Failure) -> Text {
        if let text = optionalText() { return text }
        guard isAtStop else {
            let path = rawPath(from: current.span.lower)
            var failure = failure(.unexpected, path, "\(wanted) needs double quotes")
            let written = source.text(path)
            failure.replacement = Printer.quoted(written + (written.contains(".") ? "" : ending))
            failure.fallback = .init("example", "\(text(word)) \(insertion)")
            throw failure
        }
        throw wanting(wanted, behind: word, insertion: insertion)
    }

    /// What a word or operator needs after it is missing.
    func wanting(_ wanted: String, behind word: Lexeme, insertion: String, continues: Bool = false) -> Failure {
        var failure = failure(.missingOperand, word.span, "`\(text(word))` needs \(wanted) after it")
        failure.insertion = (word.span.upper, insertion)
        failure.fallback = .init("example", "\(text(word)) \(insertion)")
        failure.isEnd = continues && current.kind == .end
        return failure
    }
}
