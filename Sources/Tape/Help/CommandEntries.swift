/// The statements followed by plain words.
extension WordTable {
    private static func command(
        _ word: String, _ signature: String, _ doc: String, _ more: [String] = [], _ examples: [String]
    ) -> WordEntry {
        WordEntry(.command, word, signature, doc, more, examples: examples)
    }

    package static let commands: [WordEntry] = [
        command(
            "help", "help [WORD | \"search text\" | T0412]",
            "explains a word or an error, or searches the help",
            ["Quoted text searches all help, including a phrasebook of newspaper phrases."],
            ["help streak", "help \"winning streak\"", "help T0201"]),
        command(
            "lesson", "lesson [N | list | hint | solution | next | quit]",
            "a tutor at the prompt: seven lessons of about four minutes",
            [
                "Type a query that solves the task. Its result is checked, not its wording.",
                "In a lesson you can type `hint`, `solution` and `next` alone. Everything else works as usual.",
                "Your place is saved: `lesson` continues from there, `lesson 3` starts the third, `lesson quit` closes it.",
            ], ["lesson", "lesson 3", "lesson list"]),
        command(
            "cases", "cases [N | list | hint | solution | next | quit | holds | fails | unclear]",
            "a casebook: twenty published headlines to verify",
            [
                "First find the figures with a query, then judge the sentence: `holds`, `fails`, or `unclear` if the figures alone cannot decide.",
                "Each case has three hints. `cases` continues with the next, `cases 10` opens the tenth, `cases quit` closes it.",
            ],
            ["cases", "cases 2", "cases list"]),
        command(
            "why", "why [ROW]", "the sessions and the arithmetic behind the last answer",
            [
                "`why` explains the headline, `why 2` the second row of the table.",
                "For a streak it shows each session of the run and the one that ended it. The notes say which rules applied: base, alignment, unfinished periods.",
            ],
            ["streak rut over spx since 1990; why", "streak rut over spx since 1990; why 2"]),
        command(
            "symbols", "symbols [WORD]", "the loaded symbols, or those that contain the word",
            ["The word may be part of a symbol or a name."], ["symbols", "symbols russell"]),
        command("groups", "groups", "the named groups and their members", [], ["groups"]),
        command(
            "functions", "functions [WORD]", "all functions, or those that contain the word",
            ["The word may also be a family: risk, windows, indicators. `help NAME` says what one computes."],
            ["functions average", "functions risk"]),
        command(
            "history", "history [N]", "the lines typed before",
            ["`history 20` shows the last twenty. The arrow keys recall entries, Ctrl-R searches them."],
            ["history", "history 20"]),
        command(
            "edit", "edit", "opens the last query in your editor ($EDITOR), then runs the edited text", [], ["edit"]
        ),
        command(
            "log", "log to \"FILE\" · log off", "also writes queries and answers to a file from now on", [],
            ["log to \"today.txt\""]),
        command(
            "watch", "watch \"SCRIPT\"", "runs a script, then again whenever a file it read changes", [],
            ["watch \"script.tape\""]),
        command("timing", "timing on|off", "shows how long each answer took", [], ["timing on"]),
        command(
            "quit", "quit", "leaves the prompt, or ends a script",
            ["`exit` and Ctrl-D also leave the prompt."], ["quit"]),
    ]
}
