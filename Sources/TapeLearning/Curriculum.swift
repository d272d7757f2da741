/// The course: seven lessons, each in a file under `Lessons`, and the cases under `Cases`.
package enum Curriculum {
    package static let lessons: [Lesson] = [
        firstQuery, windows, conditions, comparing, runsAndRecords, seriesOfYourOwn, scriptsAndData,
    ]

    package static let cases: [Case] = januaryCases + decemberCases

    /// The symbols and groups of the sample that the lessons and cases use.
    static let symbols = [
        "rut", "spx", "ndx", "dji", "sml", "iwm", "qqq", "vix", "aapl", "msft", "amzn", "googl", "meta", "nvda", "tsla",
    ]
    static let groups = ["mag7", "sp500"]
}
