/// Cuts a query into quoted phrases and bare words, before anything is known about them.
enum SearchLexer {
    struct Item {
        let text: String
        let isQuoted: Bool
        let isExcluded: Bool
    }

    /// The items of the query in order. A quote that is not closed reaches to the end.
    static func items(of query: String) -> [Item] {
        var items: [Item] = []
        var rest = query.unicodeScalars[...]
        while let first = rest.first {
            if first.properties.isWhitespace {
                rest.removeFirst()
                continue
            }
            let isExcluded = excludes(rest)
            if isExcluded { rest.removeFirst() }
            let isQuoted = rest.first.map(isQuote) ?? false
            if isQuoted { rest.removeFirst() }
            let end = rest.firstIndex { isQuote($0) || (!isQuoted && $0.properties.isWhitespace) } ?? rest.endIndex
            items.append(Item(text: String(rest[..<end]), isQuoted: isQuoted, isExcluded: isExcluded))
            rest = rest[end...]
            if isQuoted, !rest.isEmpty { rest.removeFirst() }
        }
        return items
    }

    /// Whether the item that begins here has a minus before it: one that stands alone is no exclusion.
    private static func excludes(_ rest: Substring.UnicodeScalarView) -> Bool {
        guard rest.first == "-", let next = rest.dropFirst().first else { return false }
        return !next.properties.isWhitespace && next != "-"
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "“", "”", "„", "«", "»", "「", "」", "＂": true
        default: false
        }
    }
}
