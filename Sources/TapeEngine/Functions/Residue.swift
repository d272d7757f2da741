/// How much of a deviation is rounding. Values that are equal except for the last digits do not vary, and a
/// figure that divides by their deviation, variance or range is missing.
///
/// The bound: a file gives a price with 15 certain digits, all that a double keeps of any decimal number, so it is off
/// by up to half a unit of the fifteenth, 5·10⁻¹⁵ of its size. The quotient of two is off by twice that, rounding included,
/// so a return r by 10⁻¹⁴ (1 + |r|), and the difference of two returns by twice that. Deviations from a mean are not
/// further apart than the values, so the squares of n deviations add up to less than n times the square of that error.
enum Residue {
    /// How far a value may be off by rounding alone, relative to its size.
    static let share = 2e-14

    /// How far a value is off by rounding.
    ///
    /// - Parameter floor: 1 for a quotient minus one (returns, shares of a change), which is off by the rounding of
    ///   that one however small it is; 0 for plain values.
    @inline(__always)
    static func error(_ value: Double, floor: Double) -> Double { share * (value.magnitude + floor) }

    /// The sum of squared deviations of n values around a mean, with zero for mere rounding; missing stays missing.
    @inline(__always)
    static func cleaned(_ squares: Double, _ n: Double, mean: Double, floor: Double) -> Double {
        let error = error(mean, floor: floor)
        return squares <= n * error * error ? 0 : squares
    }

    /// Whether a mean of squares is only rounding.
    @inline(__always)
    static func isAll(ofMeanSquare square: Double, mean: Double, floor: Double) -> Bool {
        let error = error(mean, floor: floor)
        return square <= error * error
    }

    /// Whether a sum of the sizes of returns is no larger than the rounding of that many returns.
    @inline(__always)
    static func isAll(ofSum sum: Double, _ n: Int) -> Bool { sum.magnitude <= Double(n) * share }
}
