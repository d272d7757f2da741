import TapeTime
import Testing

@Suite struct CalendarUnitTests {
    /// The properties that a day shares with the other days of its unit.
    private func mark(_ unit: CalendarUnit, _ day: Day) -> [Int] {
        switch unit {
        case .day: [Int(day.number)]
        // 5 January 1970 was a Monday.
        case .week: [Int(((Double(day.number) - 4) / 7).rounded(.down))]
        case .month: [day.year, day.month]
        case .quarter: [day.year, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][day.month - 1]]
        case .year: [day.year]
        }
    }

    @Test("A unit goes from the first day of its kind to the last", arguments: CalendarUnit.allCases)
    func ends(_ unit: CalendarUnit) {
        var day = Day(year: 1967, month: 12, day: 25)
        let last = Day(year: 1973, month: 1, day: 15)
        while day <= last {
            let (start, end) = (unit.start(of: day), unit.end(of: day))
            #expect(start <= day && day <= end)
            #expect(mark(unit, start) == mark(unit, day) && mark(unit, end) == mark(unit, day), "\(day)")
            #expect(mark(unit, start - 1) != mark(unit, day) && mark(unit, end + 1) != mark(unit, day), "\(day)")
            day = day + 1
        }
    }

    @Test func wordsOfUnits() {
        #expect(CalendarUnit.allCases.sorted() == [.day, .week, .month, .quarter, .year])
        #expect(CalendarUnit.allCases.map(\.adjective) == ["daily", "weekly", "monthly", "quarterly", "yearly"])
        for unit in CalendarUnit.allCases {
            #expect(CalendarUnit(adjective: unit.adjective) == unit && CalendarUnit(letter: unit.letter) == unit)
        }
        #expect(CalendarUnit(adjective: "day") == nil && CalendarUnit(letter: "h") == nil)
    }

    @Test func placesAreFoundByHalves() {
        for count in 0...40 {
            for border in 0...count {
                var asked = 0
                let found = Array(0..<count).partitioningIndex { element in
                    asked += 1
                    return element >= border
                }
                #expect(found == border)
                #expect(asked <= Int.bitWidth - count.leadingZeroBitCount)
            }
        }
        #expect((10..<20).partitioningIndex { $0 > 14 } == 15)
        #expect([1, 3, 5, 7][1...].partitioningIndex { $0 > 5 } == 3)
    }
}
