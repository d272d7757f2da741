import TapeStore
import TapeSyntax
import TapeTime

/// The stages after a `|`, and what they share. What each stage does is in its row of `StageEffect.standard`.
enum Pipes {
    static func apply(
        _ stages: [Stage], to answer: Answer, _ environment: Environment
    ) throws(EngineError) -> Answer {
        var work = PipeWork(answer: answer, environment: environment)
        for (index, stage) in stages.enumerated() {
            work.next = index + 1 < stages.count ? stages[index + 1] : nil
            try environment.language.effect(of: stage.word).apply(stage, &work)
            // A chart that is already made is made again from the rows that are left.
            if work.answer.bars != nil, let table = work.answer.table {
                work.answer.bars = barChart(table, work.answer.query)
            }
            // After a pipe a person sees exactly what they asked for.
            if stage.word.changesRows {
                work.answer.headline = []
                work.answer.tableName = nil
                work.answer.furtherTables = []
            }
        }
        return work.answer
    }

    /// What the rows are sorted by, so that a cut through equal rows is noticed.
    struct Standing {
        var key: String
        /// Rows with equal keys have the same place.
        var places: [Int]
        /// Rows equal to the last one that a sort before `top` has left out.
        var leftOut = 0

        init(key: String, places: [Int]) {
            self.key = key
            self.places = places
        }

        /// A table that its verb has ranked.
        init?(ranked table: Table) {
            guard case .numbers(let ranks) = table.column("rank")?.values else { return nil }
            self.init(key: "rank", places: ranks.map { Int($0) })
        }

        mutating func keep(_ rows: [Int]) { places = rows.map { places[$0] } }

        /// How many of the rows that a cut leaves out equal the last row kept.
        func tied(_ kept: Range<Int>, fromEnd: Bool) -> Int {
            guard !kept.isEmpty else { return 0 }
            let edge = places[fromEnd ? kept.lowerBound : kept.upperBound - 1]
            let outside = fromEnd ? places[..<kept.lowerBound] : places[kept.upperBound...]
            return outside.count { $0 == edge } + (fromEnd ? 0 : leftOut)
        }
    }

    /// Adds the chart to the answer: the series over time, or else bars or lines of the table's figures.
    static func plot(_ stage: Stage, _ answer: inout Answer) throws(EngineError) {
        if let calendar = answer.table.flatMap(MonthTable.init)?.table {
            answer.table = calendar
            answer.presentation.displayRows = nil
            answer.presentation.isHeatTable = true
        } else if let course = answer.presentation.course {
            answer.chart = course
        } else if let bars = answer.chart == nil ? answer.table.flatMap({ barChart($0, answer.query) }) : nil {
            answer.bars = bars
        } else {
            answer.chart = try chart(answer, stage)
        }
    }

    /// Another of the answer's tables replaces the first; it is then the only one.
    static func pick(_ name: Name, _ answer: inout Answer) throws(EngineError) {
        let tables = answer.namedTables
        guard let found = tables.first(where: { $0.name == name.text }) else {
            guard tables.isEmpty else {
                throw EngineError(
                    .badStage, name.span, "no table `\(name.text)` in this answer",
                    [.init("tables", tables.map(\.name).joined(separator: ", "))])
            }
            throw EngineError(
                .badStage, name.span, "this answer has one table, and `table` picks one of several",
                [.init("example", "return rut next 1m after rut at 52w high | table statistics")])
        }
        if found.name != answer.tableName {
            answer.presentation.displayRows = nil
            answer.presentation.showsNewestRows = false
        }
        answer.table = found.table
        answer.working = found.working
        answer.tableName = nil
        answer.furtherTables = []
    }

    static func column(_ name: Name, _ table: Table) throws(EngineError) -> TableColumn {
        if let found = table.column(name.text) { return found }
        throw table.unknownColumn(name)
    }

    static func format(_ name: Name, _ environment: Environment) throws(EngineError) -> any AnswerFormat {
        let formats = environment.formats()
        if let found = formats.first(where: { $0.name == name.text }) { return found }
        throw EngineError(
            .badStage, name.span, "unknown format `\(name.text)`",
            [.init("formats", formats.map(\.name).joined(separator: ", "))])
    }

    static func evaluator(_ table: Table, _ environment: Environment) -> Evaluator {
        var evaluator = Evaluator(frame: Frame.empty, member: nil, window: 0..<0, environment: environment)
        evaluator.table = table
        return evaluator
    }

    static func resolver(_ table: Table, _ environment: Environment) -> Resolver {
        var resolver = Resolver(environment: environment, today: environment.today(asOf: environment.asOf))
        resolver.table = table
        return resolver
    }

    /// A row of a table is not a session: after a `|` there are only its columns and plain values, row by row.
    private static func checkRows(_ node: Node, _ resolver: Resolver) throws(EngineError) {
        switch node.op {
        case .column(.symbol(let key), _):
            throw resolver.unknown(Name(node.label.isEmpty ? key : node.label, node.span))
        case .column(.member, _), .basket, .share, .inFrequency, .over, .move, .extreme, .crosses, .reaches:
            throw overSessions(node)
        case .call(let entry, _) where !entry.isPointwise: throw overSessions(node)
        default: for child in node.children { try checkRows(child, resolver) }
        }
    }

    private static func overSessions(_ node: Node) -> EngineError {
        EngineError(
            .wrongKind, node.span, "`\(node.label)` needs sessions; a pipe works on table rows",
            [.init("fix", "a name before the query: let level = last_value(…)")])
    }

    static func filtered(
        _ table: Table, _ condition: Expression, _ environment: Environment
    ) throws(EngineError) -> [Int] {
        var resolver = resolver(table, environment)
        let node = try resolver.condition(condition)
        try checkRows(node, resolver)
        let truths = try evaluator(table, environment).condition(node)
        return (0..<table.rowCount).filter { truths[$0] == .yes }
    }

    /// Stable; missing values last in both directions.
    static func sorted(
        _ table: Table, _ key: Expression, _ descending: Bool, _ wanted: Int?, _ environment: Environment
    ) throws(EngineError) -> (rows: [Int], order: Standing) {
        var resolver = resolver(table, environment)
        let node = try resolver.resolve(key)
        try checkRows(node, resolver)
        guard node.readsTable else {
            throw EngineError(
                .wrongKind, node.span,
                "`\(node.label)` is the same in every row; sort by a column",
                [.init("columns", table.columns.map(\.name).joined(separator: ", "))])
        }
        let rows = Array(0..<table.rowCount)
        // A name that was typed in backticks is the column's name without them.
        let name = if case .tableColumn(let index) = node.op { table.columns[index].name } else { node.label }
        if case .tableColumn(let index) = node.op, case .texts(let values) = table.columns[index].values {
            let order = rows.sorted { a, b in
                guard let left = values[a], let right = values[b] else {
                    return values[a] != nil && values[b] == nil
                }
                return descending ? left > right : left < right
            }
            return (order, standing(name, order) { values[$0] == values[$1] })
        }
        let values: [Double]
        if node.kind == .condition || node.kind == .flag {
            values = try evaluator(table, environment).condition(node).map {
                $0 == .missing ? .nan : Double($0.rawValue)
            }
        } else {
            values = try evaluator(table, environment).series(node)
        }
        let order = rows.leading(wanted) { a, b in
            let (left, right) = (values[a], values[b])
            // Two missing values keep their order, too.
            if left == right || left.isNaN && right.isNaN { return a < b }
            if left.isNaN || right.isNaN { return right.isNaN }
            return descending ? left > right : left < right
        }
        let isSame = { (a: Int, b: Int) in values[a] == values[b] || values[a].isNaN && values[b].isNaN }
        var standing = standing(name, order, isSame)
        if let last = order.last, order.count < rows.count {
            standing.leftOut = rows.count { isSame($0, last) } - order.count { isSame($0, last) }
        }
        return (order, standing)
    }

    private static func standing(_ key: String, _ order: [Int], _ isSame: (Int, Int) -> Bool) -> Standing {
        var places: [Int] = []
        places.reserveCapacity(order.count)
        for (place, row) in order.enumerated() {
            places.append(place > 0 && isSame(row, order[place - 1]) ? places[place - 1] : place)
        }
        return Standing(key: key, places: places)
    }

    /// The figure of each row, where the rows are buckets, members or runs; nil where they are sessions.
    static func barChart(_ table: Table, _ title: String) -> BarChart? {
        let isOfSessions = table.column("session") != nil && (table.column("symbol") == nil || table.rowCount < 2)
        guard !isOfSessions, table.rowCount > 0 else { return nil }
        let names = ["bucket", "symbol", "level", "event"].compactMap { table.column($0) }
        let dates = ["from", "peak", "length"].compactMap { table.column($0) }
        let spoken = names.isEmpty ? Array(dates.prefix(1)) : names
        let isOfRuns = names.isEmpty && spoken.first?.name != "length"
        let figure = (isOfRuns ? table.column("length") ?? table.column("depth") : nil) ?? MonthTable.figure(table)
        guard !spoken.isEmpty, let figure, case .numbers(let values) = figure.values else { return nil }
        // In a stat sheet only figures of the column's own unit can be compared.
        let rows = (0..<table.rowCount).filter { row in figure.rowUnits.map { $0[row] == figure.unit } ?? true }
        let labels = rows.map { row in
            spoken.map { column in
                switch column.values {
                case .texts(let texts): texts[row] ?? Format.missing
                case .dates(let days): days[row] == TableColumn.missingDate ? Format.missing : Day(days[row]).text
                case .numbers(let numbers): Format.value(numbers[row], column.unit)
                case .flags: ""
                }
            }.joined(separator: " ")
        }
        return BarChart(
            title: "\(figure.name), \(title)", unit: figure.unit, labels: labels, values: rows.map { values[$0] })
    }

    /// The number columns over the first column of dates, or over the rows.
    static func chart(_ answer: Answer, _ stage: Stage) throws(EngineError) -> Chart {
        if let chart = answer.chart { return chart }
        guard let table = answer.table,
            let dates = table.columns.compactMap({ column -> [Int32]? in
                if case .dates(let days) = column.values { return days }
                return nil
            }).first
        else {
            throw EngineError(
                .badStage, stage.span, "nothing to draw: a chart needs sessions, buckets, members or runs"
            )
        }
        var lines: [Chart.Line] = []
        var unit = Unit.number
        for column in table.columns {
            guard case .numbers(let values) = column.values, column.name != "rank" else { continue }
            if lines.isEmpty { unit = column.unit }
            let order = dates.indices.sorted { dates[$0] < dates[$1] }
            lines.append(Chart.Line(name: column.name, days: order.map { dates[$0] }, values: order.map { values[$0] }))
        }
        guard !lines.isEmpty else { throw EngineError(.badStage, stage.span, "a chart needs a column of numbers") }
        return Chart(title: answer.query, unit: unit, lines: lines)
    }
}

extension Frame {
    /// The frame of expressions that read no data.
    static var empty: Frame { Frame() }
}

extension TableColumn {
    /// The name as typed in a stage: `rut 1m` is one word only in backticks.
    package var typedName: String { TableColumn.typed(name) }

    static func typed(_ name: String) -> String { name.contains(" ") ? "`\(name)`" : name }
}

extension Table {
    /// The error for a name that no column has, with the nearest names.
    func unknownColumn(_ name: Name) -> EngineError {
        let names = columns.map(\.name)
        let close = nearest(name.text, among: names, limit: 2)
        return EngineError(
            .unknownColumn, name.span, "no column `\(name.text)` here",
            [
                close.isEmpty
                    ? .init("columns", names.joined(separator: ", "))
                    : .init("nearest", close.map(TableColumn.typed).joined(separator: ", "))
            ])
    }
}
