import GatehouseJSON

/// Cuts a condition's text into words.
struct ConditionLexer {
    private let scalars: [Unicode.Scalar]
    private var next = 0
    private var line = 1
    private var column = 1

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// All words, the end last.
    static func tokens(of text: String) throws(ConditionError) -> [ConditionToken] {
        var lexer = ConditionLexer(text)
        var tokens: [ConditionToken] = []
        while true {
            let token = try lexer.token()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private var current: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

    private var position: ConditionError.Position { ConditionError.Position(line: line, column: column) }

    private mutating func advance() {
        guard let scalar = current else { return }
        next += 1
        if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
    }

    private mutating func token() throws(ConditionError) -> ConditionToken {
        while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { advance() }
        let start = position
        guard let scalar = current else { return ConditionToken(kind: .end, position: start) }
        let kind: ConditionToken.Kind =
            switch scalar {
            case "\"", "'": .string(try string(quote: scalar, from: start))
            case "-", "0"..."9": .number(try number(from: start))
            case "a"..."z", "A"..."Z", "_": .name(name())
            default: .symbol(try symbol(from: start))
            }
        return ConditionToken(kind: kind, position: start)
    }

    private mutating func name() -> String {
        taking { Self.isOfName($0) }
    }

    private mutating func taking(while isTaken: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = current, isTaken(scalar) {
            text.append(scalar)
            advance()
        }
        return String(text)
    }

    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }

    private mutating func number(from start: ConditionError.Position) throws(ConditionError) -> JSONValue {
        var previous: Unicode.Scalar = " "
        let text = taking { scalar in
            defer { previous = scalar }
            if scalar == "-" || scalar == "+" {
                return previous == " " && scalar == "-" || previous == "e" || previous == "E"
            }
            return scalar == "." || Self.isOfName(scalar)
        }
        if let value = try? JSONValue(parsing: text), value.kind == .integer || value.kind == .number { return value }
        throw ConditionError("expected a number such as 10 or 2.5, found \"\(text.prefix(32))\"", at: start)
    }

    private mutating func string(
        quote: Unicode.Scalar,
        from start: ConditionError.Position
    ) throws(ConditionError) -> String {
        var text = String.UnicodeScalarView()
        advance()
        while let scalar = current {
            let place = position
            advance()
            if scalar == quote { return String(text) }
            guard scalar == "\\" else {
                text.append(scalar)
                continue
            }
            guard let escaped = current, let meant = Self.escapes[escaped] else {
                throw ConditionError("expected \\\\, \\\", \\', \\n or \\t behind a backslash", at: place)
            }
            text.append(meant)
            advance()
        }
        throw ConditionError("the string has no end; it must close with \(quote)", at: start)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "\\": "\\", "\"": "\"", "'": "'", "n": "\n", "t": "\t",
    ]

    private mutating func symbol(from start: ConditionError.Position) throws(ConditionError) -> String {
        guard let first = current else { return "" }
        advance()
        if let second = current, Self.pairs.contains("\(first)\(second)") {
            advance()
            return "\(first)\(second)"
        }
        guard Self.singles.contains(first) else {
            let advice = first == "=" ? "; equality is ==" : first == "&" || first == "|" ? "; say and, or" : ""
            throw ConditionError("unexpected \"\(Self.printable(first))\"\(advice)", at: start)
        }
        return String(Character(first))
    }

    private static let pairs: Set<String> = ["==", "!=", "<=", ">=", "&&", "||"]
    private static let singles: Set<Unicode.Scalar> = ["<", ">", "!", "(", ")", "[", "]", ",", "."]

    private static func printable(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.generalCategory == .control ? "?" : String(Character(scalar))
    }
}
