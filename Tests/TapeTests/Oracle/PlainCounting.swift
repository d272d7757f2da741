/// How often a condition held, and the buckets it is counted in.
extension PlainAnswers {
    func count(_ says: Says) throws -> [PlainColumn] {
        typealias Row = (name: String, bucket: String?, held: Int, judged: Int)
        func rows(_ name: String, _ evaluator: PlainEvaluator, _ window: Window) throws -> [Row] {
            let truths = evaluator.truths(says)
            return buckets(try judgedOrRefused(says, evaluator, window), evaluator).map { label, bars in
                (name, label, bars.filter { truths[$0] == true }.count, bars.count)
            }
        }
        let all: [Row]
        if let members = says.members {
            all = try perMember(members, [], [says]) { try rows($0, $1, $2) }.flatMap { $0 }
        } else {
            let evaluator = try evaluator([], [says])
            all = try rows("", evaluator, try window(evaluator))
        }
        var columns: [PlainColumn] = []
        if says.members != nil { columns.append(PlainColumn("symbol", .texts(all.map(\.name)))) }
        if clauses.bucket != nil { columns.append(PlainColumn("bucket", .texts(all.map(\.bucket)))) }
        return columns + [
            PlainColumn("held", .numbers(all.map { Double($0.held) })),
            PlainColumn("judged", .numbers(all.map { Double($0.judged) })),
            PlainColumn("share", .numbers(all.map { $0.judged == 0 ? nil : Double($0.held) / Double($0.judged) })),
        ]
    }

    /// Bars by bucket, in order of time or of the calendar; without a clause all in one.
    func buckets(_ bars: [Int], _ evaluator: PlainEvaluator) -> [(label: String?, bars: [Int])] {
        guard let bucket = clauses.bucket else { return [(nil, bars)] }
        var groups: [(order: Int, label: String, bars: [Int])] = []
        for bar in bars {
            let (order, label) = PlainAnswers.bucket(bucket, evaluator.days[bar], evaluator.days)
            if let place = groups.firstIndex(where: { $0.order == order }) {
                groups[place].bars.append(bar)
            } else {
                groups.append((order, label, [bar]))
            }
        }
        return groups.sorted { $0.order < $1.order }.map { ($0.label, $0.bars) }
    }

    static func bucket(_ bucket: String, _ day: Int, _ days: [Int]) -> (order: Int, label: String) {
        let date = Almanac.dates[day]
        let text = Almanac.text(day)
        switch bucket {
        case "year": return (date.year, "\(date.year)")
        case "quarter":
            let quarter = (date.month + 2) / 3
            return (date.year * 10 + quarter, "\(date.year)Q\(quarter)")
        case "month": return (date.year * 100 + date.month, String(text.prefix(7)))
        case "week":
            let monday = Almanac.firstDay(of: .weekly, day)
            return (monday, "week to \(Almanac.text(days.last { (monday...monday + 6).contains($0) }!))")
        case "month of year":
            let names = [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
            return (date.month, names[date.month - 1])
        default:
            let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            return (Almanac.weekday(day), names[Almanac.weekday(day) - 1])
        }
    }
}
