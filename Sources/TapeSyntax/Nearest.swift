/// The words of a list that a misspelt word may have meant, nearest first, at most `limit`. The distance counts added,
/// deleted and changed letters and swapped neighbours; the distance allowed grows with length, so short tickers are
/// not "corrected" into one another. Case does not count. Equal distances keep the list's order.
package func nearest(_ word: String, among candidates: [String], limit: Int) -> [String] {
    let letters = Array(word.utf8.map(smallLetter))
    guard !letters.isEmpty, letters.count <= 64 else { return [] }
    let reach = letters.count < 3 ? 0 : letters.count < 5 ? 1 : letters.count < 9 ? 2 : 3
    var found: [(distance: Int, order: Int)] = []
    for (order, candidate) in candidates.enumerated() {
        let other = Array(candidate.utf8.map(smallLetter))
        guard abs(other.count - letters.count) <= reach, !other.isEmpty else { continue }
        let distance = editDistance(letters, other)
        // A word of which only a letter or two would remain is a different word.
        guard distance <= reach, distance * 2 < max(letters.count, other.count) else { continue }
        found.append((distance, order))
    }
    found.sort { ($0.distance, $0.order) < ($1.distance, $1.order) }
    var result: [String] = []
    for (_, order) in found where result.count < limit && !result.contains(candidates[order]) {
        result.append(candidates[order])
    }
    return result
}

private func smallLetter(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

/// The restricted Damerau–Levenshtein distance, over bytes.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        current.reserveCapacity(right.count + 1)
        for column in 1...right.count {
            let change = left[row - 1] == right[column - 1] ? 0 : 1
            var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                best = min(best, beforeLast[column - 2] + 1)
            }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
