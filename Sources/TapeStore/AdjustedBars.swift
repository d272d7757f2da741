extension Instrument {
    /// The columns that the adjusted basis scales along with the close, so that the prices of a bar stay comparable.
    private static let scaledColumns: Set<String> = ["open", "high", "low"]

    /// Whether a bare symbol means the adjusted close under this price basis.
    package func isAdjusted(on price: String) -> Bool { price == "adjclose" && meantColumn(on: price) == price }

    /// Whether a named column is scaled under this price basis: open, high and low are; close and adjclose are not.
    package func isScaled(_ name: String, on price: String) -> Bool {
        Self.scaledColumns.contains(name) && isAdjusted(on: price)
    }

    /// Open, high or low times adjclose ÷ close, session by session; missing if either is missing or the close is zero.
    ///
    /// - Throws: if a column of a snapshot is damaged.
    package func scaled(_ column: Column) throws(StoreError) -> Column? {
        guard let close = self.column("close"), let adjusted = self.column("adjclose") else { return nil }
        for read in [column, close, adjusted] { try read.check() }
        return Column(
            column.read { values in
                close.read { closes in
                    adjusted.read { adjusted in
                        unsafe [Double](unsafeUninitializedCapacity: values.count) { target, filled in
                            filled = values.count
                            for row in 0..<values.count {
                                // A price equal to the close stays equal to it, so that rounding creates no range.
                                let scaled =
                                    values[row] == closes[row]
                                    ? adjusted[row] : values[row] * adjusted[row] / closes[row]
                                unsafe target[row] = closes[row] != 0 && scaled.isFinite ? scaled : .nan
                            }
                        }
                    }
                }
            })
    }
}
