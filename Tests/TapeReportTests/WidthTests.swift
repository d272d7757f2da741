import TapeReport
import Testing

@Suite("Columns of a terminal")
struct WidthTests {
    @Test(
        "A character takes the columns that terminals give it",
        arguments: [
            ("", 0), ("rut", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｶﾞ", 2), ("ＡＢ", 4), ("한국", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("→", 1), ("…", 1), ("–", 1), ("⣿", 1), ("█", 1), ("😀", 2), ("🇺🇸", 2),
            ("👍🏽", 2), ("👩‍👩‍👧", 2), ("☀", 1), ("☀️", 2), ("\u{200B}", 0), ("ä\u{308}", 1), ("€100", 4),
        ])
    func widths(text: String, columns: Int) {
        #expect(displayWidth(text) == columns)
    }
}
