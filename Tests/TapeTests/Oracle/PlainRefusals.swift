/// Why a query has no answer, according to the oracle.
enum Refusal: String, Error {
    case noData = "T0401"
    case tooFew = "T0402"
    case noCommon = "T0403"
    case beforeHistory = "T0404"
    case badSpan = "T0105"
}

/// The reason to refuse a query before anything is computed.
extension PlainEvaluator {
    /// Refused if a filter names symbols that share no session, or have none yet. Each side of `and` is separate, and
    /// so are values of one session, which are compared if both exist.
    func checkFilter(_ part: Named) throws {
        var named: [String] = []
        var loose: [String] = []
        part.symbols(&named, &loose)
        let isHere = named.allSatisfy { binding.contains($0) || self.loose.contains($0) }
        let isChoice = if case .chosen = part as? Numbers { !isHere } else { false }
        let isJoined = (part as? Says)?.isJoined ?? false
        if !isJoined, part.looksBack || !isDaily || isChoice { return try check(part) }
        if part.parts.isEmpty, !isHere, place(part) == nil { throw Refusal.noData }
        for inner in part.parts { try checkFilter(inner) }
    }

    /// Refused if a part names symbols that share no session.
    func check(_ part: Named) throws {
        guard let place = place(part) else {
            var binding: [String] = []
            var loose: [String] = []
            part.symbols(&binding, &loose)
            // If only basket members have no data here, there is just no value.
            if binding.isEmpty, !part.usesMember { return }
            // A slow series that begins later is held on no session, and has no reading to look back from.
            if !part.usesMember, binding.allSatisfy({ heldForward.contains($0) }) {
                let isFromBase = if case .cumulative = part as? Numbers { true } else { false }
                guard !part.looksBack || isFromBase else { throw Refusal.noData }
                for inner in part.parts { try check(inner) }
                return
            }
            throw Refusal.noCommon
        }
        for inner in part.parts { try place.check(inner) }
    }

    /// Refused if a span of the part is shorter than the bars it is measured on.
    func checkSpans(_ part: Named) throws {
        guard let place = place(part) else { return }
        if let (span, least) = part.ownSpan {
            let isOne = least > 1 && span.count == 1 && span.unit == ["d", "w", "m", "q", "y"][place.period.rank]
            if isOne || place.cuts(span) { throw Refusal.badSpan }
        }
        if let numbers = part as? Numbers {
            if case .slower(let slower, let inner) = numbers, slower != place.period {
                return try (place.under ?? place).slowBars(slower).checkSpans(inner)
            }
            if case .share(let members, let says) = numbers {
                for member in members { try PlainEvaluator(place, as: member).checkSpans(says) }
            }
        }
        for inner in part.parts { try place.checkSpans(inner) }
    }

    func cuts(_ span: Span) -> Bool { period.cuts(span) }
}
