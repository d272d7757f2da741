import TapeStore
import TapeSystem

/// Pearson's correlation of every pair of many columns.
///
/// The sums of products take the time: for five hundred columns there are 125,000. Two columns are taken against
/// four at a time, so that each value read is used several times, and a stretch of sessions at a time, so that all
/// its columns stay in the cache. Summed by stretches, rounding grows with their length rather than the column's.
enum Correlation {
    /// Sessions in a stretch: of five hundred columns about a megabyte.
    private static let stretch = 256
    /// Columns that one thread takes at a time.
    private static let batch = 32
    /// Below this many products a second thread is not worth waking.
    private static let fewestForThreads = 4_000_000

    /// The bars on which all columns have a value.
    static func complete(_ columns: [[Double]], _ count: Int) -> [Bool] {
        var isComplete = [Bool](repeating: true, count: count)
        for column in columns {
            // A sum is missing where one of its parts is.
            if !column.reduce(0, +).isNaN { continue }
            for index in 0..<count where column[index].isNaN { isComplete[index] = false }
        }
        return isComplete
    }

    /// The matrix of columns of equal length without missing values; missing where one does not vary.
    static func matrix(_ columns: [[Double]], _ environment: Environment) throws(EngineError) -> [[Double]] {
        let count = columns.count
        let deviations = Deviations(columns)
        var products = [Double](repeating: 0, count: count * count)
        let batches = (count + batch - 1) / batch
        let work = count * count / 2 * (columns.first?.count ?? 0)
        let threads = work < fewestForThreads ? 1 : min(environment.threads, batches)
        unsafe products.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = unsafe buffer
            Workers.share(batches, threads, prepare: {}) { _, index in
                guard !environment.isInterrupted() else { return }
                unsafe deviations.products(index * batch..<min(count, (index + 1) * batch), target)
            }
        }
        try environment.checkInterrupt()
        return (0..<count).map { column in
            (0..<count).map { row in
                if row == column { return deviations.squares[row] > 0 ? 1 : .nan }
                let product = products[min(row, column) * count + max(row, column)]
                let spread = (deviations.squares[row] * deviations.squares[column]).squareRoot()
                return spread > 0 ? max(-1, min(1, product / spread)) : .nan
            }
        }
    }

    /// The columns less their means, side by side.
    private struct Deviations {
        let count: Int
        /// A column's length, filled with zeros to whole pairs.
        let length: Int
        let values: [Double]
        /// By column, the sum of squares.
        let squares: [Double]

        init(_ columns: [[Double]]) {
            let count = columns.count
            let rows = columns.first?.count ?? 0
            let length = (rows + 1) / 2 * 2
            var values = [Double](repeating: 0, count: count * length)
            squares = columns.indices.map { index in
                let mean = Sum.mean(columns[index])
                var square = CompensatedSum()
                for row in 0..<rows {
                    let deviation = columns[index][row] - mean
                    values[index * length + row] = deviation
                    square.add(deviation * deviation)
                }
                return Residue.cleaned(square.value, Double(rows), mean: mean, floor: 1)
            }
            self.count = count
            self.length = length
            self.values = values
        }

        /// The sums of products of the columns with all that follow them.
        func products(_ columns: Range<Int>, _ target: UnsafeMutableBufferPointer<Double>) {
            unsafe values.withUnsafeBytes { bytes in
                let pairs = unsafe bytes.bindMemory(to: SIMD2<Double>.self)
                for start in stride(from: 0, to: length / 2, by: stretch / 2) {
                    let end = min(start + stretch / 2, length / 2)
                    for left in stride(from: columns.lowerBound, to: columns.upperBound, by: 2) {
                        for right in stride(from: left, to: count, by: 4) {
                            unsafe tile(pairs, start..<end, left, right, target)
                        }
                    }
                }
            }
        }

        /// Two columns with four. Where there are fewer, the last one is used again in place of the missing ones.
        private func tile(
            _ pairs: UnsafeBufferPointer<SIMD2<Double>>, _ rows: Range<Int>, _ left: Int, _ right: Int,
            _ target: UnsafeMutableBufferPointer<Double>
        ) {
            func column(_ index: Int) -> UnsafePointer<SIMD2<Double>> {
                unsafe pairs.baseAddress! + min(index, count - 1) * (length / 2)
            }
            let (a, b) = unsafe (column(left), column(left + 1))
            let (p, q, r, s) = unsafe (column(right), column(right + 1), column(right + 2), column(right + 3))
            var (ap, aq, ar, at) = (SIMD2<Double>(), SIMD2<Double>(), SIMD2<Double>(), SIMD2<Double>())
            var (bp, bq, br, bt) = (ap, aq, ar, at)
            for row in rows {
                let (x, y) = unsafe (a[row], b[row])
                unsafe ap += x * p[row]
                unsafe bp += y * p[row]
                unsafe aq += x * q[row]
                unsafe bq += y * q[row]
                unsafe ar += x * r[row]
                unsafe br += y * r[row]
                unsafe at += x * s[row]
                unsafe bt += y * s[row]
            }
            func add(_ sum: SIMD2<Double>, _ left: Int, _ right: Int) {
                if left < count, right < count { unsafe target[left * count + right] += sum.sum() }
            }
            add(ap, left, right)
            add(aq, left, right + 1)
            add(ar, left, right + 2)
            add(at, left, right + 3)
            add(bp, left + 1, right)
            add(bq, left + 1, right + 1)
            add(br, left + 1, right + 2)
            add(bt, left + 1, right + 3)
        }
    }
}
