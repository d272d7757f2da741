import TapeSystem

/// Places columns one after the other in large blocks of system memory.
///
/// The first access to a page of memory costs more than writing its numbers; larger blocks ask for large pages, of
/// which five hundred times fewer are needed. A block is released with its last column.
@safe
final class ColumnMemory {
    private static let largestPiece = 32 << 20
    /// Blocks from this size on ask for large pages, which would be mostly empty in a smaller one.
    private static let largePagesFrom = 4 << 20
    private static let largePage = 2 << 20
    /// Columns are aligned to cache lines.
    private static let alignment = 64

    private var piece: MappedBytes?
    private var used = 0
    private var nextPiece = 512 << 10

    /// Space for `count` uninitialised numbers.
    func block(_ count: Int) -> NumberBlock {
        let bytes = (max(count, 1) * 8 + Self.alignment - 1) / Self.alignment * Self.alignment
        if let piece, used + bytes <= piece.count {
            defer { used += bytes }
            return NumberBlock(piece, at: used, count: count)
        }
        // A large column has its own block, so that it is released separately.
        if bytes > nextPiece / 2 { return NumberBlock(Self.fresh(bytes), at: 0, count: count) }
        let fresh = Self.fresh(nextPiece)
        nextPiece = min(nextPiece * 2, Self.largestPiece)
        piece = fresh
        used = bytes
        return NumberBlock(fresh, at: 0, count: count)
    }

    /// Zeroed pages from the system.
    private static func fresh(_ bytes: Int) -> MappedBytes {
        let takesLargePages = bytes >= largePagesFrom
        // A large page begins at a multiple of its size.
        let reserved = takesLargePages ? bytes + largePage : bytes
        guard let start = unsafe Pages.reserve(reserved) else { fatalError("the system is out of memory") }
        nonisolated(unsafe) let whole = unsafe start
        var first = UnsafeRawPointer(start)
        if takesLargePages {
            unsafe first = first.alignedUp(toMultipleOf: largePage)
            unsafe Pages.preferLarge(UnsafeMutableRawPointer(mutating: first), bytes)
        }
        return unsafe MappedBytes(start: first, count: bytes) { unsafe Pages.release(whole, reserved) }
    }
}

/// Numbers in a column's memory, written before the column is made from them.
@safe
struct NumberBlock: @unchecked Sendable {
    let owner: MappedBytes
    let offset: Int
    private(set) var count: Int
    private let numbers: UnsafeMutablePointer<Double>

    /// - Precondition: the owner's bytes are writable and large enough there.
    init(_ owner: MappedBytes, at offset: Int, count: Int) {
        precondition(offset >= 0 && offset + count * 8 <= owner.count, "the numbers must fit")
        self.owner = owner
        self.offset = offset
        self.count = count
        let start = unsafe UnsafeMutableRawPointer(mutating: owner.start + offset)
        unsafe numbers = start.assumingMemoryBound(to: Double.self)
    }

    subscript(index: Int) -> Double {
        precondition(index >= 0 && index < count, "the row must be in the block")
        return unsafe numbers[index]
    }

    /// Copies `length` numbers to a place.
    func set(_ values: UnsafePointer<Double>, _ length: Int, at place: Int) {
        precondition(place >= 0 && length >= 0 && place + length <= count, "the numbers must fit")
        unsafe (numbers + place).update(from: values, count: length)
    }

    /// Copies another block's numbers to a place.
    func set(_ other: NumberBlock, at place: Int) { unsafe set(other.numbers, other.count, at: place) }

    /// Keeps only the numbers of these rows, in this order.
    mutating func keep(_ rows: [Int]) {
        let kept = rows.map { self[$0] }
        precondition(kept.count <= count, "no row may be kept twice")
        unsafe numbers.update(from: kept, count: kept.count)
        count = kept.count
    }
}
