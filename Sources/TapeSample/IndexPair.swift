import TapeStore
import TapeTime

/// The closes of RUT and SPX over all sessions, from the anchors.
///
/// SPX is a random walk; RUT is SPX times a ratio that is another random walk. Who wins a session is decided first, as
/// the sign of the ratio's step, so that the runs match the published ones; then the steps between two anchors are
/// scaled, rises by a and falls by 1/a, which keeps every sign and ends exactly on the next anchor.
struct IndexPair {
    var rut: [Double]
    var spx: [Double]

    init(days: [Int32], stress: [Double]) {
        let anchors = Anchors.make().map { ($0, Axis.place(of: $0.day, in: days)) }
        let signs = Signs.make(days: days, anchors: anchors)
        rut = [Double](repeating: 0, count: days.count)
        spx = rut
        rut[0] = anchors[0].0.rut
        spx[0] = anchors[0].0.spx
        for index in 1..<anchors.count {
            fill(from: anchors[index - 1], to: anchors[index], signs: signs, stress: stress)
        }
    }

    private mutating func fill(
        from start: (PriceAnchor, Int), to end: (PriceAnchor, Int), signs: [Int8], stress: [Double]
    ) {
        let (first, last) = (start.1, end.1)
        let chance = Noise(UInt64(end.0.day.number), Seeds.variant("rut", written: end.0.written))
        var market = [Double](repeating: 0, count: last - first)
        var ratio = market
        IndexPair.draw(
            &market, &ratio, chance: chance, signs: signs.span.extracting(first + 1...last),
            stress: stress.span.extracting(first + 1...last))
        let spxTotal = logarithm(end.0.spx / start.0.spx)
        let rutTotal = logarithm(end.0.rut / start.0.rut)
        Bridge.fit(&market, scale: 0.0100, total: spxTotal)
        Bridge.fit(&ratio, scale: 0.0060, total: rutTotal - spxTotal)
        IndexPair.walk(&spx, &rut, from: start.0, after: first, market: market.span, ratio: ratio.span)
        spx[last] = end.0.spx
        rut[last] = end.0.rut
    }

    /// Random steps before scaling, one per session.
    private static func draw(
        _ market: inout [Double], _ ratio: inout [Double], chance: Noise, signs: Span<Int8>, stress: Span<Double>
    ) {
        var market = market.mutableSpan
        var ratio = ratio.mutableSpan
        for step in market.indices {
            market[step] = chance.normal(2 * step) * stress[step]
            // No step is smaller than a sixth of the usual one, so that rounding to cents never changes the winner.
            let size = chance.normal(2 * step + 1)
            ratio[step] = (size < 0 ? 0.16 - size : 0.16 + size) * Double(signs[step])
        }
    }

    /// The closes after a place, step by step from an anchor.
    private static func walk(
        _ spx: inout [Double], _ rut: inout [Double], from anchor: PriceAnchor, after first: Int, market: Span<Double>,
        ratio: Span<Double>
    ) {
        var spx = spx.mutableSpan
        var rut = rut.mutableSpan
        var level = anchor.spx
        var relative = anchor.rut / anchor.spx
        for step in market.indices {
            level *= exponential(market[step])
            relative *= exponential(ratio[step])
            spx[first + 1 + step] = cents(level)
            rut[first + 1 + step] = cents(level * relative)
        }
    }
}

enum Bridge {
    /// Scales the rises by a · scale and the falls by scale ÷ a, so that the steps add up to the total.
    static func fit(_ steps: inout [Double], scale: Double, total: Double) {
        var steps = steps.mutableSpan
        var rises = 0.0
        var falls = 0.0
        for index in steps.indices {
            let step = steps[index]
            if step > 0 { rises += step } else { falls -= step }
        }
        rises *= scale
        falls *= scale
        // rises · a − falls ÷ a = total
        var up = 0.0
        var down = 0.0
        if rises > 0 {
            up = (total + (total * total + 4 * rises * falls).squareRoot()) / (2 * rises)
            down = up > 0 ? scale / up : 0
            up *= scale
        } else if falls > 0 {
            down = -total / falls * scale
        }
        for index in steps.indices { steps[index] *= steps[index] > 0 ? up : down }
    }
}

/// Who wins each session: 1 where RUT beats SPX, −1 where SPX beats RUT.
enum Signs {
    /// The longest run outside the pinned ones.
    private static let longest = 8
    /// The most sessions of a short stretch.
    private static let short = 6

    static func make(days: [Int32], anchors: [(PriceAnchor, Int)]) -> [Int8] {
        var signs = forced(days: days, anchors: anchors)
        decide(&signs)
        return signs
    }

    /// Chooses at random the sessions that are not fixed.
    private static func decide(_ signs: inout [Int8]) {
        var signs = signs.mutableSpan
        let chance = Noise(0x51)
        var run = 0
        for session in 1..<signs.count {
            if signs[session] == 0 {
                let wanted: Int8 = chance.word(session) & 1 == 0 ? 1 : -1
                var ahead = session + 1
                while ahead < signs.count, signs[ahead] == wanted { ahead += 1 }
                let reached = (signs[session - 1] == wanted ? run : 0) + ahead - session
                signs[session] = reached > longest ? -wanted : wanted
            }
            run = signs[session] == signs[session - 1] ? run + 1 : 1
        }
    }

    /// The fixed signs: the pinned runs, the opposite sign on both sides of each, and the last step of a short stretch,
    /// which might otherwise have no step in the direction it must go; elsewhere 0.
    private static func forced(days: [Int32], anchors: [(PriceAnchor, Int)]) -> [Int8] {
        var signs = [Int8](repeating: 0, count: days.count)
        for (runs, sign) in [(Pins.runsOver, Int8(1)), (Pins.runsUnder, -1)] {
            for run in runs {
                let from = Axis.place(of: Day(written: run.from), in: days)
                let after = from + run.sessions
                signs[from - 1] = -sign
                for session in from..<after { signs[session] = sign }
                if after < signs.count { signs[after] = -sign }
            }
        }
        for index in 1..<anchors.count where anchors[index].1 - anchors[index - 1].1 <= short {
            let (before, after) = (anchors[index - 1].0, anchors[index].0)
            let last = anchors[index].1
            if signs[last] == 0 { signs[last] = after.rut * before.spx > after.spx * before.rut ? 1 : -1 }
        }
        return signs
    }
}
