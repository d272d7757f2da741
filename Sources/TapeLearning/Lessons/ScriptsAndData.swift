extension Curriculum {
    private static let saving = "show rut last 20d | save \"lesson.csv\""
    private static let loading = "load mine from \"lesson.csv\""

    static let scriptsAndData = Lesson(
        title: "Scripts and your own data",
        exercises: [
            Exercise(
                """
                A script is a file with the lines you type here, and `tape run FILE` runs it. Scripts can repeat themselves: \
                `for s in {iwm, qqq} { return s mtd }` asks once for each member, with `s` in its place.
                """,
                task: "With one `for`, ask for the return this year of each of {rut, spx, ndx}, in this order.",
                "for s in {rut, spx, ndx} { return s ytd }", goal: .answers,
                hints: [
                    "Take the example: another group, another window.", "for s in {rut, spx, ndx} { return … ytd }",
                ],
                moral: """
                    `return {rut, spx, ndx} ytd` gives the same in one table. A loop is for when one query with a group will not do.
                    """),
            Exercise(
                """
                `if CONDITION { … } else { … }` chooses, and `print` writes words and numbers. Words stand in double quotes.
                """,
                task: "Print overbought if the RSI of rut over 14 sessions is above 70, and calm if not.",
                "if rsi(rut, 14) > 70 { print \"overbought\" } else { print \"calm\" }",
                goal: .prints(alsoOn: "2025-04-08"),
                hints: [
                    "The condition is `rsi(rut, 14) > 70`.",
                    "if rsi(rut, 14) > 70 { print \"overbought\" } else { … }",
                ],
                moral: """
                    A script that should cry out uses `assert`: when its condition fails the program ends with status 3, and whoever \
                    called it knows.
                    """),
            Exercise(
                """
                `| save "FILE"` writes an answer to a file; the ending says in which form: csv, json, md, svg, html. The file of this \
                exercise is read back in the next one, and you may throw it away afterwards.
                """,
                task: "Show the last 20 sessions of rut, and save them to \"lesson.csv\".", saving,
                goal: .saves("lesson.csv"),
                hints: [
                    "`show` gives the values session by session; the window is `last 20d`.",
                    "show rut last 20d | save …",
                ],
                moral: "On the screen figures are rounded. In the file they carry every digit."),
            Exercise(
                """
                `load "FILE"` reads prices: any table that has a date and a number in each line, from any vendor. `load NAME from \
                "FILE"` also says what to call them.
                """,
                task: "Load lesson.csv under the name mine.", loading,
                goal: .makes("show mine", asked: "mine"),
                hints: ["First the name, then `from`, then the file in quotes.", "load mine from …"],
                moral: "`describe mine` says what came in. Always have a look at that with a new file.",
                needs: [saving]),
            Exercise(
                "What you load is a symbol like all others.",
                task: "What have mine and rut returned over the last 10 sessions?", "return mine, rut last 10d",
                goal: .answer(["symbol", "change"], anyOrder: true),
                hints: ["Two symbols, and a window in sessions.", "return mine, rut last …"],
                moral: """
                    The same figure twice, as it should be. Next time start with your own: `tape --data prices.csv`, and everything \
                    you have learned works on it.
                    """,
                needs: [saving, loading]),
        ])
}
