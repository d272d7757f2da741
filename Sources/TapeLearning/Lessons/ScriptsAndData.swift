extension Curriculum {
    private static let saving = "show rut last 20d | save \"lesson.csv\""
    private static let loading = "load mine from \"lesson.csv\""

    static let scriptsAndData = Lesson(
        title: "Scripts and your own data",
        exercises: [
            Exercise(
                """
                A script is a file with lines like those you type here, and `tape run FILE` runs it. A script can use loops: \
                `for s in {iwm, qqq} { return s mtd }` runs once for each member, with the member in place of `s`.
                """,
                task: "With one `for`, ask for this year's return of each of {rut, spx, ndx}, in this order.",
                "for s in {rut, spx, ndx} { return s ytd }", goal: .answers,
                hints: [
                    "Take the example: another group, another window.", "for s in {rut, spx, ndx} { return … ytd }",
                ],
                moral: """
                    `return {rut, spx, ndx} ytd` gives the same in one table. Use a loop when one query with a group is not enough.
                    """),
            Exercise(
                """
                `if CONDITION { … } else { … }` chooses, and `print` writes words and numbers. Words are in double quotes.
                """,
                task: "Print overbought if the RSI of rut over 14 sessions is above 70, and calm if not.",
                "if rsi(rut, 14) > 70 { print \"overbought\" } else { print \"calm\" }",
                goal: .prints(alsoOn: "2025-04-08"),
                hints: [
                    "The condition is `rsi(rut, 14) > 70`.",
                    "if rsi(rut, 14) > 70 { print \"overbought\" } else { … }",
                ],
                moral: """
                    A script that should raise an alarm uses `assert`: if its condition fails, the program ends with status 3, and the \
                    caller can react.
                    """),
            Exercise(
                """
                `| save "FILE"` writes an answer to a file; the file extension selects the format: csv, json, md, svg, html. The \
                next exercise reads the file of this one; after that you can delete it.
                """,
                task: "Show the last 20 sessions of rut, and save them to \"lesson.csv\".", saving,
                goal: .saves("lesson.csv"),
                hints: [
                    "`show` lists the values session by session; the window is `last 20d`.",
                    "show rut last 20d | save …",
                ],
                moral: "On the screen, figures are rounded. In the file, they have every digit."),
            Exercise(
                """
                `load "FILE"` reads prices: any table with a date and a number in each line, from any vendor. `load NAME from \
                "FILE"` also gives them a name.
                """,
                task: "Load lesson.csv under the name mine.", loading,
                goal: .makes("show mine", asked: "mine"),
                hints: ["First the name, then `from`, then the file in quotes.", "load mine from …"],
                moral: "`describe mine` shows what was loaded. Always check that for a new file.",
                needs: [saving]),
            Exercise(
                "Loaded prices are a symbol like any other.",
                task: "What have mine and rut returned over the last 10 sessions?", "return mine, rut last 10d",
                goal: .answer(["symbol", "change"], anyOrder: true),
                hints: ["Two symbols, and a window in sessions.", "return mine, rut last …"],
                moral: """
                    The same figure twice, as it should be. Next time start with your own file: `tape --data prices.csv`. Everything \
                    you have learned works on it.
                    """,
                needs: [saving, loading]),
        ])
}
