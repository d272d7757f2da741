/// Random numbers that are the same on every machine: each is a function of a stream and a place in it, so that no
/// symbol's history depends on which symbol was built first.
///
/// Only `+ - * /` and the square root are used here and in everything built on it. IEEE 754 rounds these the same
/// everywhere; a platform's `exp` and `log` may differ.
struct Noise {
    private let key: UInt64

    init(_ stream: UInt64, _ variant: UInt64 = 0) {
        key = Noise.mix(stream &* 0x9E37_79B9_7F4A_7C15 &+ Noise.mix(variant &+ 0x51_7C_C1_B7_27_22_0A_95))
    }

    /// A stream for each symbol, by the FNV-1a hash of its letters.
    init(symbol: String, _ variant: UInt64 = 0) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in symbol.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(hash, variant)
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood 2014).
    private static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 64 random bits.
    func word(_ place: Int) -> UInt64 {
        Noise.mix(key &+ UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// Uniform on 0 ..< 1.
    func unit(_ place: Int) -> Double { Double(word(place) >> 11) * 0x1p-53 }

    /// Close to standard normal: the sum of the four 16-bit parts of a word, centred and scaled to unit variance.
    func normal(_ place: Int) -> Double { Noise.normal(of: word(place)) }

    static func normal(of word: UInt64) -> Double {
        let sum = (word & 0xFFFF) + ((word >> 16) & 0xFFFF) + ((word >> 32) & 0xFFFF) + (word >> 48)
        return (Double(sum) - 131_070) * (1.732_050_807_568_877_2 / 65_536)
    }
}

/// The exponential of a session's step, |x| below about 0.3, to eleven digits and more: its series up to the ninth
/// power.
func exponential(_ x: Double) -> Double {
    let high = 1.0 / 120 + x * (1.0 / 720 + x * (1.0 / 5_040 + x * (1.0 / 40_320 + x * (1.0 / 362_880))))
    return 1 + x * (1 + x * (0.5 + x * (1.0 / 6 + x * (1.0 / 24 + x * high))))
}

/// The natural logarithm of a positive ratio between about 0.1 and 10.
func logarithm(_ ratio: Double) -> Double {
    // Two square roots bring the ratio near 1, where the series in (r − 1)/(r + 1) is short.
    let root = ratio.squareRoot().squareRoot()
    let small = (root - 1) / (root + 1)
    let square = small * small
    var sum = 0.0
    var odd = 33.0
    while odd > 0 {
        sum = sum * square + 1 / odd
        odd -= 2
    }
    return 8 * small * sum
}

/// A price as quoted: the double nearest to a whole number of cents or, under five dollars, where a cent would be a
/// large step, of hundredths of a cent.
func cents(_ price: Double) -> Double {
    price >= 5 ? whole(price * 100) / 100 : whole(price * 10_000) / 10_000
}

/// Rounds a positive number below 2^51. A double of 2^52 or more has no fraction, so adding 2^52 rounds; `rounded()`
/// would call the platform's library for each price.
func whole(_ number: Double) -> Double { (number + 0x1p52) - 0x1p52 }
