extension PlainAnswers {
    /// A member's current run, and how many of its other runs that reached that length went on; without a current run,
    /// any length.
    func oddsOver(_ members: [String], _ says: Says) throws -> [PlainColumn] {
        typealias Row = (name: String, present: Int?, reached: Int, wentOn: Int)
        var rows = try perMember(members, [], [says]) { name, evaluator, window -> Row in
            _ = try self.judgedOrRefused(says, evaluator, window)
            let runs = self.runs(says, evaluator, window)
            let isEnded = self.ended(evaluator) != nil
            let present = isEnded ? 0 : runs.last.map { $0.isRunning ? $0.length : 0 } ?? 0
            let over = runs.filter { !$0.isRunning && !$0.isClipped }.map(\.length)
            let reached = over.filter { $0 >= max(1, present) }.count
            return (
                name, self.end(of: name) == nil ? present : nil, reached, over.filter { $0 > max(1, present) }.count
            )
        }
        rows.sort { a, b in
            let (left, right) = (a.present ?? -1, b.present ?? -1)
            return left == right ? a.name < b.name : left > right
        }
        return [
            PlainColumn("symbol", .texts(rows.map(\.name))),
            PlainColumn("length", .numbers(rows.map { $0.present.map { Double($0) } })),
            PlainColumn("reached", .numbers(rows.map { Double($0.reached) })),
            PlainColumn(
                "share", .numbers(rows.map { $0.reached == 0 ? nil : Double($0.wentOn) / Double($0.reached) })),
        ]
    }
}
