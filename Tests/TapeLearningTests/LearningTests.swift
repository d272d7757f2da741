import Tape
import TapeLearning
import TapeSample
import TestSupport
import Testing

/// The lessons and the cases: each task can be solved in more than one way, and almost right lines do not solve it.
@Suite struct LearningTests {
    static let market = SampleMarket.make()

    /// A learner: what is typed, and everything that comes back.
    final class Learner {
        let host = TestHost()
        let session: Session

        init(_ market: Market = LearningTests.market, kept: String = "") {
            host.keptFiles = kept.isEmpty ? [:] : ["progress": Array(kept.utf8)]
            session = Session(market: market, host: host)
            Tutor.join(session, practiceMarket: { LearningTests.market })
        }

        var kept: String { String(decoding: host.keptFiles["progress"] ?? [], as: UTF8.self) }

        /// What the tutor and the statements print, without the answers.
        @discardableResult func type(_ line: String) -> String {
            var said: [String] = []
            let ending = session.run(Source(line)) { output in
                if case .text(let text) = output { said.append(text) }
            }
            if case .failed(let diagnostics, _) = ending { said.append("error \(diagnostics[0].code.rawValue)") }
            return said.joined(separator: "\n")
        }

        /// As one long line.
        func flat(_ line: String) -> String {
            type(line).split(whereSeparator: \.isWhitespace).joined(separator: " ")
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

    /// Answers that do not solve any task.
    static let decoys = [
        "return dji ytd", "streak dji up", "rsi(dji, 14)", "let unrelated = dji / ndx", "print \"nothing\"",
        "count dji up ytd", "for s in {dji} { show s last 1d }",
    ]

    /// A learner who has come to the place.
    private func learner(at place: Place) -> Learner {
        let learner = Learner()
        learner.type("lesson \(place.lesson + 1)")
        for _ in 0..<place.exercise { learner.type("next") }
        for line in place.item.needs { learner.type(line) }
        return learner
    }

    @Test(arguments: places) func lessonPassesWithItsSolutionAlone(_ place: Place) {
        let item = place.item
        #expect((1...3).contains(item.hints.count) && !item.moral.isEmpty && !item.lead.isEmpty)
        let learner = learner(at: place)
        for decoy in Self.decoys {
            #expect(!learner.type(decoy).contains("Right."), "\(place.testDescription) is solved by `\(decoy)`")
        }
        for other in Curriculum.lessons[place.lesson].exercises where other.solution != item.solution {
            // Names and files for later tasks exist by then, and make no difference.
            let said = learner.type(other.solution)
            #expect(!said.contains("Right."), "\(place.testDescription) is solved by `\(other.solution)`")
        }
        #expect(!learner.kept.contains("\(place.exercise + 1)"))
        for number in item.hints.indices { #expect(learner.type("hint").contains("Hint \(number + 1) of")) }
        #expect(learner.type("solution").contains(item.solution))
        let said = learner.type(item.solution)
        #expect(said.contains("Right."), "\(place.testDescription): `\(item.solution)` says \(said)")
        #expect(learner.kept == "lesson \(place.lesson + 1) \(place.exercise + 1)\n")
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
        for hint in 1...3 { #expect(learner.type("hint").contains("Hint \(hint) of 3")) }
        #expect(learner.type(item.verdict.rawValue).contains("figures first"))
        #expect(learner.type(item.exercise.solution).contains("Right."))
        for verdict in Case.Verdict.allCases where verdict != item.verdict {
            #expect(learner.type(verdict.rawValue).contains("Look again."))
        }
        #expect(learner.type("hint").contains("The tape:"))
        #expect(learner.kept.isEmpty)
        #expect(learner.type(item.verdict.rawValue).contains("Right."))
        #expect(learner.kept == "cases \(number + 1)\n")
    }

    /// The result counts: different words for the same result, and words for almost the same result.
    struct Spelling: CustomTestStringConvertible, Sendable {
        let place: Place
        let line: String
        let passes: Bool
        var testDescription: String { "\(place.testDescription) \(line)" }

        init(_ lesson: Int, _ exercise: Int, _ line: String, passes: Bool) {
            place = Place(lesson: lesson - 1, exercise: exercise - 1)
            self.line = line
            self.passes = passes
        }
    }

    @Test(arguments: LearningSpellings.lessons) func spellingsAreJudgedByTheirResult(_ spelling: Spelling) {
        let learner = learner(at: spelling.place)
        let said = learner.type(spelling.line)
        #expect(said.contains("Right.") == spelling.passes, "\(spelling.testDescription) says \(said)")
        guard !spelling.passes, !said.contains("Not quite."), !said.contains("error") else { return }
        // A line that looks like a different query is explained on request.
        #expect(learner.flat("lesson hint").contains("Your last line is not the answer yet. "), "\(said)")
    }

    @Test(arguments: LearningSpellings.cases.indices) func caseSpellingsAreJudgedByTheirResult(_ number: Int) {
        let item = LearningSpellings.cases[number]
        for line in item.right + item.wrong {
            let learner = Learner()
            learner.type("cases \(number + 1)")
            let said = learner.type(line)
            #expect(said.contains("Right.") == item.right.contains(line), "case \(number + 1) `\(line)` says \(said)")
        }
    }

    @Test func everyPlaceHasOtherSpellings() {
        #expect(LearningSpellings.cases.count == Curriculum.cases.count)
        for place in Self.places {
            let here = LearningSpellings.lessons.filter { $0.place.testDescription == place.testDescription }
            #expect(here.contains { $0.passes } && here.contains { !$0.passes }, "\(place.testDescription)")
        }
        for item in LearningSpellings.cases { #expect(!item.right.isEmpty && !item.wrong.isEmpty) }
    }

    // MARK: What is said of a wrong line

    @Test(arguments: [
        (1, 1, "streak ndx over spx", "It is about NDX, SPX; the question is about RUT, SPX."),
        (1, 3, "count rut over spx", "It looks at all of history; the question is about 2026-01-02 → 2026-01-22."),
        (1, 4, "when rut up 2% ytd", "The symbols and the sessions are right, but the answer has 0 rows, not 4."),
        (1, 3, "count rut under spx ytd", "check the rest of the line"),
        (2, 5, "streak rut over spx", "what was known on 2026-01-22; the question is as of 2026-01-15"),
        (3, 5, "count rut above sma(rut, 200) since 2020", "The task asks for one answer for each year."),
        (4, 3, "return mag7 ytd", "The rows are right, but not in the order that the task asks for"),
        (5, 1, "streak rut over spx since 2020", "It counts in sessions; the question is about weeks."),
        (6, 1, "let other = rut / spx", "There is no `ratio` yet"),
        (6, 1, "let ratio = spx / rut", "`ratio` exists, but with different values: the last is 2.5428 and should be"),
        (6, 4, "def spread(a) = ret(a)", "cannot be used as the task needs it"),
        (7, 1, "return rut ytd", "The task asks for 3 answers, and your line gave 1."),
        (7, 2, "print \"calm\"", "It printed “calm”; today it should print “overbought”."),
        (7, 2, "print \"overbought\"", "as of 2025-04-08 the line should print “calm”"),
        (7, 3, "show rut last 20d", "No file was written"),
        (7, 3, "show rut last 20d | save \"other.csv\"", "It is saved, but as other.csv"),
    ]) func whatDiffersIsSaid(_ lesson: Int, _ exercise: Int, _ line: String, _ words: String) {
        let said = learner(at: Place(lesson: lesson - 1, exercise: exercise - 1)).flat(line)
        #expect(said.contains("Not quite.") && said.contains(words), "`\(line)`: \(said)")
    }

    /// A line with a different verb or different symbols gets no comment until the learner asks for a `hint`.
    @Test(arguments: [
        (1, 1, "return rut ytd", "`return` gives something else"),
        (1, 1, "streak ndx over iwm since 2000", "It is about NDX, IWM; the question is about RUT, SPX."),
        (1, 1, "rank mag7 by return(it, 3m) top 3", "`rank` gives something else"),
        (1, 1, "count rut over spx by year since 2020 | plot", "`count` gives something else"),
        (1, 1, "rut / spx", "The task asks for a verb, not for a value alone"),
        (1, 3, "when rut over spx ytd", "`when` gives something else: the sessions on which COND held"),
        (6, 1, "streak rut over spx", "There is no `ratio` yet"),
        (6, 3, "show rsi(rut, 14) last 5d", "`show` is not needed"),
        (7, 2, "return rut ytd", "Nothing was printed."),
        (7, 3, "streak rut over spx", "No file was written"),
    ]) func otherQueriesAreAnsweredAsAlways(_ lesson: Int, _ exercise: Int, _ line: String, _ words: String) {
        let learner = learner(at: Place(lesson: lesson - 1, exercise: exercise - 1))
        let said = learner.type(line)
        #expect(said.isEmpty, "`\(line)`: \(said)")
        let hint = learner.flat("hint")
        #expect(hint.contains("Your last line is not the answer yet. ") && hint.contains(words), "`\(line)`: \(hint)")
        #expect(!learner.flat("hint").contains("Your last line"))
    }

    @Test func afterThreeMissesTheWayOnIsShown() {
        let learner = Learner()
        learner.type("lesson 1")
        #expect(!learner.flat("streak ndx over spx").contains("`solution` shows"))
        learner.type("streak dji over spx")
        #expect(learner.flat("streak sml over spx").contains("`solution` shows a line that solves it"))
    }

    // MARK: Progress

    @Test func progressIsKeptAndGoneOnFrom() {
        let first = Learner()
        #expect(first.type("lesson").contains("Task 1 of 5"))
        first.type(Curriculum.lessons[0].exercises[0].solution)
        #expect(first.type(Curriculum.lessons[0].exercises[1].solution).contains("Task 3 of 5"))
        let later = Learner(kept: first.kept)
        #expect(later.type("lesson").contains("Task 3 of 5"))
        #expect(later.type("lesson list").contains("2/5"))
        for place in Self.places where place.lesson == 0 { later.type(place.item.solution) }
        #expect(later.type("lesson").contains("Lesson 2 of 7"))
        #expect(Learner(kept: later.kept).type("lesson list").contains("done"))
        // Once more from the start.
        let again = Learner(kept: later.kept)
        #expect(again.type("lesson 1").contains("Task 1 of 5"))
        #expect(again.type(Curriculum.lessons[0].exercises[0].solution).contains("Task 2 of 5"))
    }

    @Test func whatIsPassedOverIsComeBackTo() {
        let learner = Learner()
        learner.type("lesson 1")
        #expect(learner.type("next").contains("Task 2 of 5"))
        for place in Self.places where place.lesson == 0 && place.exercise > 0 { learner.type(place.item.solution) }
        #expect(learner.kept == "lesson 1 2 3 4 5\n")
        #expect(learner.type("lesson").contains("Task 1 of 5"))
        #expect(learner.type(Curriculum.lessons[0].exercises[0].solution).contains("Next is lesson 2"))
    }

    /// A lesson continued in a new session has the names that its exercise uses, and asks for the file it needs.
    @Test func namesAreThereAfterAResume() {
        let series = Learner(kept: "lesson 6 1\n")
        #expect(series.flat("lesson 6").contains("`ratio` is already defined: `let ratio = rut / spx`."))
        #expect(series.type("when ratio at 52w high last 1y").contains("Right."))
        let data = Learner(kept: "lesson 7 1 2 3 4\n")
        let said = data.flat("lesson 7")
        #expect(said.contains("First type the lines you skipped: `show rut"), "\(said)")
        for place in Self.places where place.lesson == 6 && place.exercise >= 2 { data.type(place.item.solution) }
        #expect(data.kept == "lesson 7 1 2 3 4 5\n")
    }

    @Test(arguments: [
        "", "lesson", "lesson 99 4 x 3", "lesson 1 99 -4", "cases 0 -1 999 3 3", "\u{0}\u{1}",
        "lesson 0 1\nlesson -1 1",
        "lesson 1 9223372036854775808",
    ]) func keptTextIsNotTrusted(_ text: String) {
        let said = Learner(kept: text).type("lesson list; cases list")
        #expect(said.contains("Seven lessons"), "\(text)")
    }

    /// The whole of it, from the first word to the last.
    @Test func everythingCanBeGoneThrough() {
        let learner = Learner()
        for lesson in Curriculum.lessons {
            learner.type("lesson")
            for exercise in lesson.exercises { #expect(learner.type(exercise.solution).contains("Right.")) }
        }
        #expect(learner.type("lesson").components(of: "done") == 7)
        learner.type("cases")
        for item in Curriculum.cases {
            learner.type(item.exercise.solution)
            #expect(learner.type(item.verdict.rawValue).contains("Right."), "\(item.headline)")
        }
        #expect(learner.type("cases").components(of: "done") == Curriculum.cases.count)
    }

    // MARK: Other prices, settings and names

    @Test func otherPricesArePutAsideAndComeBack() throws {
        var market = Market()
        let days = try #require([Day(text: "2026-01-20"), Day(text: "2026-01-21")].map { $0 } as? [Day])
        market.add(Instrument(symbol: "rut", name: nil, days: days, close: [1, 2]))
        let learner = Learner(market)
        learner.type("let mine = rut * 2; set price adjclose; set as_of 2026-01-20")
        let said = learner.flat("lesson 1")
        #expect(said.contains("Set aside while this is open"), "\(said)")
        #expect(said.contains("your own prices, `set as_of 2026-01-20`, `set price adjclose`"), "\(said)")
        for place in Self.places where place.lesson == 0 {
            #expect(learner.type(place.item.solution).contains("Right."), "\(place.testDescription)")
        }
        #expect(learner.session.asOf?.text == "2026-01-20" && learner.session.settings.price == "adjclose")
        #expect(learner.session.market.listings.map(\.symbol) == ["rut"])
        #expect(try learner.session.answer("last_value(mine)").table?.numbers("value") == [2])
        learner.type("cases 1")
        #expect(learner.session.market.listings.count > 500)
        #expect(learner.type("cases quit").contains("Everything that was set aside is back."))
        #expect(learner.session.market.listings.count == 1)
    }

    @Test func newcomersHaveNothingPutAside() {
        let learner = Learner()
        #expect(!learner.type("set precision 3; lesson 1").contains("Set aside"))
        learner.type("let keep = rut / ndx")
        learner.type("lesson quit")
        #expect(learner.type("last_value(keep)").isEmpty)
    }

    @Test func namesOfOnesOwnSurviveALesson() throws {
        let learner = Learner()
        learner.type("let ratio = 7; let rut = spx")
        let said = learner.flat("lesson 6")
        #expect(said.contains("your `rut`, your `ratio`"), "\(said)")
        #expect(learner.type("let ratio = rut / spx").contains("Right."))
        learner.type("lesson quit")
        #expect(try learner.session.answer("ratio + 0").table?.numbers("value") == [7])
    }

    @Test func settingsChangedOnTheWayAreNamed() {
        let learner = Learner()
        learner.type("lesson 1")
        learner.type("set as_of 2020-01-02")
        #expect(learner.flat("streak rut over spx").contains("The lesson does not expect: `set as_of 2020-01-02`."))
        #expect(learner.flat("lesson 1").contains("Set aside while this is open"))
        #expect(learner.type("streak rut over spx").contains("Right."))
    }

    @Test func withoutTheSampleThereIsAnError() {
        let other = Session(market: Market(), host: TestHost())
        Tutor.join(other)
        #expect(errorCode("lesson", in: other) == .noData)
    }

    // MARK: The words

    /// Outside a lesson the tutor prints nothing, and wrong uses are errors of the language.
    @Test func keepsOutOfTheWay() {
        let learner = Learner()
        #expect(learner.type("return rut ytd").isEmpty)
        #expect(learner.type("lesson hint").contains("No lesson is open"))
        #expect(learner.type("cases holds").contains("No case is open"))
        #expect(learner.type("hint") == "error T0201")
        #expect(learner.type("lesson 8") == "error T0207")
        #expect(learner.type("lesson holds") == "error T0207")
        #expect(learner.type("cases 99") == "error T0207")
        learner.type("lesson 1")
        #expect(learner.type("holds") == "error T0201")
        #expect(learner.type("help streak").contains("streak COND"))
        for line in ["symbols", "set", "set precision 2", "explain streak rut over spx"] {
            #expect(!learner.type(line).contains("Not quite"), "\(line)")
        }
        #expect(learner.type("streak rutt over spx") == "error T0201")
        #expect(learner.type("lesson").contains("Task 1 of 5"))
        learner.type("lesson quit")
        #expect(learner.type("return dji ytd").isEmpty)
    }

    /// The learner's names take precedence over the tutor's words.
    @Test func namesComeBeforeShortWords() {
        let learner = Learner()
        learner.type("let next = rut; lesson 1")
        #expect(!learner.type("next").contains("Task 2"))
        #expect(learner.type("lesson next").contains("Task 2"))
        #expect(learner.session.check(Source("hint")).isEmpty && !learner.session.check(Source("hints")).isEmpty)
    }

    @Test func wordsAreCompleted() {
        let learner = Learner()
        func offered(_ text: String) -> [String] {
            learner.session.completions(text, at: text.utf8.count).candidates.map(\.text)
        }
        #expect(offered("lesson ").contains("1") && offered("lesson ").contains("list"))
        #expect(offered("lesson h") == ["hint"])
        #expect(!offered("lesson ").contains("holds"))
        #expect(offered("cases h") == ["hint", "holds"])
        #expect(offered("cases 2").contains("20"))
        #expect(!offered("hi").contains("hint"))
        #expect(offered("lesson hint ").isEmpty)
        learner.type("cases 1")
        #expect(offered("h").contains("hint") && offered("h").contains("holds"))
        for text in ["lesson ", "cases "] {
            let all = learner.session.completions(text, at: text.utf8.count).candidates
            #expect(all.allSatisfy { !$0.note.isEmpty })
        }
    }

    /// `help` lists what one can do next, for the learner's current place, on one screen.
    @Test func helpKnowsWhereTheLearnerStands() {
        let learner = Learner()
        #expect(learner.flat("help").contains("lesson learn Tape here: seven lessons"))
        learner.type("lesson 2")
        #expect(learner.flat("help").contains("hint, solution, next you are at task 1 of lesson 2"))
        learner.type(Curriculum.lessons[1].exercises[0].solution)
        let said = learner.flat("help")
        #expect(said.contains("lesson continues where you stopped: 0 of 7") && said.contains("behind the last answer"))
        learner.type("cases 2")
        learner.type(Curriculum.cases[1].exercise.solution)
        #expect(learner.flat("help").contains("holds, fails, unclear your verdict on case 2"))
        #expect(learner.type("help").split(separator: "\n", omittingEmptySubsequences: false).count <= 22)
        #expect(learner.type("cases list").split(separator: "\n", omittingEmptySubsequences: false).count <= 22)
    }

    /// The text fits the terminal at any width.
    @Test(arguments: [40, 80]) func pagesFit(_ width: Int) {
        let learner = Learner()
        learner.session.columns = width
        var said = learner.type("lesson list") + "\n" + learner.type("cases list")
        for lesson in Curriculum.lessons.indices {
            said += "\n" + learner.type("lesson \(lesson + 1)")
            for place in Self.places where place.lesson == lesson {
                said +=
                    "\n" + learner.type("return dji ytd") + "\n" + learner.type("lesson hint; lesson hint; lesson hint")
                said += "\n" + learner.type(place.item.solution)
            }
        }
        for (number, item) in Curriculum.cases.enumerated() {
            said += "\n" + learner.type("cases \(number + 1); cases hint; cases hint; cases hint")
            said += "\n" + learner.type("return dji ytd")
            said += "\n" + learner.type(item.exercise.solution)
            for verdict in Case.Verdict.allCases { said += "\n" + learner.type("cases \(verdict.rawValue)") }
        }
        for line in said.split(separator: "\n") where !line.hasPrefix("overbought") {
            #expect(line.count <= width, "\(line)")
        }
    }
}

extension String {
    fileprivate func components(of word: String) -> Int {
        ranges(of: word).count
    }
}
