/// Numbers as people read them: in sentences, tables and charts.
///
/// Rounding is only for display, and is done on the exact decimal value of the double, half to even. So 0.125 prints as
/// `0.12`, and 2.675, which as a double is just under the tie, as `2.67`. What rounds to zero has no sign.
/// The one rule for thousands: an integer part of four or more digits is grouped by commas (`2,674.56`) where a person
/// reads it, and never in CSV, TSV or JSON. A missing number, and one that is not finite, is `–`.
/// The minus is the plain hyphen, so that a number copied from an answer can be pasted into a query or a spreadsheet.
package enum Format {
    /// The sign for a missing value.
    package static let missing = "–"

    /// The largest number of decimals ever printed; a greater request gets this many.
    package static let mostPlaces = 15

    /// A plain number with this many decimals: `2,674.56`.
    package static func decimal(_ value: Double, _ places: Int, signed: Bool = false) -> String {
        fixed(value, places: places, shift: 0, signed: signed)
    }

    /// A number without a unit: `precision` decimals, two more where it is under 1 in size (and not zero).
    package static func number(_ value: Double, precision: Int = 2) -> String {
        decimal(value, isSmall(value) ? precision + 2 : precision)
    }

    /// A price or level: 2 decimals, 4 where it is under 1 in size (and not zero).
    package static func price(_ value: Double) -> String {
        decimal(value, isSmall(value) ? 4 : 2)
    }

    /// A fraction as a change, always with its sign: 0.0076 is `+0.76%`.
    package static func percent(_ value: Double, precision: Int = 2) -> String {
        withUnit(fixed(value, places: precision, shift: 2, signed: true), "%")
    }

    /// A fraction as the share of a count, with no plus: 0.5233 is `52.33%`.
    package static func share(_ value: Double, precision: Int = 2) -> String {
        withUnit(fixed(value, places: precision, shift: 2, signed: false), "%")
    }

    /// A difference of percentages, given as a fraction: 0.0854 is `+8.54 pp`.
    package static func points(_ value: Double, precision: Int = 2) -> String {
        withUnit(fixed(value, places: precision, shift: 2, signed: true), " pp")
    }

    /// The ratio of two prices: 4 decimals.
    package static func ratio(_ value: Double) -> String {
        decimal(value, 4)
    }

    /// A whole number of sessions, ranks or shares: `9,083`.
    package static func count(_ value: Double) -> String {
        decimal(value, 0)
    }

    /// A whole number of sessions, ranks or shares: `9,083`.
    package static func count(_ value: Int) -> String {
        let digits = Array(String(value.magnitude).utf8)
        return text(digits, places: 0, sign: value < 0 ? minus : nil)
    }

    /// The value as its unit prints it. Precision is for percentages and plain numbers; prices, ratios and counts have
    /// their usual decimals.
    package static func value(_ value: Double, _ unit: Unit, precision: Int = 2) -> String {
        switch unit {
        case .number, .rate: number(value, precision: precision)
        case .price: price(value)
        case .percent: percent(value, precision: precision)
        case .share: share(value, precision: precision)
        case .points: points(value, precision: precision)
        case .ratio: ratio(value)
        case .count: count(value)
        }
    }

    private static let minus = UInt8(ascii: "-")
    private static let plus = UInt8(ascii: "+")

    private static func isSmall(_ value: Double) -> Bool { value != 0 && abs(value) < 1 }

    private static func withUnit(_ text: String, _ unit: String) -> String {
        text == missing ? text : text + unit
    }

    /// The value times 10 to the `shift`, with this many decimals. The shift moves the point in the exact digits, so a
    /// percentage is rounded once.
    private static func fixed(_ value: Double, places: Int, shift: Int, signed: Bool) -> String {
        guard value.isFinite else { return missing }
        let places = max(0, min(places, mostPlaces))
        let digits = roundedDigits(value.magnitude, places: places + shift)
        let isZero = digits.allSatisfy { $0 == zero }
        let sign: UInt8? = isZero ? nil : value < 0 ? minus : signed ? plus : nil
        return text(digits, places: places, sign: sign)
    }

    private static let zero = UInt8(ascii: "0")

    /// Puts point, commas and sign into the digits of a whole number of units of the last place.
    private static func text(_ digits: [UInt8], places: Int, sign: UInt8?) -> String {
        var padded = digits
        if padded.count <= places {
            padded = Array(repeating: zero, count: places + 1 - padded.count) + padded
        }
        let whole = padded.count - places
        var out: [UInt8] = []
        out.reserveCapacity(padded.count + whole / 3 + 2)
        if let sign { out.append(sign) }
        for index in 0..<whole {
            if index > 0, (whole - index) % 3 == 0 { out.append(UInt8(ascii: ",")) }
            out.append(padded[index])
        }
        if places > 0 {
            out.append(UInt8(ascii: "."))
            out.append(contentsOf: padded[whole...])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The decimal digits of `value × 10^places`, rounded half to even to a whole number. The value is finite and not
    /// negative, and there are at most 19 places, so that 10^places fits in 64 bits.
    private static func roundedDigits(_ value: Double, places: Int) -> [UInt8] {
        // value = significand × 2^exponent, exactly.
        let isNormal = value.exponentBitPattern != 0
        let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
        let exponent = (isNormal ? Int(value.exponentBitPattern) : 1) - 1075
        guard exponent < 0 else {
            return wholeDigits(significand, times2To: exponent) + [UInt8](repeating: zero, count: places)
        }
        let shift = -exponent
        let whole = shift < 64 ? significand >> UInt64(shift) : 0
        let fraction = shift < 64 ? significand & ((1 << UInt64(shift)) - 1) : significand
        var scale: UInt64 = 1
        for _ in 0..<places { scale *= 10 }
        // The fraction is under 2^53 and under 2^shift: the product is under 2^117, its quotient under the scale.
        let product = fraction.multipliedFullWidth(by: scale)
        var scaled = halfEvenQuotient(product.high, product.low, shift, wholeIsOdd: places == 0 && whole & 1 == 1)
        var integer = whole
        if scaled == scale {
            scaled = 0
            integer += 1
        }
        if places == 0 { return Array(String(integer).utf8) }
        let low = Array(String(scaled).utf8)
        let padding = [UInt8](repeating: zero, count: places - low.count)
        let all = Array(String(integer).utf8) + padding + low
        return Array(all.drop { $0 == zero })
    }

    /// `(high, low) ÷ 2^shift`, rounded half to even. Without decimals the quotient is 0 or 1, and the digit that has to be
    /// even is that of the whole part.
    private static func halfEvenQuotient(_ high: UInt64, _ low: UInt64, _ shift: Int, wholeIsOdd: Bool) -> UInt64 {
        // A product under 2^117 is less than half of 2^118.
        guard shift <= 118 else { return 0 }
        let quotient: UInt64
        let remainderHigh: UInt64
        let remainderLow: UInt64
        let halfHigh: UInt64
        let halfLow: UInt64
        if shift >= 64 {
            let above = UInt64(shift - 64)
            quotient = high >> above
            remainderHigh = high & ((1 << above) - 1)
            remainderLow = low
            halfHigh = above == 0 ? 0 : 1 << (above - 1)
            halfLow = above == 0 ? 1 << 63 : 0
        } else {
            quotient = (high << UInt64(64 - shift)) | (low >> UInt64(shift))
            remainderHigh = 0
            remainderLow = low & ((1 << UInt64(shift)) - 1)
            halfHigh = 0
            halfLow = 1 << UInt64(shift - 1)
        }
        let isOver = (remainderHigh, remainderLow) > (halfHigh, halfLow)
        let isTie = (remainderHigh, remainderLow) == (halfHigh, halfLow)
        let isOdd = wholeIsOdd || quotient & 1 == 1
        return isOver || (isTie && isOdd) ? quotient + 1 : quotient
    }

    /// The digits of `significand × 2^exponent`, by doubling groups of nine digits.
    private static func wholeDigits(_ significand: UInt64, times2To exponent: Int) -> [UInt8] {
        let base: UInt64 = 1_000_000_000
        var groups = [significand % base, significand / base]
        for _ in 0..<exponent {
            var carry: UInt64 = 0
            for index in groups.indices {
                let doubled = groups[index] * 2 + carry
                groups[index] = doubled >= base ? doubled - base : doubled
                carry = doubled >= base ? 1 : 0
            }
            if carry > 0 { groups.append(carry) }
        }
        while groups.count > 1, groups.last == 0 { groups.removeLast() }
        var out = Array(String(groups[groups.count - 1]).utf8)
        for group in groups.dropLast().reversed() {
            let digits = Array(String(group).utf8)
            out += Array(repeating: zero, count: 9 - digits.count) + digits
        }
        return out
    }
}
