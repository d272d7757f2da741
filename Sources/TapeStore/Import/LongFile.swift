import Synchronization
import TapeSystem

/// Sizes for reading files.
struct ImportPlan: Sendable {
    /// How much of a file is examined to find its layout; a file that is not longer is read at once.
    var headBytes = 1 << 20
    /// The size of the parts of a long file, which are read in parallel. Numbers of symbols in two parts are copied
    /// once more, so parts are not small.
    var partBytes = 16 << 20
    /// The size of the pieces of a part, which fit the cache.
    var blockBytes = 1 << 20
    var threads = 1
    /// Checked once per piece.
    var isInterrupted: @Sendable () -> Bool = { false }

    func checkInterrupt(_ path: String) throws(StoreError) {
        if isInterrupted() { throw StoreError(.unreadable, file: path, "interrupted") }
    }
}

extension PriceFile {
    /// Reads an open file: at once if it is short, else in parts on several threads, with the same result.
    static func read(
        _ file: any OpenFile, path: String, options: ImportOptions, _ plan: ImportPlan, _ workspace: ImportWorkspace
    ) throws(StoreError) -> [Instrument] {
        var buffer = workspace.buffer
        workspace.buffer = []
        defer { workspace.buffer = buffer }
        let room = plan.headBytes + 1
        // The buffer is left uninitialised, so that unused memory is never touched.
        if buffer.count < room { buffer = unsafe [UInt8](unsafeUninitializedCapacity: room) { $1 = room } }
        var filled = 0
        while filled < room {
            let count = try file.read(at: filled, into: &buffer, from: filled)
            guard count > 0 else { break }
            filled += count
        }
        if filled < room {
            if filled > 0, buffer[filled - 1] != ASCII.newline {
                buffer[filled] = ASCII.newline
                filled += 1
            }
            return try read(buffer.span.extracting(0..<filled), path: path, options: options, workspace)
        }
        let long = LongFile(file: file, path: path, plan: plan)
        if let instruments = try long.read(buffer.span.extracting(0..<filled), options: options) { return instruments }
        let content = try long.wholeContent()
        return try read(content.span, path: path, options: options, workspace)
    }
}

/// A file that is read in parts. A part has the lines that begin in it.
struct LongFile: Sendable {
    /// The largest file that may be held in memory as a whole.
    private static let largestHeld = 2 << 30

    let file: any OpenFile
    let path: String
    let plan: ImportPlan

    /// The file's instruments; nil if it cannot be read in parts, because quotes may hide line ends or its lines do not
    /// end with line feeds.
    func read(_ head: Span<UInt8>, options: ImportOptions) throws(StoreError) -> [Instrument]? {
        if PriceFile.isUTF16(head) || PriceFile.usesOldLineEnds(head) { return nil }
        if let refusal = Refusal.of(head, path: path) { throw refusal }
        // The layout is found from whole lines; the last one examined must not be cut.
        guard let end = Self.lastLineEnd(head), end > min(FirstLines.mostBytes, plan.headBytes / 2) else { return nil }
        let start = PriceFile.contentStart(head)
        let layout = try LayoutFinder(path: path).find(head.extracting(start..<end), total: file.count - start)
        try checkMemory(layout)
        let memory = ColumnMemory()
        return try PriceFile.instruments(layout, path: path, options: options) { (layout) throws(StoreError) in
            try parseRows(layout, from: start + layout.dataStart, memory)
        }
    }

    /// All bytes of the file.
    func wholeContent() throws(StoreError) -> [UInt8] {
        guard file.count <= Self.largestHeld else {
            throw StoreError(
                .tooLarge, file: path,
                "a file with quotation marks must be at most \(Self.largestHeld >> 20) MB")
        }
        var bytes = [UInt8](repeating: 0, count: file.count + 1)
        var filled = 0
        while filled < bytes.count {
            try plan.checkInterrupt(path)
            let count = try file.read(at: filled, into: &bytes, from: filled)
            guard count > 0 else { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    private static func lastLineEnd(_ bytes: Span<UInt8>) -> Int? {
        for index in bytes.indices.reversed() where bytes[index] == ASCII.newline { return index + 1 }
        return nil
    }

    /// Refuses a file whose numbers would not fit in memory: a failed allocation ends the program.
    private func checkMemory(_ layout: FileLayout) throws(StoreError) {
        let rows = layout.estimatedRows
        let needed = rows.multipliedReportingOverflow(by: 8 * layout.values.count + 4)
        let there = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        guard needed.overflow || (there > 0 && needed.partialValue > there) else { return }
        let wanted = needed.overflow ? "all" : "\(needed.partialValue >> 30)"
        throw StoreError(
            .tooLarge, file: path,
            "its numbers need about \(wanted) GB of memory, but this machine has \(there >> 30) GB")
    }

    /// Reads all rows from a place in the file on; nil if a quotation mark was found.
    private func parseRows(
        _ layout: FileLayout, from start: Int, _ memory: ColumnMemory
    ) throws(StoreError) -> ParsedRows? {
        let parts = FileParts(self, layout, from: start)
        Workers.run(min(plan.threads, parts.count)) { parts.work() }
        guard var parsedParts = try parts.parsedParts() else { return nil }
        return ParsedRows(joining: &parsedParts, width: layout.values.count, firstLine: layout.dataLine, memory: memory)
    }
}

/// The parts of a long file and the rows read so far.
private final class FileParts: Sendable {
    private struct Progress {
        var parsedParts: [ParsedRows?]
        var failure: StoreError?
        var hasQuotes = false
    }

    let count: Int
    private let long: LongFile
    private let layout: FileLayout
    private let start: Int
    private let next = Atomic<Int>(0)
    private let progress: Mutex<Progress>

    init(_ long: LongFile, _ layout: FileLayout, from start: Int) {
        self.long = long
        self.layout = layout
        self.start = start
        count = max(1, (long.file.count - start + long.plan.partBytes - 1) / long.plan.partBytes)
        progress = Mutex(Progress(parsedParts: [ParsedRows?](repeating: nil, count: count)))
    }

    /// Reads parts until none are left or one cannot be read.
    func work() {
        let workspace = ImportWorkspace()
        while progress.withLock({ $0.failure == nil && !$0.hasQuotes }) {
            let part = next.add(1, ordering: .relaxed).oldValue
            guard part < count else { return }
            do throws(StoreError) {
                let parsed = try read(part, workspace)
                progress.withLock { progress in
                    progress.parsedParts[part] = parsed
                    if parsed == nil { progress.hasQuotes = true }
                }
            } catch {
                progress.withLock { $0.failure = error }
            }
        }
    }

    private func read(_ part: Int, _ workspace: ImportWorkspace) throws(StoreError) -> ParsedRows? {
        let first = start + part * long.plan.partBytes
        let end = part == count - 1 ? Int.max : first + long.plan.partBytes
        let reading = PartReading(file: long.file, path: long.path, plan: long.plan, start: first, end: end)
        return try reading.parseRows(layout, isFirst: part == 0, workspace)
    }

    /// The rows of all parts, in order; nil if a quotation mark was found. They are handed over, not kept.
    func parsedParts() throws(StoreError) -> [ParsedRows]? {
        let (failure, hasQuotes) = progress.withLock { ($0.failure, $0.hasQuotes) }
        if let failure { throw failure }
        if hasQuotes { return nil }
        return progress.withLock { progress in
            defer { progress.parsedParts = [] }
            return progress.parsedParts.compactMap { $0 }
        }
    }
}

/// One part of a long file while being read.
private struct PartReading {
    let file: any OpenFile
    let path: String
    let plan: ImportPlan
    /// The part has the lines that begin at or after `start` and before `end`.
    let start: Int
    let end: Int

    /// The part's rows; nil if it has a quotation mark.
    func parseRows(_ layout: FileLayout, isFirst: Bool, _ workspace: ImportWorkspace) throws(StoreError) -> ParsedRows?
    {
        var reader = RowReader(layout, workspace)
        var buffer = workspace.buffer
        workspace.buffer = []
        defer { workspace.buffer = buffer }
        // The byte before the part shows whether a line begins at its start.
        var offset = isFirst ? start : start - 1
        var isWithinLine = !isFirst
        var filled = 0
        while true {
            try plan.checkInterrupt(path)
            let wanted = filled + plan.blockBytes + 1
            if buffer.count < wanted { buffer += [UInt8](repeating: 0, count: wanted - buffer.count) }
            // One byte stays free for a missing final line end.
            let spare = buffer.removeLast()
            let count = try file.read(at: offset, into: &buffer, from: filled)
            buffer.append(spare)
            offset += count
            filled += count
            let isAtEnd = count == 0
            if isAtEnd {
                if filled == 0 { return reader.finish() }
                buffer[filled] = ASCII.newline
                filled += 1
            }
            let base = offset - (isAtEnd ? filled - 1 : filled)
            var low = 0
            if isWithinLine {
                guard let lineEnd = Self.firstLineEnd(buffer.span, 0..<filled) else {
                    filled = 0
                    if isAtEnd { return reader.finish() }
                    continue
                }
                low = lineEnd + 1
                isWithinLine = false
            }
            var high = (Self.lastLineEnd(buffer.span, low..<filled) ?? low - 1) + 1
            // The last line of the part is the one that begins before the part's end.
            var isDone = isAtEnd
            if base + low >= end { return reader.finish() }
            if base + high > end, let lineEnd = Self.firstLineEnd(buffer.span, end - 1 - base..<filled) {
                high = lineEnd + 1
                isDone = true
            }
            if high > low {
                guard Self.isFree(of: ASCII.quote, buffer.span, low..<high) else { return nil }
                unsafe buffer.withUnsafeBufferPointer { all in
                    unsafe reader.read(UnsafeBufferPointer(rebasing: all[low..<high]))
                }
            }
            if isDone { return reader.finish() }
            Self.moveToFront(&buffer, high..<filled)
            filled -= high
        }
    }

    /// Moves bytes within the buffer: a slice would copy the whole buffer.
    private static func moveToFront(_ buffer: inout [UInt8], _ range: Range<Int>) {
        precondition(range.upperBound <= buffer.count)
        unsafe buffer.withUnsafeMutableBytes { all in
            unsafe all.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[range]))
        }
    }

    private static func firstLineEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        for index in range where bytes[index] == ASCII.newline { return index }
        return nil
    }

    private static func lastLineEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        for index in range.reversed() where bytes[index] == ASCII.newline { return index }
        return nil
    }

    private static func isFree(of byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { all in
            unsafe memchr(all.baseAddress! + range.lowerBound, Int32(byte), range.count) == nil
        }
    }
}
