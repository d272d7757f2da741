/// How far someone has come in the lessons and the casebook. Kept as text, and read with no trust in it.
struct Progress: Equatable {
    /// How many exercises of each lesson are behind.
    var lessons: [Int] = Array(repeating: 0, count: Curriculum.lessons.count)
    /// The numbers of the cases that are solved, from 1.
    var cases: Set<Int> = []

    static let file = "progress"

    init() {}

    /// `lessons 5 2 0 0 0 0 0` and `cases 1 4`, a line each; what makes no sense is passed over.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { Int($0) }
            switch words.first {
            case "lessons":
                for (place, count) in numbers.prefix(lessons.count).enumerated() {
                    lessons[place] = max(0, min(count, Curriculum.lessons[place].exercises.count))
                }
            case "cases": cases = Set(numbers.filter { (1...Curriculum.cases.count).contains($0) })
            default: break
            }
        }
    }

    var text: String {
        let solved = cases.sorted().map { " \($0)" }.joined()
        return "lessons\(lessons.map { " \($0)" }.joined())\ncases\(solved)\n"
    }

    func isDone(_ lesson: Int) -> Bool { lessons[lesson] >= Curriculum.lessons[lesson].exercises.count }

    /// The first lesson that is not behind.
    var nextLesson: Int? { lessons.indices.first { !isDone($0) } }

    /// The first case that is not solved, from 0.
    var nextCase: Int? { Curriculum.cases.indices.first { !cases.contains($0 + 1) } }
}
