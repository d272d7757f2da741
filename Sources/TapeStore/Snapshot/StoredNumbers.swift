import Synchronization

/// The numbers of one column: in a mapped snapshot, with their checksum, or in memory.
@safe
@usableFromInline
final class StoredNumbers: Sendable {
    private let owner: MappedBytes
    @usableFromInline nonisolated(unsafe) let numbers: UnsafePointer<Double>
    @usableFromInline let count: Int
    private let checksum: UInt64
    /// The file and the title of the numbers, for the error.
    private let file: String
    private let title: String
    /// 0 before the check, then 1 for valid, 2 for damaged.
    private let state = Atomic<UInt8>(0)

    /// - Precondition: the range is inside the bytes and begins at a multiple of 8.
    init(_ owner: MappedBytes, at offset: Int, count: Int, checksum: UInt64, file: String, title: String) {
        let bytes = unsafe owner.bytes(offset..<offset + count * 8)
        precondition(offset % 8 == 0, "the offset must have been checked")
        self.owner = owner
        unsafe numbers = bytes.baseAddress!.assumingMemoryBound(to: Double.self)
        self.count = count
        self.checksum = checksum
        self.file = file
        self.title = title
    }

    /// Numbers made by this program, which need no check.
    init(_ block: NumberBlock) {
        owner = block.owner
        unsafe numbers = (block.owner.start + block.offset).assumingMemoryBound(to: Double.self)
        count = block.count
        checksum = 0
        file = ""
        title = ""
        state.store(1, ordering: .relaxed)
    }

    /// A copy of numbers.
    convenience init(copying values: [Double]) {
        unsafe self.init(NumberBlock(MappedBytes(copying: values.span.bytes), at: 0, count: values.count))
    }

    @inlinable
    func read<R, E: Error>(_ body: (Span<Double>) throws(E) -> R) throws(E) -> R {
        let span = unsafe Span(_unsafeStart: numbers, count: count)
        defer { withExtendedLifetime(self) {} }
        return try body(span)
    }

    func check() throws(StoreError) {
        if state.load(ordering: .relaxed) == 0 {
            let start = unsafe UnsafeRawPointer(numbers) - owner.start
            owner.expect(start..<start + count * 8)
            let sound =
                unsafe Checksum.of(UnsafeRawBufferPointer(start: numbers, count: count * 8)) == checksum && areFinite
            state.store(sound ? 1 : 2, ordering: .relaxed)
        }
        guard state.load(ordering: .relaxed) == 1 else {
            throw StoreError(.badSnapshot, file: file, "\(title) is damaged: its checksum does not match")
        }
    }

    /// A checksum does not protect against a crafted file: infinities would be printed.
    private var areFinite: Bool {
        read { span in
            var infinite = 0
            for index in span.indices { infinite &+= span[index].magnitude == .infinity ? 1 : 0 }
            return infinite == 0
        }
    }
}
