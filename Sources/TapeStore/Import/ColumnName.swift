/// The meaning of a column's header.
enum ColumnName {
    /// A header's name as Tape writes it: lower case letters and digits, anything between them as one `_`, accents
    /// dropped: `Adj. Close` is `adj_close`, `<OPEN>` is `open`, `Change %` is `change`, `Najwyższy` is `najwyzszy`.
    static func normalized(_ header: String) -> String {
        if header.utf8.allSatisfy({ $0 < 128 }) { return normalizedASCII(header.utf8) }
        var name = ""
        var gap = false
        for scalar in header.lowercased().unicodeScalars {
            let plain = unaccented(scalar)
            guard plain.properties.isAlphabetic || (plain.value < 128 && plain.properties.numericType != nil) else {
                // A letter in a code page other than UTF-8 is dropped; it does not separate words.
                gap = gap || plain.value != 0xFFFD && !plain.properties.isDiacritic
                continue
            }
            if gap, !name.isEmpty { name += "_" }
            gap = false
            name.unicodeScalars.append(plain)
        }
        return name
    }

    private static func normalizedASCII(_ header: String.UTF8View) -> String {
        var name: [UInt8] = []
        var gap = false
        for byte in header {
            guard ASCII.isLetter(byte) || ASCII.isDigit(byte) else {
                gap = true
                continue
            }
            if gap, !name.isEmpty { name.append(UInt8(ascii: "_")) }
            gap = false
            name.append(ASCII.lower(byte))
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// The Tape column for a normalised header, with a rank: if two headers match one column, the lower rank wins.
    static func canonical(_ name: String) -> (column: String, rank: Int)? {
        if let known = known[name] { return known }
        // `1. open` of Alpha Vantage.
        let parts = name.split(separator: "_", maxSplits: 1)
        if parts.count == 2, parts[0].allSatisfy(\.isNumber) { return known[String(parts[1])] }
        return nil
    }

    static func isDate(_ name: String) -> Bool { dateNames.contains(name) }
    static func isSymbol(_ name: String) -> Bool { symbolNames.contains(name) }
    /// A column with the instrument's name, used as the symbol if there is nothing better.
    static func isTitle(_ name: String) -> Bool { name == "name" || name == "security" || name == "description" }
    /// A column that counts rows, if its numbers ascend by one.
    static func isIgnored(_ name: String) -> Bool { ignoredNames.contains(name) }
    /// A column of holdings or trades, which a price file does not have.
    static func isHolding(_ name: String) -> Bool { holdingNames.contains(name) }

    private static let known: [String: (column: String, rank: Int)] = {
        let table = [
            """
            open otwarcie eroffnung eroffn erster ouverture ouvrir apertura abertura openprice open_price px_open o
            开盘 始値
            """,
            """
            high najwyzszy najwyszy hoch haut plus_haut maximo massimo maxima highprice high_price px_high h 最高 高値
            """,
            "low najnizszy najniszy tief bas plus_bas minimo minima lowprice low_price px_low l 最低 安値",
            """
            close close_last zamkniecie zamknicie schlusskurs schluss cloture cierre chiusura fechamento closeprice
            close_price closing_price px_last last latest price last_price zuletzt dernier ultimo settle settlement
            prc nav c 收盘 終値
            """,
            "volume vol wolumen stuecke stucke volumen umsatz volumes px_volume total_volume v 成交量 出来高",
            """
            adjclose adj_close adjusted_close adj_close_price adjustedclose adjusted_closing_price adj_price adjusted
            close_adj close_adjusted
            """,
        ]
        var known: [String: (column: String, rank: Int)] = [:]
        for names in table {
            let words = names.split { $0 == " " || $0 == "\n" }.map(String.init)
            // The first name is Tape's own, with the best rank.
            for (rank, word) in words.enumerated() { known[word] = (words[0], rank) }
        }
        return known
    }()

    private static let dateNames: Set<String> = [
        "date", "data", "datum", "fecha", "datetime", "date_time", "timestamp", "time", "day", "dt", "observation_date",
        "trade_date", "tradedate", "trading_date", "period", "dtyyyymmdd", "caldt", "year", "unix", "epoch", "t", "日期",
        "日付", "datadate", "month", "session", "as_of_date",
    ]
    private static let symbolNames: Set<String> = [
        "symbol", "ticker", "stock", "tic", "act_symbol", "ticker_symbol", "stock_symbol", "tickers", "symbols", "ric",
        "code", "series_id", "instrument", "asset", "sym", "secid",
    ]
    private static let ignoredNames: Set<String> = ["index", "unnamed_0", "id", "row"]
    private static let holdingNames: Set<String> = [
        "weight", "weighting", "weight_percent", "market_value", "notional_value", "asset_class", "shares_held",
        "quantity", "qty", "side", "action", "position",
    ]

    private static func unaccented(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "à", "á", "â", "ã", "ä", "ą": "a"
        case "ç", "ć": "c"
        case "è", "é", "ê", "ë", "ę": "e"
        case "í", "ì", "î", "ï": "i"
        case "ł": "l"
        case "ñ", "ń": "n"
        case "ò", "ó", "ô", "õ", "ö": "o"
        case "ś": "s"
        case "ù", "ú", "û", "ü": "u"
        case "ź", "ż": "z"
        default: scalar
        }
    }
}
