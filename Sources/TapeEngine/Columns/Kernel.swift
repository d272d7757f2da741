import TapeSyntax

/// The operators over whole columns. Missing on either side gives missing, never true.
enum Kernel {
    static func negated(_ values: [Double]) -> [Double] {
        var result = values
        for index in result.indices { result[index] = -result[index] }
        return result
    }

    /// Value ÷ previous value − 1; missing where the base is zero or negative, and where it overflows.
    static func returns(_ values: [Double]) -> [Double] {
        guard let first = values.indices.first else { return [] }
        let source = values.span
        return unsafe column(values.count) { target in
            unsafe target[first] = .nan
            for index in 1..<source.count {
                let base = source[index &- 1]
                let change = source[index] / base - 1
                unsafe target[index] = base > 0 && change < .infinity ? change : .nan
            }
        }
    }

    /// The same on one stretch of bars only, for values that begin at an offset on the axis.
    static func returns(_ values: Span<Double>, from offset: Int, over range: Range<Int>) -> [Double] {
        let known = range.clamped(to: min(offset + 1, range.upperBound)..<max(offset + 1, offset + values.count))
        return unsafe column(range.count) { target in
            for index in range where !known.contains(index) { unsafe target[index - range.lowerBound] = .nan }
            guard !known.isEmpty else { return }
            let bases = values.extracting(known.lowerBound - offset - 1..<known.upperBound - offset - 1)
            let ends = values.extracting(known.lowerBound - offset..<known.upperBound - offset)
            for index in ends.indices {
                let base = bases[index]
                let change = ends[index] / base - 1
                unsafe target[known.lowerBound &- range.lowerBound &+ index] =
                    base > 0 && change < .infinity ? change : .nan
            }
        }
    }

    /// A new column; the body sets every element.
    @inline(__always)
    static func column(_ count: Int, _ body: (UnsafeMutableBufferPointer<Double>) -> Void) -> [Double] {
        unsafe [Double](unsafeUninitializedCapacity: count) { target, filled in
            unsafe body(target)
            filled = count
        }
    }

    /// The same for a condition, as the bytes of `Truth`.
    @inline(__always)
    static func truths(_ count: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) -> [Truth] {
        unsafe [Truth](unsafeUninitializedCapacity: count) { target, filled in
            unsafe target.withMemoryRebound(to: UInt8.self) { unsafe body($0) }
            filled = count
        }
    }

    /// The byte of a truth value, without a branch.
    @inline(__always)
    static func byte(_ isKnown: Bool, _ holds: Bool) -> UInt8 {
        isKnown ? (holds ? Truth.yes.rawValue : Truth.no.rawValue) : Truth.missing.rawValue
    }

    /// How many bars of the window have equal, known values.
    static func ties(_ left: [Double], _ right: [Double], _ window: Range<Int>) -> Int {
        let (left, right) = (left.span, right.span)
        var equal = 0
        for index in window.clamped(to: 0..<min(left.count, right.count)) {
            equal &+= left[index] == right[index] ? 1 : 0
        }
        return equal
    }

    /// A quotient by zero and what overflows are missing: no infinity is ever a value.
    static func arithmetic(_ op: BinaryOperator, _ left: [Double], _ right: [Double]) -> [Double] {
        switch op {
        case .add: combine(left, right) { $0 + $1 }
        case .subtract: combine(left, right) { $0 - $1 }
        case .multiply: combine(left, right) { $0 * $1 }
        default: combine(left, right) { $0 / $1 }
        }
    }

    @inline(__always)
    private static func combine(
        _ left: [Double], _ right: [Double], _ figure: (Double, Double) -> Double
    ) -> [Double] {
        let (left, right) = (left.span, right.span)
        return unsafe column(min(left.count, right.count)) { target in
            for index in target.indices {
                let value = figure(left[index], right[index])
                unsafe target[index] = value.magnitude == .infinity ? .nan : value
            }
        }
    }

    static func compare(_ op: BinaryOperator, _ left: [Double], _ right: [Double]) -> [Truth] {
        switch op {
        case .equal: judge(left, right) { $0 == $1 }
        case .notEqual: judge(left, right) { $0 != $1 }
        case .less: judge(left, right) { $0 < $1 }
        case .lessOrEqual: judge(left, right) { $0 <= $1 }
        case .greater: judge(left, right) { $0 > $1 }
        default: judge(left, right) { $0 >= $1 }
        }
    }

    @inline(__always)
    private static func judge(
        _ left: [Double], _ right: [Double], _ holds: (Double, Double) -> Bool
    ) -> [Truth] {
        let (left, right) = (left.span, right.span)
        return unsafe truths(min(left.count, right.count)) { target in
            for index in target.indices {
                let isKnown = left[index] == left[index] && right[index] == right[index]
                unsafe target[index] = byte(isKnown, holds(left[index], right[index]))
            }
        }
    }

    /// Strictly greater, by more than the margin where there is one: a lead that equals the margin up to rounding is not more.
    static func greater(_ left: [Double], _ right: [Double], by margin: [Double]?) -> [Truth] {
        guard let margin else { return compare(.greater, left, right) }
        return unsafe truths(left.count) { target in
            for index in target.indices {
                let (a, b) = (left[index], right[index])
                let beyond = a - b - margin[index]
                let error = Residue.error(max(a.magnitude, b.magnitude), floor: 1)
                unsafe target[index] = byte(beyond == beyond, beyond > error)
            }
        }
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
        let isAnd = op == .and
        return unsafe truths(min(left.count, right.count)) { target in
            for index in target.indices {
                let (a, b) = (left[index].rawValue, right[index].rawValue)
                // The only bytes are 0, 1 and, for missing, 2.
                unsafe target[index] = (a | b) & 2 != 0 ? 2 : (isAnd ? a & b : a | b)
            }
        }
    }

    static func between(_ values: [Double], _ low: [Double], _ high: [Double]) -> [Truth] {
        logical(.and, compare(.greaterOrEqual, values, low), compare(.lessOrEqual, values, high))
    }

    /// Where a change is at least an amount, or at most its opposite. 1.2 is not an exact double, and a move from 100 to 120 a last digit
    /// less than 0.2: what falls short by rounding alone reaches the amount, see `Residue`.
    static func reached(_ changes: [Double], _ amounts: [Double], rises: Bool) -> [Truth] {
        unsafe truths(changes.count) { target in
            for index in target.indices {
                let beyond = (rises ? changes[index] : -changes[index]) - amounts[index]
                let error = Residue.error(changes[index], floor: 1)
                unsafe target[index] = byte(beyond == beyond, beyond >= -error)
            }
        }
    }

    /// The same of the difference from the value before.
    ///
    /// - Parameter floor: What rounding is measured by besides the values' own size, see `Residue.error`.
    static func steps(_ values: [Double], _ amounts: [Double], rises: Bool, floor: Double) -> [Truth] {
        unsafe truths(values.count) { target in
            if !target.isEmpty { unsafe target[0] = Truth.missing.rawValue }
            for index in target.indices.dropFirst() {
                let (before, now) = (values[index - 1], values[index])
                let beyond = (rises ? now - before : before - now) - amounts[index]
                let error = Residue.error(max(before.magnitude, now.magnitude), floor: floor)
                unsafe target[index] = byte(beyond == beyond, beyond >= -error)
            }
        }
    }

    /// Above, below or equal to the previous value: also works where values cross zero.
    static func moves(_ values: [Double], _ move: Move) -> [Truth] {
        switch move {
        case .up: judgeSteps(values) { $0 > $1 }
        case .down: judgeSteps(values) { $0 < $1 }
        case .flat: judgeSteps(values) { $0 == $1 }
        }
    }

    @inline(__always)
    private static func judgeSteps(_ values: [Double], _ holds: (Double, Double) -> Bool) -> [Truth] {
        let source = values.span
        return unsafe truths(source.count) { target in
            if source.count > 0 { unsafe target[0] = Truth.missing.rawValue }
            for index in 1..<max(source.count, 1) {
                let (before, now) = (source[index &- 1], source[index])
                unsafe target[index] = byte(before == before && now == now, holds(now, before))
            }
        }
    }

    /// Strictly above every earlier value; the first value does not count.
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
