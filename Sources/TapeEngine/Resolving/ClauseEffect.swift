import TapeSyntax
import TapeTime

/// What a clause does: the part of the plan that it sets. Each clause has a row in `ClauseWord` and a row here.
package struct ClauseEffect: Sendable {
    typealias Resolve = @Sendable (Clause, inout QueryClauses, inout Resolver, Verb?) throws(EngineError) -> Void

    let word: ClauseWord
    /// Adds what follows the word to the plan. The verb is nil for a bare expression.
    let resolve: Resolve

    init(_ word: ClauseWord, _ resolve: @escaping Resolve) {
        self.word = word
        self.resolve = resolve
    }

    /// In the order in which `help` lists them.
    package static let standard: [ClauseEffect] = [
        ClauseEffect(.since) { clause, plan, resolver, _ throws(EngineError) in
            let span = try resolver.dateSpan(clause.operands[0])
            plan.since = span
            plan.mark(clause, "since \(span.text)")
        },
        ClauseEffect(.until) { clause, plan, resolver, _ throws(EngineError) in
            let span = try resolver.dateSpan(clause.operands[0])
            plan.until = span
            plan.mark(clause, "until \(span.text)")
        },
        ClauseEffect(.from) { clause, plan, resolver, _ throws(EngineError) in
            plan.since = try resolver.dateSpan(clause.operands[0])
            plan.until = try resolver.dateSpan(clause.operands[1])
            plan.mark(clause, Printer.text(clause))
        },
        ClauseEffect(.in) { clause, plan, resolver, _ throws(EngineError) in
            let span = try resolver.dateSpan(clause.operands[0])
            plan.window = .inside(span)
            plan.mark(clause, "in \(span.text)")
        },
        ClauseEffect(.last) { clause, plan, resolver, _ throws(EngineError) in
            plan.window = .last(try plan.duration(clause.operands[0], &resolver))
            plan.mark(clause, Printer.text(clause))
        },
        ClauseEffect(.ytd, toDate(.year)), ClauseEffect(.qtd, toDate(.quarter)), ClauseEffect(.mtd, toDate(.month)),
        ClauseEffect(.wtd, toDate(.week)),
        // This one is read before all others: see `QueryClauses.asOf`.
        ClauseEffect(.as) { _, _, _, _ in },
        ClauseEffect(.daily, bars(.day)), ClauseEffect(.weekly, bars(.week)), ClauseEffect(.monthly, bars(.month)),
        ClauseEffect(.quarterly, bars(.quarter)), ClauseEffect(.yearly, bars(.year)),
        ClauseEffect(.by) { clause, plan, _, _ in plan.bucket = clause.bucket },
        ClauseEffect(.where) { clause, plan, resolver, verb throws(EngineError) in
            let filter = try resolver.condition(clause.operands[0])
            // In `rank` a figure of each member over the window picks members.
            if verb?.shape != .rank || !filter.readsMember { try resolver.checkVaries(filter) }
            plan.filter = filter
        },
        ClauseEffect(.after) { clause, plan, resolver, _ throws(EngineError) in
            resolver.groupAllowed = true
            let after = try resolver.condition(clause.operands[0])
            try resolver.checkVaries(after)
            plan.after = after
            plan.afterGroup = resolver.group
            resolver.groupAllowed = false
            resolver.group = nil
        },
        ClauseEffect(.next) { clause, plan, resolver, _ throws(EngineError) in
            for duration in clause.operands {
                let length = try plan.duration(duration, &resolver)
                plan.next.append((length, Printer.text(duration), duration.span))
            }
        },
        ClauseEffect(.apart) { clause, plan, resolver, _ throws(EngineError) in
            plan.apart = (try plan.duration(clause.operands[0], &resolver), clause.operands[0].span)
        },
        ClauseEffect(.top, rows(fromEnd: false)), ClauseEffect(.bottom, rows(fromEnd: true)),
        ClauseEffect(.including) { _, plan, _, _ in plan.includesPartial = true },
    ]

    private static func toDate(_ unit: CalendarUnit) -> Resolve {
        { clause, plan, _, _ in
            plan.window = .toDate(unit)
            plan.mark(clause, Printer.text(clause))
        }
    }

    private static func bars(_ unit: CalendarUnit) -> Resolve {
        { clause, plan, _, _ in
            plan.frequency = unit
            plan.frequencySpan = clause.span
        }
    }

    private static func rows(fromEnd: Bool) -> Resolve {
        { clause, plan, resolver, _ throws(EngineError) in
            let count = try QueryClauses.whole(clause.operands[0], &resolver, clause.word.sample, clause.span)
            plan.rows = (count, fromEnd)
        }
    }
}
