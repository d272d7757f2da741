/// Lessons 5 to 7: runs and records, series and functions, scripts and data.
extension Curriculum {
    static let laterLessons: [Lesson] = [runs, series, scripts]

    private static let runs = Lesson(
        title: "Runs and records",
        exercises: [
            Exercise(
                """
                `weekly`, `monthly` and `yearly` build longer bars first; then everything runs on them. A week that is not over is \
                left out, and a note says so.
                """,
                task: "How many weeks in a row has rut been ahead of spx? Look at runs since 2020.",
                "streak rut over spx weekly since 2020", goal: .answer(["length", "from"], rows: 3),
                hints: ["It is the streak you know with one more word.", "streak rut over spx weekly since …"],
                moral: "Weeks are ISO weeks, named by their last session."),
            Exercise(
                "`odds COND` asks of every run that came as far as the present one whether it went on.",
                task: "How often did a run of rut over spx that came this far go on? Ask since 1990.",
                "odds rut over spx since 1990", goal: .answer(["length", "runs"]),
                hints: ["The verb takes the same condition as `streak`.", "odds rut over … since 1990"],
                moral: "Mind n: there are few runs this long."),
            Exercise(
                "A record is strictly above every earlier close, whatever the window. The window only says which sessions are judged.",
                task: "How many record closes has rut set this year?", "count rut at high ytd",
                goal: .answer(["held", "judged"]),
                hints: ["`at high`, with nothing before it, is a record.", "count rut at … ytd"],
                moral: "Eight, as the papers wrote."),
            Exercise(
                "The runs of a streak are a table, and pipes take all of it, not only the rows you see.",
                task: "All runs of rut over spx since 1990 with a length of 12 or more.",
                "streak rut over spx since 1990 | where length >= 12", goal: .answer(["length", "from"]),
                hints: ["In a pipe, `where` is about columns.", "streak rut over spx since 1990 | where length …"],
                moral: "Columns are named as they are headed; `| select from, to, length` would keep three of them."),
            Exercise(
                """
                What came after? `return S next 1m after COND` looks ahead from each time the condition began to hold. \
                `streak(rut over spx)`, with the bracket glued on, is the length so far, and `E reaches N` is the day it got there.
                """,
                task: "What did rut return in the 3 months after its streak over spx reached 10?",
                "return rut next 3m after streak(rut over spx) reaches 10", goal: .answer(["event", "rut 3m"]),
                hints: [
                    "`next 3m after`, then the condition.", "return rut next 3m after streak(rut over spx) reaches …",
                ],
                moral: "Compare the mean with that of any session, and mind n again."),
        ])

    private static let series = Lesson(
        title: "Series and functions of your own",
        exercises: [
            Exercise(
                "`let NAME = …` gives a name to anything. `spx / ndx` is a series like any other: the ratio of two, session by session.",
                task: "Name the ratio of rut to spx: ratio.", "let ratio = rut / spx",
                goal: .makes("last_value(ratio)"),
                hints: ["The name, an equals sign, a division.", "let ratio = rut / …"],
                moral: "Type `ratio` alone to see where it stands."),
            Exercise(
                "What works on a symbol works on a series of your own.",
                task: "On which sessions of the last year was ratio at a 52-week high?",
                "when ratio at 52w high last 1y",
                goal: .answer(["session"]),
                hints: ["The condition is `ratio at 52w high`.", "when ratio at … last 1y"],
                moral: "That is what relative strength at a high means.", needs: ["let ratio = rut / spx"]),
            Exercise(
                "A name with ( glued to it is a function. `functions` lists them, `help rsi` says exactly what one computes.",
                task: "Where does the RSI of rut over 14 sessions stand?", "rsi(rut, 14)", goal: .answer(["value"]),
                hints: ["An expression alone is a query too.", "rsi(rut, …)"],
                moral: "Above 70 is called overbought."),
            Exercise(
                "`def NAME(A, B) = …` makes a function. `ret(rut)` is the return of each session.",
                task: "Make a function spread(a, b): the return of a less that of b.",
                "def spread(a, b) = ret(a) - ret(b)", goal: .makes("mean spread(rut, spx) ytd"),
                hints: ["Two returns and a minus.", "def spread(a, b) = ret(a) - …"],
                moral: "It works on any two series."),
            Exercise(
                "`mean`, `median`, `sum`, `min`, `max` and `stdev` make one number of a series, or one a bucket.",
                task: "The mean of spread(rut, spx) for each year since 2020.",
                "mean spread(rut, spx) by year since 2020",
                goal: .answer(["mean"]),
                hints: ["A verb, your function, a bucket, a window.", "mean spread(rut, spx) by … since 2020"],
                moral: "A difference of percentages prints in pp, percentage points.",
                needs: ["def spread(a, b) = ret(a) - ret(b)"]),
        ])

    private static let scripts = Lesson(
        title: "Scripts and your own data",
        exercises: [
            Exercise(
                "A script is a file of the lines you type here. `for s in G { … }` does something for each member of a group.",
                task: "For each of {rut, spx, ndx}, in this order: the return of the year, with a query of its own.",
                "for s in {rut, spx, ndx} { return s ytd }", goal: .answers,
                hints: ["Inside the braces, s is the symbol.", "for s in {rut, spx, ndx} { return … ytd }"],
                moral: "A loop is for when one query with a group will not do."),
            Exercise(
                "`if COND { … } else { … }` chooses; `print` writes texts and numbers.",
                task: "Print overbought if the RSI of rut over 14 sessions is above 70, and calm if it is not.",
                "if rsi(rut, 14) > 70 { print \"overbought\" } else { print \"calm\" }", goal: .prints,
                hints: ["Texts stand in double quotes.", "if rsi(rut, 14) > … { print \"overbought\" } else { … }"],
                moral: "In a file, `assert` would stop the script instead, for alerts."),
            Exercise(
                """
                `| save "FILE"` writes an answer to a file in the format its ending says. The next exercise reads it back; throw it \
                away afterwards.
                """,
                task: "Save the last 20 sessions of rut to lesson.csv.", "show rut last 20d | save \"lesson.csv\"",
                goal: .saves,
                hints: ["`show` gives values session by session.", "show rut last … | save \"lesson.csv\""],
                moral: "CSV and JSON carry every digit."),
            Exercise(
                """
                `load "FILE"` reads prices: any table with a date and a number in each line. `load NAME from "FILE"` gives the \
                symbol a name.
                """,
                task: "Load lesson.csv under the name mine.", "load mine from \"lesson.csv\"",
                goal: .makes("last_value(mine)"),
                hints: ["The name comes first, then `from`, then the file.", "load mine from …"],
                moral: "`describe mine` says what came in.", needs: ["show rut last 20d | save \"lesson.csv\""]),
            Exercise(
                "What is loaded is a symbol like the others, and can be compared with them.",
                task: "The return of mine and of rut over the last 10 sessions.", "return mine, rut last 10d",
                goal: .answer(["change"]),
                hints: ["Two subjects and a window in sessions.", "return mine, rut last …"],
                moral: "With your own files: tape --data prices.csv. `cases` is the next thing to try.",
                needs: ["show rut last 20d | save \"lesson.csv\"", "load mine from \"lesson.csv\""]),
        ])
}
