import Tape
import TapeSample
import TestSupport
import Testing

/// The lessons and the casebook: what is asked can be solved, and is not solved by anything else.
@Suite struct LearningTests {
    static let market = SampleMarket.make()

    /// A learner: what is typed, and everything that comes back.
    final class Learner {
        let host = TestHost()
        let session: Session

        init(kept: [String: [UInt8]] = [:]) {
            host.keptFiles = kept
            session = Session(market: LearningTests.market, host: host)
        }

        /// What the tutor and the statements say; answers are passed over.
        @discardableResult func type(_ line: String) -> String {
            var said: [String] = []
            let ending = session.run(Source(line)) { output in
                if case .text(let text) = output { said.append(text) }
            }
            if case .failed(let diagnostics, _) = ending { said.append("error \(diagnostics[0].code.rawValue)") }
            return said.joined(separator: "\n")
        }
    }

    struct Place: CustomTestStringConvertible, Sendable {
        let lesson: Int
        let exercise: Int
        var testDescription: String { "\(lesson + 1).\(exercise + 1)" }
        var item: Exercise { Curriculum.lessons[lesson].exercises[exercise] }
    }

    static let places = Curriculum.lessons.indices.flatMap { lesson in
        Curriculum.lessons[lesson].exercises.indices.map { Place(lesson: lesson, exercise: $0) }
    }

    /// Answers that are no solution anywhere.
    static let decoys = [
        "return dji ytd", "streak dji up", "rsi(dji, 14)", "let unrelated = dji / ndx", "print \"nothing\"",
        "count dji up ytd",
    ]

    /// A learner who has come to the place.
    private func learner(at place: Place) -> Learner {
        let learner = Learner()
        learner.type("lesson \(place.lesson + 1)")
        for _ in 0..<place.exercise { learner.type("lesson next") }
        for line in place.item.needs { learner.type(line) }
        return learner
    }

    @Test(arguments: places) func lessonPassesWithItsSolutionAlone(_ place: Place) {
        let item = place.item
        #expect(!item.hints.isEmpty && !item.moral.isEmpty && !item.lead.isEmpty)
        let learner = learner(at: place)
        for decoy in Self.decoys {
            let said = learner.type(decoy)
            #expect(!said.contains("Right."), "\(place.testDescription) is solved by `\(decoy)`")
        }
        for other in Curriculum.lessons[place.lesson].exercises where other.solution != item.solution {
            let said = learner.type(other.solution)
            #expect(!said.contains("Right."), "\(place.testDescription) is solved by `\(other.solution)`")
        }
        #expect(learner.type("lesson hint").contains("Hint 1"))
        #expect(learner.type("lesson solution").contains(item.solution))
        let said = learner.type(item.solution)
        #expect(said.contains("Right."), "\(place.testDescription): `\(item.solution)` says \(said)")
    }

    @Test(arguments: Curriculum.cases.indices) func casePassesWithItsSolutionAlone(_ number: Int) {
        let item = Curriculum.cases[number]
        #expect(item.exercise.hints.count == 3)
        let learner = Learner()
        learner.type("cases \(number + 1)")
        for decoy in Self.decoys { #expect(!learner.type(decoy).contains("Right.")) }
        for other in Curriculum.cases where other.exercise.solution != item.exercise.solution {
            #expect(
                !learner.type(other.exercise.solution).contains("Right."),
                "case \(number + 1): `\(other.exercise.solution)`")
        }
        for hint in 1...3 { #expect(learner.type("cases hint").contains("Hint \(hint) of 3")) }
        #expect(learner.type("cases holds").contains("figures first"))
        #expect(learner.type(item.exercise.solution).contains("Right."))
        for verdict in Case.Verdict.allCases where verdict != item.verdict {
            #expect(!learner.type("cases \(verdict.rawValue)").contains("Right."))
        }
        #expect(learner.type("cases \(item.verdict.rawValue)").contains("Right."))
    }

    /// What counts is the result.
    @Test func otherWordsWithTheSameResultPass() {
        for (place, line) in [
            (Place(lesson: 0, exercise: 0), "streak rut over spx since 1990"),
            (Place(lesson: 0, exercise: 1), "return rut, spx in 2026"),
            (Place(lesson: 0, exercise: 2), "count not rut under spx ytd"),
            (Place(lesson: 0, exercise: 3), "when ret(rut) >= 1% since 2026-01-01"),
            (Place(lesson: 5, exercise: 0), "let ratio = rut.close / spx.close"),
            (Place(lesson: 5, exercise: 2), "rsi(rut)"),
            (Place(lesson: 5, exercise: 3), "def spread(x, y) = ret(x) - ret(y)"),
        ] {
            let said = learner(at: place).type(line)
            #expect(said.contains("Right."), "\(place.testDescription): `\(line)` says \(said)")
        }
    }

    @Test func progressIsKeptAndGoneOnFrom() {
        let first = Learner()
        #expect(first.type("lesson").contains("1/5"))
        first.type(Curriculum.lessons[0].exercises[0].solution)
        #expect(first.type(Curriculum.lessons[0].exercises[1].solution).contains("3/5"))
        let later = Learner(kept: first.host.keptFiles)
        #expect(later.type("lesson").contains("3/5"))
        #expect(later.type("lesson list").contains("2 of 5"))
        for place in Self.places where place.lesson == 0 { later.type(place.item.solution) }
        #expect(later.type("lesson").contains("Lesson 2 of 7"))
        #expect(Learner(kept: later.host.keptFiles).type("lesson list").contains("done"))
    }

    /// A lesson taken up in a new session has the names that its exercise speaks of, or goes back to where they are made.
    @Test func namesAreThereAfterAResume() {
        let series = Learner(kept: ["progress": Array("lessons 5 5 5 5 5 1 0\ncases\n".utf8)])
        #expect(series.type("lesson").contains("2/5"))
        #expect(series.type("when ratio at 52w high last 1y").contains("Right."))
        let data = Learner(kept: ["progress": Array("lessons 5 5 5 5 5 5 4\ncases\n".utf8)])
        #expect(data.type("lesson").contains("3/5"), "the file has to be written again")
        for place in Self.places where place.lesson == 6 && place.exercise >= 2 {
            #expect(data.type(place.item.solution).contains("Right."), "\(place.testDescription)")
        }
        #expect(data.type("lesson list").components(of: "done") == 7)
    }

    @Test func keptTextIsNotTrusted() {
        for text in [
            "", "lessons", "lessons 99 -4 x 3", "cases 0 -1 999 3 3", "\u{0}\u{1}", "lessons 1 1 1 1 1 1 1 1 1 1 1",
        ] {
            let said = Learner(kept: ["progress": Array(text.utf8)]).type("lesson list; cases list")
            #expect(said.contains("Seven lessons"), "\(text)")
        }
    }

    /// The whole of it, from the first word to the last.
    @Test func everythingCanBeGoneThrough() {
        let learner = Learner()
        for lesson in Curriculum.lessons {
            learner.type("lesson")
            for exercise in lesson.exercises { #expect(learner.type(exercise.solution).contains("Right.")) }
        }
        #expect(learner.type("lesson").contains("done"))
        learner.type("cases")
        for item in Curriculum.cases {
            learner.type(item.exercise.solution)
            #expect(learner.type("cases \(item.verdict.rawValue)").contains("Right."), "\(item.headline)")
        }
        #expect(learner.type("cases").components(of: "solved") == Curriculum.cases.count)
    }

    /// Nothing is said where nothing is learned, and wrong uses are errors of the language.
    @Test func keepsOutOfTheWay() {
        let learner = Learner()
        #expect(learner.type("return rut ytd").isEmpty)
        #expect(learner.type("lesson hint").contains("No lesson is open"))
        #expect(learner.type("lesson 8") == "error T0207")
        #expect(learner.type("lesson holds") == "error T0207")
        #expect(learner.type("cases 99") == "error T0207")
        learner.type("lesson 1")
        #expect(learner.type("help streak").contains("streak COND"))
        #expect(!learner.type("symbols").contains("Not yet"))
        #expect(learner.type("return dji ytd").contains("Not yet"))
        #expect(learner.type("streak rutt over spx") == "error T0201")
        learner.type("lesson quit")
        #expect(learner.type("return dji ytd").isEmpty)
        let other = Session(market: Market(), host: TestHost())
        #expect(errorCode("lesson", in: other) == .noData)
    }

    /// What is said fits a terminal of 80 columns.
    @Test func pagesFit() {
        let learner = Learner()
        var said = learner.type("lesson list") + "\n" + learner.type("cases list")
        for lesson in Curriculum.lessons.indices {
            said += "\n" + learner.type("lesson \(lesson + 1)")
            for _ in Curriculum.lessons[lesson].exercises { said += "\n" + learner.type("lesson hint; lesson next") }
        }
        for number in Curriculum.cases.indices { said += "\n" + learner.type("cases \(number + 1); cases hint") }
        for line in said.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
}

extension String {
    fileprivate func components(of word: String) -> Int {
        ranges(of: word).count
    }
}
