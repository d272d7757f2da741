import TapeStore
import TapeSyntax

extension NativeFrequency {
    /// Fastest first.
    var rank: Int {
        switch self {
        case .daily, .sparse: 0
        case .weekly: 1
        case .monthly: 2
        case .quarterly: 3
        case .yearly: 4
        }
    }

    var span: CalendarSpan? { Frequency(self).span }
}

extension Frequency {
    init(_ native: NativeFrequency) {
        switch native {
        // Dates of its own are sessions like any.
        case .daily, .sparse: self = .daily
        case .weekly: self = .weekly
        case .monthly: self = .monthly
        case .quarterly: self = .quarterly
        case .yearly: self = .yearly
        }
    }

    var span: CalendarSpan? {
        switch self {
        case .daily: nil
        case .weekly: .week
        case .monthly: .month
        case .quarterly: .quarter
        case .yearly: .year
        }
    }

    /// Bars a year, for annualising; nil for sessions, whose calendar says it.
    var perYear: Double? {
        switch self {
        case .daily: nil
        case .weekly: 52
        case .monthly: 12
        case .quarterly: 4
        case .yearly: 1
        }
    }

    /// `session`, `week` …: what one bar is called.
    package var unitWord: String {
        switch self {
        case .daily: "session"
        case .weekly: "week"
        case .monthly: "month"
        case .quarterly: "quarter"
        case .yearly: "year"
        }
    }

    var rank: Int { Frequency.allCases.firstIndex(of: self)! }
}
