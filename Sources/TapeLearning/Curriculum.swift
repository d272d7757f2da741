/// All there is to learn from: seven lessons, a file each under `Lessons`, and a casebook under `Cases`.
package enum Curriculum {
    package static let lessons: [Lesson] = [
        firstQuery, windows, conditions, comparing, runsAndRecords, seriesOfYourOwn, scriptsAndData,
    ]

    package static let cases: [Case] = januaryCases + decemberCases

    /// What of the sample the lessons and cases speak of.
    static let symbols = [
        "rut", "spx", "ndx", "dji", "sml", "iwm", "qqq", "vix", "aapl", "msft", "amzn", "googl", "meta", "nvda", "tsla",
    ]
    static let groups = ["mag7", "sp500"]
}
