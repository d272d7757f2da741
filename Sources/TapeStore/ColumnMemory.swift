import TapeSystem

/// Lays columns one behind the other into memory that comes from the system in large pieces.
///
/// Memory that is touched for the first time costs more than the numbers that are put there, page by page; pieces of
/// some size ask for large pages, of which there are five hundred times fewer. A piece is given back with the last
/// column that lies in it.
@safe
final class ColumnMemory {
    private static let largestPiece = 32 << 20
    /// From this size on a piece asks for large pages: in a smaller one they would be mostly empty.
    private static let largePagesFrom = 4 << 20
    private static let largePage = 2 << 20
    /// Columns begin at the lines of the cache.
    private static let alignment = 64

    private var piece: MappedBytes?
    private var used = 0
    private var nextPiece = 512 << 10

    /// Room for so many numbers, which are not set yet.
    func block(_ count: Int) -> NumberBlock {
        let bytes = (max(count, 1) * 8 + Self.alignment - 1) / Self.alignment * Self.alignment
        if let piece, used + bytes <= piece.count {
            defer { used += bytes }
            return NumberBlock(piece, at: used, count: count)
        }
        // What is large has a piece of its own, so that it is given back by itself.
        if bytes > nextPiece / 2 { return NumberBlock(Self.fresh(bytes), at: 0, count: count) }
        let fresh = Self.fresh(nextPiece)
        nextPiece = min(nextPiece * 2, Self.largestPiece)
        piece = fresh
        used = bytes
        return NumberBlock(fresh, at: 0, count: count)
    }

    /// Pages of the system's that read as zero.
    private static func fresh(_ bytes: Int) -> MappedBytes {
        let takesLargePages = bytes >= largePagesFrom
        // A large page begins at a multiple of its size.
        let reserved = takesLargePages ? bytes + largePage : bytes
        guard let start = unsafe Pages.reserve(reserved) else { fatalError("the system has no memory to give") }
        nonisolated(unsafe) let whole = unsafe start
        var first = UnsafeRawPointer(start)
        if takesLargePages {
            unsafe first = first.alignedUp(toMultipleOf: largePage)
            unsafe Pages.preferLarge(UnsafeMutableRawPointer(mutating: first), bytes)
        }
        return unsafe MappedBytes(start: first, count: bytes) { unsafe Pages.release(whole, reserved) }
    }
}

/// Numbers in a column's memory, to be written before a column is made of them.
@safe
struct NumberBlock: @unchecked Sendable {
    let owner: MappedBytes
    let offset: Int
    private(set) var count: Int
    private let numbers: UnsafeMutablePointer<Double>

    /// - Precondition: the owner's bytes may be written, and have room there.
    init(_ owner: MappedBytes, at offset: Int, count: Int) {
        precondition(offset >= 0 && offset + count * 8 <= owner.count, "there is room")
        self.owner = owner
        self.offset = offset
        self.count = count
        let start = unsafe UnsafeMutableRawPointer(mutating: owner.start + offset)
        unsafe numbers = start.assumingMemoryBound(to: Double.self)
    }

    subscript(index: Int) -> Double {
        precondition(index >= 0 && index < count, "a row of the block")
        return unsafe numbers[index]
    }

    /// Sets so many numbers from a place on.
    func set(_ values: UnsafePointer<Double>, _ length: Int, at place: Int) {
        precondition(place >= 0 && length >= 0 && place + length <= count, "there is room")
        unsafe (numbers + place).update(from: values, count: length)
    }

    /// Sets another block's numbers from a place on.
    func set(_ other: NumberBlock, at place: Int) { unsafe set(other.numbers, other.count, at: place) }

    /// Keeps the numbers of these rows, in this order.
    mutating func keep(_ rows: [Int]) {
        let kept = rows.map { self[$0] }
        precondition(kept.count <= count, "no row is kept twice")
        unsafe numbers.update(from: kept, count: kept.count)
        count = kept.count
    }
}
