/// A small strict reader of RFC 8259. It rejects extensions, and objects with a duplicate name.
package indirect enum StrictJSON: Equatable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([StrictJSON])
    case object([String: StrictJSON])

    package struct Wrong: Error {
        package var at: Int
        package var why: String
    }

    package subscript(_ name: String) -> StrictJSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var list: [StrictJSON] {
        if case .list(let list) = self { list } else { [] }
    }

    package static func read(_ text: String) throws -> StrictJSON {
        var reader = Reader(scalars: Array(text.unicodeScalars))
        let value = try reader.value()
        reader.blanks()
        guard reader.at == reader.scalars.count else { throw Wrong(at: reader.at, why: "text behind the value") }
        return value
    }

    /// The same value, except that numbers may differ by the relative tolerance.
    package func isEqual(to other: StrictJSON, within tolerance: Double) -> Bool {
        switch (self, other) {
        case (.number(let a), .number(let b)): abs(a - b) <= tolerance * max(1, abs(a), abs(b))
        case (.list(let a), .list(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1, within: tolerance) }
        case (.object(let a), .object(let b)):
            a.count == b.count
                && a.allSatisfy { name, value in b[name].map { value.isEqual(to: $0, within: tolerance) } ?? false }
        default: self == other
        }
    }

    private struct Reader {
        var scalars: [Unicode.Scalar]
        var at = 0

        mutating func blanks() {
            while at < scalars.count, [" ", "\n", "\r", "\t"].contains(scalars[at]) { at += 1 }
        }

        mutating func take(_ wanted: String) throws {
            for scalar in wanted.unicodeScalars {
                guard at < scalars.count, scalars[at] == scalar else { throw Wrong(at: at, why: "wanted \(wanted)") }
                at += 1
            }
        }

        func next() -> Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

        mutating func value() throws -> StrictJSON {
            blanks()
            switch next() {
            case "n":
                try take("null")
                return .null
            case "t":
                try take("true")
                return .flag(true)
            case "f":
                try take("false")
                return .flag(false)
            case "\"": return .text(try string())
            case "[": return .list(try list())
            case "{": return .object(try object())
            default: return .number(try number())
            }
        }

        mutating func list() throws -> [StrictJSON] {
            try take("[")
            var out: [StrictJSON] = []
            blanks()
            if next() == "]" {
                at += 1
                return out
            }
            while true {
                out.append(try value())
                blanks()
                if next() == "]" {
                    at += 1
                    return out
                }
                try take(",")
            }
        }

        mutating func object() throws -> [String: StrictJSON] {
            try take("{")
            var out: [String: StrictJSON] = [:]
            blanks()
            if next() == "}" {
                at += 1
                return out
            }
            while true {
                blanks()
                let name = try string()
                blanks()
                try take(":")
                guard out.updateValue(try value(), forKey: name) == nil else {
                    throw Wrong(at: at, why: "\(name) twice")
                }
                blanks()
                if next() == "}" {
                    at += 1
                    return out
                }
                try take(",")
            }
        }

        mutating func string() throws -> String {
            try take("\"")
            var out = String.UnicodeScalarView()
            while let scalar = next() {
                at += 1
                if scalar == "\"" { return String(out) }
                guard scalar.value >= 0x20 else { throw Wrong(at: at, why: "a bare control character") }
                guard scalar == "\\" else {
                    out.append(scalar)
                    continue
                }
                let escapes: [Unicode.Scalar: Unicode.Scalar] = [
                    "\"": "\"", "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t",
                ]
                guard let escape = next() else { break }
                at += 1
                if let plain = escapes[escape] {
                    out.append(plain)
                } else if escape == "u", at + 4 <= scalars.count {
                    let digits = String(String.UnicodeScalarView(scalars[at..<(at + 4)]))
                    at += 4
                    guard let value = UInt32(digits, radix: 16), let decoded = Unicode.Scalar(value) else {
                        throw Wrong(at: at, why: "a bad escape")
                    }
                    out.append(decoded)
                } else {
                    throw Wrong(at: at, why: "a bad escape")
                }
            }
            throw Wrong(at: at, why: "an open string")
        }

        mutating func number() throws -> Double {
            let start = at
            if next() == "-" { at += 1 }
            let whole = digits()
            guard !whole.isEmpty, whole == "0" || !whole.hasPrefix("0") else { throw Wrong(at: at, why: "no number") }
            if next() == "." {
                at += 1
                guard !digits().isEmpty else { throw Wrong(at: at, why: "no decimals") }
            }
            if next() == "e" || next() == "E" {
                at += 1
                if next() == "+" || next() == "-" { at += 1 }
                guard !digits().isEmpty else { throw Wrong(at: at, why: "no exponent") }
            }
            guard let value = Double(String(String.UnicodeScalarView(scalars[start..<at]))) else {
                throw Wrong(at: at, why: "no number")
            }
            return value
        }

        mutating func digits() -> String {
            var out = String.UnicodeScalarView()
            while let scalar = next(), (0x30...0x39).contains(scalar.value) {
                out.append(scalar)
                at += 1
            }
            return String(out)
        }
    }
}
