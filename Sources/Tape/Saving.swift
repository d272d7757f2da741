import TapeEngine
import TapeStore
import TapeSyntax

/// `save market` and `open`: the whole market in one file.
extension Session {
    func saveMarket(_ path: Text, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        guard !market.isEmpty else {
            throw .failed(
                Diagnostic(
                    .noData, path.span, "nothing to save: no data is loaded",
                    [.init("example", "load \"prices/\"")]),
                source)
        }
        let full = located(path.value)
        do throws(StoreError) {
            try host.write(full) { (put) throws(StoreError) in
                try market.writeSnapshot(
                    full,
                    step: { (done, total) throws(StoreError) in
                        if host.isInterrupted { throw StoreError(.unwritable, file: full, "interrupted") }
                        host.progress(.saving, done, of: total)
                    }, put: put)
            }
        } catch {
            if host.isInterrupted { throw .interrupted }
            throw .failed(diagnostic(error, path.span), source)
        }
        emit(.answer(Answer(query: "save market", headline: ["Saved \(extent(market)) to `\(full)`."])))
    }

    /// Replaces the market with the one in the file.
    func open(_ path: Text, _ source: Source, _ emit: (Output) -> Void) throws(Stop) {
        let full = located(path.value)
        do throws(StoreError) {
            market = try Market(snapshot: try host.map(full), file: full)
        } catch {
            throw .failed(diagnostic(error, path.span, see: "open"), source)
        }
        emit(.answer(Answer(query: "open", headline: ["Opened `\(full)`: \(extent(market))."])))
    }

    private func extent(_ market: Market) -> String {
        let (symbols, first, last) = market.extent
        let count = "\(symbols) \(symbols == 1 ? "symbol" : "symbols")"
        guard let first, let last else { return count }
        return "\(count), \(first) → \(last)"
    }
}
