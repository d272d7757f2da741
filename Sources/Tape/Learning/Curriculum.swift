/// All there is to learn from: seven lessons and a casebook.
public enum Curriculum {
    public static let lessons: [Lesson] = firstLessons + laterLessons

    public static let cases: [Case] = januaryCases + otherCases
}
