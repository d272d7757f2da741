/// The learner's progress in the lessons and cases. Saved as text, which is checked when it is read.
struct Progress: Equatable {
    /// For each lesson, the numbers of the solved exercises, from 1.
    var lessons: [Set<Int>] = Array(repeating: [], count: Curriculum.lessons.count)
    /// The numbers of the solved cases, from 1.
    var cases: Set<Int> = []

    static let file = "progress"

    init() {}

    /// Lines such as `lesson 2 1 3` (the first and third exercise of the second lesson) and `cases 1 4`; anything else is
    /// ignored.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { Int($0) }
            switch words.first {
            case "lesson":
                guard let number = numbers.first, (1...lessons.count).contains(number) else { continue }
                let exercises = Curriculum.lessons[number - 1].exercises
                lessons[number - 1] = Set(numbers.dropFirst().filter { (1...exercises.count).contains($0) })
            case "cases": cases = Set(numbers.filter { (1...Curriculum.cases.count).contains($0) })
            default: break
            }
        }
    }

    var text: String {
        var lines: [String] = []
        for (place, solved) in lessons.enumerated() where !solved.isEmpty {
            lines.append("lesson \(place + 1)" + Self.list(solved))
        }
        if !cases.isEmpty { lines.append("cases" + Self.list(cases)) }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func list(_ numbers: Set<Int>) -> String { numbers.sorted().map { " \($0)" }.joined() }

    func isDone(_ lesson: Int) -> Bool { lessons[lesson].count == Curriculum.lessons[lesson].exercises.count }

    /// The first unsolved exercise of a lesson after `place`; all numbers from 0.
    func nextExercise(_ lesson: Int, after place: Int = -1) -> Int? {
        Curriculum.lessons[lesson].exercises.indices.first { $0 > place && !lessons[lesson].contains($0 + 1) }
    }

    /// The first unfinished lesson after `place`, then from the start; from 0.
    func nextLesson(after place: Int = -1) -> Int? {
        lessons.indices.first { $0 > place && !isDone($0) } ?? lessons.indices.first { !isDone($0) }
    }

    /// The first unsolved case after `place`, then from the start; from 0.
    func nextCase(after place: Int = -1) -> Int? {
        Curriculum.cases.indices.first { $0 > place && !cases.contains($0 + 1) }
            ?? Curriculum.cases.indices.first { !cases.contains($0 + 1) }
    }
}
