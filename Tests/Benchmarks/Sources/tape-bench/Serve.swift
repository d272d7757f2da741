import Glibc
import Tape

/// A workload as Tape says it.
struct Workload {
    var name: String
    /// Timed: from the prepared query to the typed answer.
    var query: String

    static let all = [
        Workload(name: "W1", query: "streak t0001 over bench since 1990 top 10"),
        Workload(name: "W2", query: "streak all over bench since 1990 | sort by longest desc | top 20"),
        Workload(name: "W3", query: "streak all over bench since 1990 weekly | sort by longest desc | top 20"),
        Workload(name: "W4", query: "rank all by rsi(it, 14) + sma(it, 50) + sma(it, 200) + maxdd(it, 252)"),
        Workload(
            name: "W5S", query: "return t0001 next 21d, 63d, 252d after streak(t0001 over bench) reaches 10 since 1990"),
        Workload(name: "W6", query: "correlate all since 2016"),
        Workload(name: "W7ytd", query: "return all ytd | sort by change desc | top 20"),
        Workload(name: "W7m3", query: "rank all by return(it, 3m) top 20"),
        Workload(name: "W7y1", query: "rank all by return(it, 1y) top 20"),
        Workload(name: "LAST", query: "t0001"),
    ]
}

/// Answers workloads: for each name on standard input the seconds from the text of the query to its typed answer, then
/// the answer's rows, then END.
func serve(_ path: String, threads: Int) {
    let session: Session
    if path.hasSuffix(".tape") {
        session = Session(market: Market(), host: BenchHost())
        guard case .finished = session.run(Source("open \"\(path)\""), emit: { _ in }) else {
            print("cannot open \(path)")
            exit(1)
        }
    } else {
        session = Session(market: market(from: path), host: BenchHost())
    }
    _ = session.run(Source("set threads \(threads)")) { _ in }
    print("READY")
    fflush(nil)
    while let line = readLine() {
        let parts = line.split(separator: " ")
        let repeats = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        guard let workload = Workload.all.first(where: { $0.name == parts.first ?? "" }) else {
            print("SKIP\nEND")
            fflush(nil)
            continue
        }
        for _ in 0..<repeats {
            do {
                let start = ContinuousClock.now
                let answer = try session.answer(workload.query)
                let took = ContinuousClock.now - start
                print("TIME \(Double(took.components.attoseconds) / 1e18 + Double(took.components.seconds))")
                if repeats == 1, let table = answer.table {
                    print(render(answer, Style(format: .csv)), terminator: ""); _ = table
                }
            } catch {
                print("FAIL \(error.description)")
            }
        }
        print("END")
        fflush(nil)
    }
}

struct BenchHost: Host {
    func read(_ path: String) throws(StoreError) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { throw StoreError(.unreadable, file: path, "cannot be read") }
        defer { unsafe fclose(file) }
        unsafe fseek(file, 0, SEEK_END)
        let count = unsafe ftell(file)
        unsafe rewind(file)
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = unsafe fread(buffer.baseAddress, 1, count, file)
        }
    }

    func list(_ path: String) -> [String]? { nil }

    func write(_ path: String, _ bytes: [UInt8]) throws(StoreError) { OutputFile(path).put(bytes) }

    func write(_ path: String, pieces body: Pieces) throws(StoreError) {
        let file = OutputFile(path)
        try body { (piece) throws(StoreError) in file.put(piece) }
    }

    func map(_ path: String) throws(StoreError) -> MappedBytes {
        let file = unsafe open(path, O_RDONLY)
        guard file >= 0 else { throw StoreError(.unreadable, file: path, "cannot be read") }
        defer { close(file) }
        let count = Int(lseek(file, 0, SEEK_END))
        nonisolated(unsafe) let start = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, file, 0)!
        return unsafe MappedBytes(start: start, count: count) { unsafe _ = munmap(start, count) }
    }

    var isInterrupted: Bool { false }
}

func saveSnapshot(of path: String, to target: String) {
    let session = Session(market: market(from: path), host: BenchHost())
    _ = session.run(Source("save market \"\(target)\"")) { output in
        if case .answer(let answer) = output { print(answer.headline.joined()) }
    }
}
