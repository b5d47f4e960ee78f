import SwiftSyntax

/// Checks rate limits that are written as a literal.
///
/// The grammar is that of the server's own rate limits: `60/minute`, `5 per 2 minutes burst 3; 500/hour`.
struct LimitCheck {
    private var words: ArraySlice<Substring>

    /// Reports a literal that is no list of limits.
    static func check(_ expression: ExprSyntax, problems: inout Problems) {
        guard let text = LiteralValue.text(expression) else { return }
        let limits = text.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == "," }
        for limit in limits {
            var check = LimitCheck(words: Self.words(limit))
            if check.isLimit() { continue }
            let spelling = String(limit).trimmingSpaces()
            problems.error(
                "\"\(spelling)\" is no rate limit: write one as \"30/minute\" or \"5 per 2 minutes burst 3\"",
                id: "bad-limit", at: expression)
        }
    }

    private static let units: Set<String> = [
        "s", "sec", "second", "seconds", "m", "min", "minute", "minutes", "h", "hour", "hours", "d", "day", "days",
    ]

    /// Parts a limit into numbers, words and slashes.
    private static func words(_ text: Substring) -> ArraySlice<Substring> {
        var words: [Substring] = []
        var rest = text
        while let first = rest.first {
            if first.isWhitespace {
                rest = rest.dropFirst()
                continue
            }
            var word = rest.prefix { $0.isNumber }
            if word.isEmpty { word = rest.prefix { $0.isLetter } }
            if word.isEmpty { word = rest.prefix(1) }
            words.append(word)
            rest = rest[word.endIndex...]
        }
        return words[...]
    }

    private mutating func isLimit() -> Bool {
        guard takesCount(), let sign = words.popFirst()?.lowercased(), sign == "/" || sign == "per" else {
            return false
        }
        if words.first?.first?.isNumber == true, !takesCount() { return false }
        guard let unit = words.popFirst()?.lowercased(), Self.units.contains(unit) else { return false }
        guard let burst = words.popFirst() else { return true }
        return burst.lowercased() == "burst" && takesCount() && words.isEmpty
    }

    private mutating func takesCount() -> Bool {
        guard let word = words.popFirst(), let count = Int(word) else { return false }
        return (1...1_000_000_000).contains(count)
    }
}
