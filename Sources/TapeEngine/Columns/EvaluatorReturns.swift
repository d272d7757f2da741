import TapeStore

/// Returns, and what follows from them: plain columns are read in place.
extension Evaluator {
    /// The returns of a series on all bars; those of a plain column are computed once per frame.
    func returns(_ node: Node) throws(EngineError) -> [Double] {
        if case .column(let reference, let name) = node.op, frame.bar(cutBy: alignedFrom) == nil {
            do throws(StoreError) {
                if let known = try frame.returns(symbol(reference), name) { return known }
            } catch {
                throw EngineError(error, node.span)
            }
        }
        return Kernel.returns(try over(frame.days.indices).series(node))
    }

    /// The returns of a series on a stretch of bars.
    func returns(_ node: Node, over range: Range<Int>) throws(EngineError) -> [Double] {
        if let own = try inPlace(node, { Kernel.returns($0, from: $1, over: range) }) { return own }
        return Array(try returns(node)[range])
    }

    /// The changes of a series over runs, each from the close before its first bar to that of its last.
    func changes(_ node: Node, over runs: [Run]) throws(EngineError) -> [Double] {
        let own = try inPlace(node) { values, offset in
            func value(_ bar: Int) -> Double { values.indices.contains(bar - offset) ? values[bar - offset] : .nan }
            return runs.map { Shape.change(value($0.last), from: value($0.first - 1)) }
        }
        if let own { return own }
        let values = try over(frame.days.indices).series(node)
        return runs.map { $0.first > 0 ? Shape.change(values[$0.last], from: values[$0.first - 1]) : .nan }
    }

    /// Where a symbol is over or under another series, in one pass over the symbol's own numbers, in place. The
    /// stretch is cut to the bars on which both sides can have a return.
    ///
    /// Nil for any other condition, and where a bar within the stretch is missing.
    func beats(_ condition: Node, _ stretch: Range<Int>) throws(EngineError) -> (flags: Flags, bars: Range<Int>)? {
        guard case .over(let left, let right, nil, let isUnder) = condition.op, frame.livesAlone else { return nil }
        // The side that is the same for all members of a group is the one whose returns are kept.
        let isLeft = left.isColumn && (left.readsMember || !right.readsMember)
        let (own, other) = isLeft ? (left, right) : (right, left)
        guard own.isColumn, isLeft || own.readsMember else { return nil }
        let against = try returns(other)
        return try inPlace(own) { values, offset in
            var first = max(stretch.lowerBound, offset + 1)
            let end = min(stretch.upperBound, offset + values.count)
            while first < end, against[first].isNaN { first += 1 }
            guard first < end else { return nil }
            let flags = Flags(
                values.extracting(first - 1 - offset..<end - offset), beating: against.span.extracting(first..<end),
                isUnder: isUnder == isLeft)
            return flags.map { ($0, first..<end) }
        } ?? nil
    }

    /// The numbers of a plain column in place, with the bar they begin at; nil for any other series, and where they
    /// are not contiguous.
    private func inPlace<R>(_ node: Node, _ body: (Span<Double>, Int) -> R) throws(EngineError) -> R? {
        guard case .column(let reference, let name) = node.op else { return nil }
        do throws(StoreError) {
            return try frame.inPlace(symbol(reference), name, body)
        } catch {
            throw EngineError(error, node.span)
        }
    }
}
