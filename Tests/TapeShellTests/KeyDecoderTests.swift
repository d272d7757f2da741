import Testing

@testable import TapeShell

@Suite struct KeyDecoderTests {
    func keys(_ text: String) -> [Key] { keys(Array(text.utf8)) }

    /// All keys of some bytes; an incomplete key at their end is completed.
    func keys(_ bytes: [UInt8]) -> [Key] {
        var decoder = KeyDecoder()
        decoder.feed(bytes)
        var keys: [Key] = []
        while true {
            switch decoder.next() {
            case .key(let key): keys.append(key)
            case .empty: return keys
            case .unsettled: decoder.settle().map { keys.append($0) }
            case .unfinishedPaste: return keys
            }
        }
    }

    @Test func readsCharacters() {
        #expect(keys("aé市🙂") == [.character("a"), .character("é"), .character("市"), .character("🙂")])
        #expect(
            keys("\r\t\u{3}\u{7F}") == [.character("\r"), .character("\t"), .character("\u{3}"), .character("\u{7F}")])
    }

    @Test func brokenCharactersDoNotStopIt() {
        #expect(keys([0xC3, 0x28, 0x61]).last == .character("a"))
        #expect(keys([0xFF, 0x61]) == [.character("\u{FFFD}"), .character("a")])
        #expect(keys([0xE5, 0xB8]) == [.character("\u{FFFD}"), .character("\u{FFFD}")])
        // The editor's own codes cannot be typed.
        #expect(keys("\u{80}\u{9F}") == [.character("\u{FFFD}"), .character("\u{FFFD}")])
    }

    @Test(
        arguments: [
            ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
            ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[3~", .delete),
            ("\u{1B}[1;5C", .wordRight), ("\u{1B}[1;3D", .wordLeft), ("\u{1B}f", .wordRight), ("\u{1B}b", .wordLeft),
            ("\u{1B}\r", .newline), ("\u{1B}d", .meta("d")), ("\u{1B}", .character("\u{1B}")),
            ("\u{1B}[15~", .unknown(Array("\u{1B}[15~".utf8))),
            ("\u{1B}[<0;1;1M", .unknown(Array("\u{1B}[<0;1;1M".utf8))),
        ] as [(String, Key)])
    func readsSequences(text: String, key: Key) {
        #expect(keys(text) == [key])
        #expect(keys("x" + text + "y").first == .character("x"))
    }

    @Test func waitsForTheRest() {
        var decoder = KeyDecoder()
        for byte in Array("\u{1B}[1;5".utf8) {
            decoder.feed([byte])
            let key1 = decoder.next()
            #expect(key1 == .unsettled)
        }
        decoder.feed(Array("Cz".utf8))
        let key2 = decoder.next()
        #expect(key2 == .key(.wordRight))
        let key3 = decoder.next()
        #expect(key3 == .key(.character("z")))
        let key4 = decoder.next()
        #expect(key4 == .empty)
    }

    @Test func readsPastes() {
        let text = "two\nlines \u{1B}[A and a key"
        #expect(keys("a\u{1B}[200~\(text)\u{1B}[201~b") == [.character("a"), .pasted(text), .character("b")])
        var decoder = KeyDecoder()
        for byte in Array("\u{1B}[200~end\u{1B}[20".utf8) { decoder.feed([byte]) }
        let key5 = decoder.next()
        #expect(key5 == .unfinishedPaste)
        decoder.feed(Array("1~".utf8))
        let key6 = decoder.next()
        #expect(key6 == .key(.pasted("end")))
    }

    @Test func anEndlessSequenceIsGivenUp() {
        #expect(keys("\u{1B}[" + String(repeating: "1", count: 100)).count > 1)
    }

    /// Any bytes, split anywhere, give the same keys.
    @Test(arguments: 0..<200)
    func cutsDoNotMatter(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "é", "市", "\u{1B}[A", "\u{1B}OH", "\u{1B}[200~x\ny\u{1B}[201~", "\u{1B}\r", "\u{1B}[3~"]
        let text = (0..<12).map { _ in pieces.randomElement(using: &random)! }.joined()
        let bytes = Array(text.utf8)
        var decoder = KeyDecoder()
        var found: [Key] = []
        var start = 0
        while start < bytes.count {
            let end = Int.random(in: start + 1...bytes.count, using: &random)
            decoder.feed(Array(bytes[start..<end]))
            start = end
            while case .key(let key) = decoder.next() { found.append(key) }
        }
        #expect(found == keys(text), "seed \(seed)")
    }
}

/// The same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
