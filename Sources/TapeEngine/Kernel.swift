import TapeSyntax

/// The operators over whole columns. Missing on either side gives missing, never true.
enum Kernel {
    static func negated(_ values: [Double]) -> [Double] {
        var result = values
        for index in result.indices { result[index] = -result[index] }
        return result
    }

    /// Value ÷ previous value − 1; missing from a base that is zero or negative, and where it overflows.
    static func returns(_ values: [Double]) -> [Double] {
        var result = [Double](repeating: .nan, count: values.count)
        guard values.count > 1 else { return result }
        for index in 1..<values.count {
            let base = values[index - 1]
            let change = values[index] / base - 1
            result[index] = base > 0 && change < .infinity ? change : .nan
        }
        return result
    }

    /// A quotient by zero and what overflows are missing: no infinity is ever a value.
    static func arithmetic(_ op: BinaryOperator, _ left: [Double], _ right: [Double]) -> [Double] {
        var result = [Double](repeating: .nan, count: min(left.count, right.count))
        switch op {
        case .add: for index in result.indices { result[index] = left[index] + right[index] }
        case .subtract: for index in result.indices { result[index] = left[index] - right[index] }
        case .multiply: for index in result.indices { result[index] = left[index] * right[index] }
        default: for index in result.indices { result[index] = left[index] / right[index] }
        }
        for index in result.indices where result[index].isInfinite { result[index] = .nan }
        return result
    }

    static func compare(_ op: BinaryOperator, _ left: [Double], _ right: [Double]) -> [Truth] {
        var result = [Truth](repeating: .missing, count: min(left.count, right.count))
        for index in result.indices {
            let a = left[index]
            let b = right[index]
            if a.isNaN || b.isNaN { continue }
            let holds =
                switch op {
                case .equal: a == b
                case .notEqual: a != b
                case .less: a < b
                case .lessOrEqual: a <= b
                case .greater: a > b
                default: a >= b
                }
            result[index] = holds ? .yes : .no
        }
        return result
    }

    /// Strictly greater, by more than the margin where there is one.
    static func greater(_ left: [Double], _ right: [Double], by margin: [Double]?) -> [Truth] {
        guard let margin else { return compare(.greater, left, right) }
        return compare(.greater, arithmetic(.subtract, left, right), margin)
    }

    static func not(_ values: [Truth]) -> [Truth] {
        values.map { value in
            switch value {
            case .no: .yes
            case .yes: .no
            case .missing: .missing
            }
        }
    }

    static func logical(_ op: BinaryOperator, _ left: [Truth], _ right: [Truth]) -> [Truth] {
        zip(left, right).map { a, b in
            if a == .missing || b == .missing { return .missing }
            return op == .and ? (a == .yes && b == .yes ? .yes : .no) : (a == .yes || b == .yes ? .yes : .no)
        }
    }

    static func between(_ values: [Double], _ low: [Double], _ high: [Double]) -> [Truth] {
        logical(.and, compare(.greaterOrEqual, values, low), compare(.lessOrEqual, values, high))
    }

    /// Above, below or equal to the previous value: works where values cross zero.
    static func moves(_ values: [Double], _ move: Move) -> [Truth] {
        guard let first = values.first else { return [] }
        _ = first
        let previous = [.nan] + values.dropLast()
        switch move {
        case .up: return compare(.greater, values, previous)
        case .down: return compare(.less, values, previous)
        case .flat: return compare(.equal, values, previous)
        }
    }

    /// Strictly above every earlier value; the first is none.
    static func records(_ values: [Double]) -> [Truth] {
        var highest = Double.nan
        return values.map { value in
            if value.isNaN { return .missing }
            defer { highest = highest.isNaN ? value : max(highest, value) }
            return highest.isNaN ? .no : (value > highest ? .yes : .no)
        }
    }

    /// Strictly above every value from `since[t]` up to before t; missing where that reaches before the first value.
    static func beyond(_ values: [Double], since starts: [Int]) -> [Truth] {
        var result = [Truth](repeating: .missing, count: values.count)
        guard let first = values.firstIndex(where: { !$0.isNaN }) else { return result }
        // Indices of falling values: the front is the highest of the span.
        var queue: [Int] = []
        var head = 0
        for index in values.indices {
            let start = starts[index]
            while head < queue.count, queue[head] < start { head += 1 }
            let value = values[index]
            if value.isNaN { continue }
            if start > first {
                result[index] = head < queue.count ? (value > values[queue[head]] ? .yes : .no) : .missing
            }
            while queue.count > head, values[queue[queue.count - 1]] <= value { queue.removeLast() }
            queue.append(index)
        }
        return result
    }

    /// A[t] > E[t] and A[t−1] ≤ E[t−1].
    static func crosses(_ left: [Double], _ right: [Double]) -> [Truth] {
        step(compare(.greater, left, right), from: compare(.lessOrEqual, left, right))
    }

    /// E[t] ≥ N and E[t−1] < N.
    static func reaches(_ left: [Double], _ right: [Double]) -> [Truth] {
        step(compare(.greaterOrEqual, left, right), from: compare(.less, left, right))
    }

    private static func step(_ now: [Truth], from before: [Truth]) -> [Truth] {
        var result = [Truth](repeating: .missing, count: now.count)
        for index in now.indices.dropFirst() {
            if now[index] == .missing || before[index - 1] == .missing { continue }
            result[index] = now[index] == .yes && before[index - 1] == .yes ? .yes : .no
        }
        return result
    }
}
