/// The statements that are followed by plain words.
extension WordTable {
    private static func command(
        _ word: String, _ signature: String, _ doc: String, _ more: [String] = [], _ examples: [String]
    ) -> WordEntry {
        WordEntry(.command, word, signature, doc, more, examples: examples)
    }

    package static let commands: [WordEntry] = [
        command(
            "help", "help [WORD | \"what you look for\" | T0412]",
            "what a word means, what there is, what an error says",
            ["A quoted text searches everything, a phrasebook of what newspapers say included."],
            ["help streak", "help \"winning streak\"", "help T0201"]),
        command(
            "lesson", "lesson [N | list | hint | solution | next | quit]",
            "a tutor in the prompt: seven lessons of about four minutes",
            [
                "Type what you think answers the task: it is checked by what it gives, not by how it is written.",
                "In a lesson `hint`, `solution` and `next` may be typed alone. Anything else you type works as always.",
                "Where you are is kept: `lesson` goes on from there, `lesson 3` begins the third, `lesson quit` closes it.",
            ], ["lesson", "lesson 3", "lesson list"]),
        command(
            "cases", "cases [N | list | hint | solution | next | quit | holds | fails | unclear]",
            "a casebook: twenty published headlines to verify",
            [
                "First find the figures with a query, then judge the sentence: `holds`, `fails`, or `unclear` where the figures alone cannot tell.",
                "Three hints a case. `cases` goes on with the next, `cases 10` opens the tenth, `cases quit` closes it.",
            ],
            ["cases", "cases 2", "cases list"]),
        command(
            "why", "why [ROW]", "the sessions and the arithmetic behind the last answer",
            [
                "`why` is about what the sentence speaks of, `why 2` about the second row of the table.",
                "For a streak it shows each session of the run and the one that ended it. The notes say which rules applied: base, alignment, periods that are not over.",
            ],
            ["streak rut over spx since 1990; why", "streak rut over spx since 1990; why 2"]),
        command(
            "symbols", "symbols [WORD]", "what is loaded, or what of it holds the word",
            ["The word may be part of a symbol or of a name."], ["symbols", "symbols russell"]),
        command("groups", "groups", "the named groups and their members", [], ["groups"]),
        command(
            "functions", "functions [WORD]", "the functions, or those that hold the word",
            ["The word may also be a family: risk, windows, indicators. `help NAME` says exactly what one computes."],
            ["functions average", "functions risk"]),
        command(
            "history", "history [N]", "what was typed before",
            ["`history 20` shows the last twenty. The arrow keys go through it, Ctrl-R searches it."],
            ["history", "history 20"]),
        command(
            "edit", "edit", "opens your editor ($EDITOR) on the last query, and runs what you leave in it", [], ["edit"]
        ),
        command(
            "log", "log to \"FILE\" · log off", "keeps what is typed and answered from here on in a file", [],
            ["log to \"today.txt\""]),
        command(
            "watch", "watch \"SCRIPT\"", "runs a script, and again whenever a file it read changes", [],
            ["watch \"script.tape\""]),
        command("timing", "timing on|off", "says after each answer how long it took", [], ["timing on"]),
        command(
            "quit", "quit", "leaves the prompt, or ends a script",
            ["`exit` and Ctrl-D leave the prompt too."], ["quit"]),
    ]
}
