/// Event studies: what followed the first session, or bar, of each run.
struct PlainStudy {
    /// Where the events are.
    var place: PlainEvaluator
    var window: PlainAnswers.Window
    var events: [Int]
    /// Runs that began in the window and before it, and the bars of all of them in the window.
    var begun: Int
    var begunBefore: Int
    var held: Int
    var columns: [Column]

    /// What followed, for a subject and a look ahead.
    struct Column {
        var node: Numbers
        var span: Span
        /// By event.
        var outcomes: [Double?]
        /// The known outcomes of all bars that could be judged, including events.
        var any: [Double]
        /// Events from which the subject cannot be measured, and events whose look ahead is not over.
        var lacking: Int
        var open: Int
    }
}

extension PlainAnswers {
    /// Where the events are: on the condition's own sessions, once the first of the subjects has begun.
    private func eventPlace(_ nodes: [Numbers], _ after: Says) throws -> (PlainEvaluator, Window) {
        var binding: [String] = []
        var loose: [String] = []
        after.symbols(&binding, &loose)
        let own = binding.isEmpty && loose.isEmpty ? nil : try evaluator([], [after])
        var place = own
        for node in nodes {
            let subject = try evaluator([node])
            if place.map({ subject.period.rank < $0.period.rank }) ?? true { place = subject }
        }
        try place!.check(after)
        var window = try window(place!)
        let begins = nodes.map { node -> Int in
            var named: [String] = []
            var others: [String] = []
            node.symbols(&named, &others)
            // A basket begins with its first member.
            return named.map { market[$0].days[0] }.max() ?? others.map { market[$0].days[0] }.min() ?? Int.min
        }.min()!
        guard let low = window.bars.first(where: { place!.days[$0] >= begins }) else { throw Refusal.noCommon }
        window.bars = low..<window.bars.upperBound
        return (place!, window)
    }

    func events(_ items: [Numbers]) throws -> PlainStudy {
        let nodes = items.flatMap { item in item.members?.map { Numbers.symbol($0) } ?? [item] }
        let after = clauses.after!
        let (place, window) = try eventPlace(nodes, after)
        let judged = judged(after, place, window)
        // An event is the first bar of a run; if the run began before the window, the event is before the window.
        let runs = runs(after, place, window)
        let isSparse = place.isSparse
        // The dates of a sparse series are not consecutive: each date on which the condition holds is an event.
        let begun =
            isSparse
            ? judged.filter { place.truths(after)[$0] == true } : runs.filter { $0.before == 0 }.map { $0.bars[0] }
        var events: [Int] = []
        for bar in begun {
            if let apart = clauses.apart, let last = events.last {
                // A look ahead whose day has not come has no end.
                guard let end = lookAhead(apart, from: last, place, newest: place.days.count - 1), bar >= end
                else { continue }
            }
            events.append(bar)
        }
        var study = PlainStudy(
            place: place, window: window, events: events, begun: begun.count,
            begunBefore: isSparse ? 0 : runs.count - begun.count,
            held: runs.map(\.length).reduce(0, +), columns: [])
        for node in nodes {
            let own = try evaluator([node])
            let subject = own.period.rank > place.period.rank ? place : own
            if own === subject { _ = try span(own) }
            // A sparse series says nothing about the sessions between its dates: any session of the subject counts.
            let isWhole = isSparse && !subject.isSparse
            let sessions = isWhole ? (try? self.window(subject)).map { Array($0.bars) } ?? [] : judged
            for span in clauses.next {
                let outcomes = events.map { outcome(node, span, $0, place, subject) }
                study.columns.append(
                    PlainStudy.Column(
                        node: node, span: span, outcomes: outcomes.map(\.change),
                        any: sessions.compactMap { outcome(node, span, $0, isWhole ? subject : place, subject).change },
                        lacking: outcomes.filter(\.isLacking).count,
                        open: outcomes.filter { $0.change == nil && !$0.isLacking }.count))
            }
        }
        return study
    }

    /// Refused if the window's word has no meaning on these sessions.
    private func span(_ evaluator: PlainEvaluator) throws {
        guard case .toDate = clauses.frame else { return }
        do {
            _ = try window(evaluator)
        } catch Refusal.noData {}
    }

    func study(_ items: [Numbers]) throws -> [PlainColumn] {
        let study = try events(items)
        var columns = [PlainColumn("event", .dates(study.events.map { study.place.days[$0] }))]
        columns += study.columns.map { PlainColumn(nil, .numbers($0.outcomes)) }
        columns.append(PlainColumn("symbol", .texts(study.columns.map { $0.node.isSymbol ? $0.node.text : nil })))
        columns.append(PlainColumn("next", .texts(study.columns.map(\.span.text))))
        let figures: [[Double?]] = study.columns.map { column in
            let known = column.outcomes.compactMap { $0 }
            return [
                Double(known.count), mean(known), median(known), shareUp(known), known.max(), known.min(),
                Double(column.any.count), mean(column.any), median(column.any), shareUp(column.any),
            ]
        }
        let names = [
            "n", "mean", "median", "share_up", "best", "worst", "any_n", "any_mean", "any_median", "any_share_up",
        ]
        for (index, name) in names.enumerated() {
            columns.append(PlainColumn(name, .numbers(figures.map { $0[index] })))
        }
        return columns
    }

    /// The bar on which a look ahead ends; nil if its day has not come yet.
    private func lookAhead(_ span: Span, from bar: Int, _ place: PlainEvaluator, newest: Int) -> Int? {
        guard bar <= newest else { return nil }
        if span.unit == "d" { return bar + span.count <= newest ? bar + span.count : nil }
        let day = place.edge(span, bar, sign: -1)
        // Of the newest bar that counts the whole period has come, and so has what is loaded behind it.
        var come = place.end(of: newest)
        if let under = place.under { come = max(come, under.days.last!) }
        guard day <= come else { return nil }
        return (bar...newest).last { $0 == bar || place.end(of: $0) <= day }
    }

    /// What followed a bar of the events.
    private func outcome(
        _ node: Numbers, _ span: Span, _ event: Int, _ place: PlainEvaluator, _ subject: PlainEvaluator
    ) -> (change: Double?, isLacking: Bool) {
        let bar = subject === place ? event : subject.bar(at: place.days[event])
        let values = subject.own(node)
        func value(_ bar: Int) -> Double? { bar == subject.partialFront ? nil : values[bar] }
        guard let bar, let base = value(bar), base > 0 else { return (nil, true) }
        let newest = subject.days.count - 1 - (leavesOutNewest(subject) ? 1 : 0)
        guard let end = lookAhead(span, from: bar, subject, newest: newest),
            let last = (0...end).reversed().lazy.compactMap({ value($0) }).first
        else { return (nil, false) }
        return (last / base - 1, false)
    }

    private func shareUp(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : Double(values.filter { $0 > 0 }.count) / Double(values.count)
    }
}
