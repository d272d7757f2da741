import TapeStore
import TapeSyntax
import TapeTime

/// Changes between sessions, and arithmetic value by value.
enum Shape {
    /// Value ÷ base − 1; missing where the base is zero or negative.
    static func change(_ value: Double, from base: Double) -> Double { base > 0 ? value / base - 1 : .nan }

    /// Value ÷ the value n sessions earlier − 1; missing where the base is zero or negative.
    static func change(_ values: [Double], sessions n: Int) -> [Double] {
        var out = Rolling.missing(values.count)
        guard n >= 0, n < values.count else { return out }
        let x = values.span
        var result = out.mutableSpan
        for index in n..<values.count {
            let base = x[index &- n]
            let change = x[index] / base - 1
            result[index] = base > 0 ? change : .nan
        }
        return out
    }

    /// Value ÷ the value a span earlier − 1.
    ///
    /// - Parameter front: the bar that is never a base, see `Frame.partialFront`.
    static func change(_ values: [Double], _ spans: Spans, _ span: CalendarSpan, front: Int?) -> [Double] {
        if span.unit == .day { return change(values, sessions: span.count) }
        var out = Rolling.missing(values.count)
        let places = spans.before(span)
        var bases = values
        if let front { bases[front] = .nan }
        let known = lastKnown(bases)
        for index in values.indices where places[index] >= 0 {
            let base = known[places[index]]
            out[index] = change(values[index], from: base)
        }
        return out
    }

    /// Each value, or the last one before it where it is missing: the last known close.
    static func lastKnown(_ values: [Double]) -> [Double] {
        // A sum is missing where one of its parts is missing.
        guard values.reduce(0, +).isNaN else { return values }
        var known = values
        for index in known.indices.dropFirst() where known[index].isNaN { known[index] = known[index - 1] }
        return known
    }

    static func lag(_ values: [Double], _ n: Int) -> [Double] {
        var out = Rolling.missing(values.count)
        guard n >= 0, n < values.count else { return out }
        for index in n..<values.count { out[index] = values[index &- n] }
        return out
    }

    /// Value − the value n sessions earlier.
    static func difference(_ values: [Double], _ n: Int) -> [Double] {
        var out = Rolling.missing(values.count)
        guard n >= 0, n < values.count else { return out }
        for index in n..<values.count { out[index] = values[index] - values[index &- n] }
        return out
    }

    /// The natural logarithm of value ÷ previous value; missing unless both are positive.
    static func logarithmicReturn(_ values: [Double]) -> [Double] {
        var out = Rolling.missing(values.count)
        for index in values.indices.dropFirst() {
            let base = values[index &- 1]
            let value = values[index]
            if base > 0, value > 0 { out[index] = Mathematics.logarithm(value / base) }
        }
        return out
    }

    /// Each value against the one at the window's base (or the first present one after it), times the scale; missing
    /// where that is zero or negative.
    static func rebased(_ values: [Double], base: Int, scale: Double) -> [Double] {
        var out = Rolling.missing(values.count)
        guard base < values.count, let place = values[base...].firstIndex(where: { !$0.isNaN }) else { return out }
        let level = values[place]
        guard level > 0 else { return out }
        for index in values.indices { out[index] = values[index] / level * scale }
        return out
    }

    @inline(__always)
    static func mapped(_ values: [Double], _ figure: (Double) -> Double) -> [Double] {
        var out = values
        for index in out.indices { out[index] = figure(values[index]) }
        return out
    }

    /// A figure of two columns, session by session; NaN on either side must give NaN.
    @inline(__always)
    static func combined(_ left: [Double], _ right: [Double], _ figure: (Double, Double) -> Double) -> [Double] {
        var out = Rolling.missing(min(left.count, right.count))
        for index in out.indices { out[index] = figure(left[index], right[index]) }
        return out
    }

    /// Powers; missing where the result is not real, or where a side is missing.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        if base.isNaN || exponent.isNaN { return .nan }
        return Mathematics.power(base, exponent)
    }

    /// Rounded to a number of decimals, half to even, by the stored value: the product with the power of ten is
    /// checked for its own rounding.
    static func rounded(_ value: Double, digits: Int) -> Double {
        let scale = Mathematics.power(10, Double(digits))
        let scaled = value * scale
        // Beyond this a double has no decimals left.
        guard abs(scaled) < 0x1p52 else { return value }
        var whole = scaled.rounded(.toNearestOrEven)
        if abs(scaled - scaled.rounded(.towardZero)) == 0.5 {
            let hidden = (-scaled).addingProduct(value, scale)
            if hidden > 0 { whole = scaled.rounded(.up) }
            if hidden < 0 { whole = scaled.rounded(.down) }
        }
        return whole / scale
    }

    /// The first column where the condition holds, the second where it does not, missing where it is missing.
    static func chosen(_ condition: [Truth], _ first: [Double], _ second: [Double]) -> [Double] {
        var out = Rolling.missing(condition.count)
        for index in out.indices {
            switch condition[index] {
            case .yes: out[index] = first[index]
            case .no: out[index] = second[index]
            case .missing: break
            }
        }
        return out
    }
}
