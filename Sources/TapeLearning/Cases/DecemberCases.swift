/// The second part of the cases: headlines from December 2025.
extension Curriculum {
    static let decemberCases: [Case] = [
        Case(
            "The fourth week",
            "Small caps beat the S&P 500 for a fourth straight week, tying the longest such stretch in two years.",
            "12 December 2025",
            task: "Since December 2023: how many weeks long was the run on that day, and how long were the others?",
            "streak rut over spx weekly since 2023-12 as of 2025-12-12",
            goal: .answer(["length", "from", "state"], rows: 3),
            hints: [
                "`weekly` makes bars of weeks.", "Two years back is `since 2023-12`.",
                "streak rut over spx weekly since 2023-12 as of …",
            ],
            tape: "4 weeks. No run was longer, and two others had 4 weeks, in September 2025 and in December 2023.",
            .holds,
            "It is four, and ties the other two."),
        Case(
            "The last good years",
            "Small caps have not beaten the S&P 500 over a full year since 2020, and before that 2016.",
            "12 December 2025",
            task: "In which years since 2010 was rut ahead of spx?",
            "when rut over spx yearly since 2010 as of 2025-12-12", goal: .answer(["session"]),
            hints: [
                "`yearly` makes bars of years.", "`when` lists the bars on which a condition was true.",
                "when rut over spx yearly since …",
            ],
            tape: "2010, 2012, 2013, 2016 and 2020. The year 2025 was not over.", .holds,
            "2020 is the newest, and 2016 the one before."),
        Case(
            "The year so far", "The Russell 2000 is up 14% in 2025, the S&P 500 16%.", "12 December 2025",
            task: "What had rut and spx returned in that year up to that day?", "return rut, spx ytd as of 2025-12-12",
            goal: .answer(["symbol", "change"], anyOrder: true),
            hints: [
                "`ytd` is the year of the `as of` day.", "Add the day at the end with `as of`.",
                "return rut, spx ytd as of …",
            ],
            tape: "+14.41% and +16.08%.", .holds, "Both round to what was printed."),
        Case(
            "First to a record", "It was the first of the major indexes to return to a record high this month.",
            "12 December 2025",
            task: "Which of rut, spx, ndx and dji was the first at a record close in December 2025, up to that day?",
            "first {rut, spx, ndx, dji} at high in 2025-12 as of 2025-12-12", goal: .answer(["symbol", "session"]),
            hints: [
                "A group in a condition gives each member a row: {rut, spx, …}.",
                "The verb is in the question: `first`.",
                "first {rut, spx, ndx, dji} at high in 2025-12 as of …",
            ],
            tape: "RUT on 2025-12-04; SPX and DJI on the 11th, NDX not at all.", .holds, "By a week."),
        Case(
            "Across the board", "There was an across-the-board selloff on Friday.", "12 December 2025",
            task: "Of rut, spx, ndx and dji, how many fell on that day?",
            "breadth {rut, spx, ndx, dji} last 1d as of 2025-12-12", goal: .answer(["up", "down"]),
            hints: [
                "`breadth` takes a group, and braces make one.", "One session is `last 1d`.",
                "breadth {rut, spx, ndx, dji} last 1d as of …",
            ],
            tape: "4 of 4 fell.", .holds, "All four of them, if four indexes are the whole board."),
        Case(
            "A month of small caps",
            "Over the last month the Russell 2000 is up about 4%, the Magnificent Seven 0.3%; the S&P 500 is down 0.3%.",
            "12 December 2025",
            task: "What had rut, `basket(mag7)` and spx returned over the month to that day?",
            "return rut, basket(mag7), spx last 1m as of 2025-12-12",
            goal: .answer(["symbol", "change"], anyOrder: true),
            hints: [
                "One month is `last 1m`.", "`basket(mag7)` is the seven with equal weights.",
                "return rut, basket(mag7), spx last 1m as of …",
            ],
            tape: "+4.11%, -0.19% and -0.34%; the seven have equal weights here.", .unclear,
            """
            The two indexes are right. The figure for the seven cannot be checked: the published one is an index weighted by \
            size, which the sample does not have.
            """),
    ]
}
