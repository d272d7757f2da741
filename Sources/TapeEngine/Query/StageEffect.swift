import TapeSyntax

/// The input of a stage, which it changes to its output.
struct PipeWork {
    var answer: Answer
    /// What the rows are sorted by, if known.
    var standing: Pipes.Standing?
    /// The stage after the current one.
    var next: Stage?
    let environment: Environment

    init(answer: Answer, environment: Environment) {
        self.answer = answer
        self.environment = environment
        standing = answer.table.flatMap(Pipes.Standing.init(ranked:))
    }

    func table(for stage: Stage) throws(EngineError) -> Table {
        if let table = answer.table { return table }
        throw EngineError(.badStage, stage.span, "this answer has no table")
    }

    func count(_ stage: Stage) throws(EngineError) -> Int {
        var resolver = Resolver(environment: environment, today: nil)
        return try QueryClauses.whole(stage.operand, &resolver, stage.word.sample, stage.span)
    }
}

extension Stage {
    /// Only for shapes that have an expression.
    var operand: Expression {
        switch argument {
        case .expression(let operand): operand
        case .order(let key, _): key
        case .nothing, .names, .text: preconditionFailure("`\(word.name)` has no expression")
        }
    }

    var names: [Name] {
        if case .names(let names) = argument { return names }
        return []
    }
}

/// What a stage does to the answer. Each stage has a row in `StageWord` and a row here.
package struct StageEffect: Sendable {
    typealias Apply = @Sendable (Stage, inout PipeWork) throws(EngineError) -> Void

    let word: StageWord
    let apply: Apply

    init(_ word: StageWord, _ apply: @escaping Apply) {
        self.word = word
        self.apply = apply
    }

    /// In the order in which `help` lists them.
    package static let standard: [StageEffect] = [
        StageEffect(.where) { stage, work throws(EngineError) in
            let table = try work.table(for: stage)
            let rows = try Pipes.filtered(table, stage.operand, work.environment)
            work.standing?.keep(rows)
            work.answer.table = table.selecting(rows)
            work.answer.presentation.displayRows = work.answer.presentation.displayRows.map {
                max($0, displayedBehindPipe)
            }
        },
        StageEffect(.sort) { stage, work throws(EngineError) in
            guard case .order(let key, let descending) = stage.argument else { return }
            let table = try work.table(for: stage)
            // If the rows are cut next, only those kept are sorted.
            let wanted = work.next?.word == .top ? work.next.flatMap { try? work.count($0) } : nil
            let (rows, order) = try Pipes.sorted(table, key, descending, wanted, work.environment)
            work.standing = order
            work.answer.table = table.selecting(rows)
        },
        StageEffect(.top) { stage, work throws(EngineError) in try cut(stage, fromEnd: false, &work) },
        StageEffect(.bottom) { stage, work throws(EngineError) in try cut(stage, fromEnd: true, &work) },
        StageEffect(.select) { stage, work throws(EngineError) in
            let table = try work.table(for: stage)
            var columns: [TableColumn] = []
            for name in stage.names { columns.append(try Pipes.column(name, table)) }
            var selected = Table(columns)
            selected.places = table.places
            work.answer.table = selected
        },
        StageEffect(.rename) { stage, work throws(EngineError) in
            let (name, new) = (stage.names[0], stage.names[1])
            var table = try work.table(for: stage)
            _ = try Pipes.column(name, table)
            guard table.column(new.text) == nil else {
                throw EngineError(.badStage, new.span, "a column `\(new.text)` already exists")
            }
            for index in table.columns.indices where table.columns[index].name == name.text {
                table.columns[index].name = new.text
            }
            work.answer.table = table
        },
        StageEffect(.table) { stage, work throws(EngineError) in
            _ = try work.table(for: stage)
            try Pipes.pick(stage.names[0], &work.answer)
        },
        StageEffect(.plot) { stage, work throws(EngineError) in try Pipes.plot(stage, &work.answer) },
        // The session handles `save`, because files belong to the host.
        StageEffect(.save) { _, _ in },
        StageEffect(.as) { stage, work throws(EngineError) in
            work.answer.presentation.format = try Pipes.format(stage.names[0], work.environment)
        },
    ]

    /// After a filter more rows are shown.
    private static let displayedBehindPipe = 40

    private static func cut(_ stage: Stage, fromEnd: Bool, _ work: inout PipeWork) throws(EngineError) {
        let table = try work.table(for: stage)
        let kept = min(try work.count(stage), table.rowCount)
        let range = fromEnd ? (table.rowCount - kept)..<table.rowCount : 0..<kept
        if let order = work.standing {
            work.answer.notes += TieNote.of(order.tied(range, fromEnd: fromEnd), [order.key])
        }
        work.standing?.keep(Array(range))
        work.standing?.leftOut = 0
        work.answer.table = table.selecting(Array(range))
        work.answer.presentation.displayRows = nil
    }
}
