extension Session { func wordArticle(_ t: String) -> String? { nil } }
extension DiagnosticCode { var title: String { "" } }
extension ClauseWord {
    var doc: String { "" };
    var sample: String {
        switch self {
        case .since: "since 1990";
        case .until: "until 1990";
        case .from: "from 1990 to 1991";
        case .in: "in 1990";
        case .last: "last 3m";
        case .as: "as of 1990";
        case .by: "by year";
        case .where: "where zz up";
        case .after: "after zz up";
        case .next: "next 1m";
        case .apart: "apart 3d";
        case .top: "top 3";
        case .bottom: "bottom 3";
        case .including: "including partial";
        default: rawValue
        }
    }
}
extension StageWord {
    var doc: String { "" };
    var sample: String {
        switch self {
        case .where: "where zz > 1";
        case .sort: "sort by zz";
        case .top: "top 3";
        case .bottom: "bottom 3";
        case .select: "select zz";
        case .rename: "rename zz to yy";
        case .plot: "plot";
        case .save: "save \"x.csv\"";
        case .as: "as csv"
        }
    }
}
extension StatementWord { var doc: String { "" } }
extension Command { var doc: String { "" } }
