import TestSupport
import Testing

/// How the oracle reads a sentence, and that it notices each wrong number, date and word.
@Suite struct FactTests {
    private static let reader = FactReader(
        PlainMarket(instruments: ["aa", "bb"].map { PlainInstrument(symbol: $0, days: [0]) }))

    private static let day = Almanac.number(2026, 1, 2)
    private static let last = Almanac.number(2026, 1, 22)

    private static let sentence =
        "AA outperformed BB by more than 0.50 pp on 1,014 of 2,000 sessions, 2026-01-02 → 2026-01-22 (+50.70%)."
    private static let wanted: [Piece] =
        [.words("aa over bb"), .points(0.005), .count(1014), .count(2000), .words("sessions")]
        + Piece.days(day, last) + [.percent(0.507)]

    @Test func readsWhatIsSaid() {
        #expect(Self.reader.fault(Self.sentence, Self.wanted) == nil)
        #expect(
            Self.reader.fault(
                "AA is 4.25 on 2026-01-02, +0.25 pp from the session before.",
                [
                    .words("aa"), .figure(4.25), .day(Self.day), .points(0.0025), .words("session before"),
                ]) == nil)
        #expect(
            Self.reader.fault(
                "AA closed at an 8-month low on none of 3 weeks.",
                [
                    .words("aa 8m low none"), .count(3), .words("week"),
                ]) == nil)
        #expect(
            Self.reader.fault(
                "`sma(aa, 3) > 2025Q1` has no value: –.",
                [
                    .words("sma(aa, 3) 2025Q1 no"), .figure(nil),
                ]) == nil)
    }

    @Test(arguments: [
        ("AA", "BB"), ("outperformed", "underperformed"), ("0.50 pp", "0.51 pp"), ("0.50 pp", "0.50%"),
        ("0.50 pp", "0.5 pp"), ("1,014", "1,015"), ("2,000", "200"), ("sessions", "weeks"), ("01-02", "01-05"),
        ("01-22", "01-21"), ("+50.70%", "-50.70%"), ("+50.70%", "+50.71%"), (" (+50.70%)", ""),
        (" (+50.70%)", " (+50.70%), the 3 newest"), ("outperformed", "did not outperform"),
    ])
    func seesWhatIsWrong(_ right: String, _ wrong: String) {
        let changed = Self.sentence.replacing(right, with: wrong)
        #expect(changed != Self.sentence)
        #expect(Self.reader.fault(changed, Self.wanted) != nil)
    }
}
