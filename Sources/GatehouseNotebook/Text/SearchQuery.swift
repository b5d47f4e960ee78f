/// What somebody typed to search, understood.
///
/// Words are joined by "and"; `OR` in capitals between two words means either, `"…"` an exact phrase, `-word`, `-"…"`
/// or `NOT` in capitals before them what must not be there. A word also finds words that begin with it, unless it is
/// one character long or excluded; `*` after an excluded word does the same for it. Everything else that is not part of
/// a word is only a gap between words: no text is an error of syntax.
struct SearchQuery {
    /// A word or phrase, as the words that the index has.
    struct Term: Hashable {
        let words: [String]
        /// For each word whether it is a character that stands for itself.
        let isSingle: [Bool]
        let isQuoted: Bool
        let matchesPrefix: Bool
    }

    /// Groups of alternatives: of each group one must match.
    private(set) var groups: [[Term]] = []
    /// None of these may match.
    private(set) var excluded: [Term] = []

    /// - Throws: ``NotebookError`` where the query is empty, too long, or has nothing to look for.
    init(_ text: String) throws(NotebookError) {
        guard !text.unicodeScalars.allSatisfy({ $0.properties.isWhitespace }) else {
            throw .invalid(field: "query", "The query is empty: give at least one word to look for.")
        }
        guard text.unicodeScalars.count <= NotebookLimits.queryCharacters else {
            throw .invalid(
                field: "query",
                "The query has \(text.unicodeScalars.count) characters; "
                    + "at most \(NotebookLimits.queryCharacters) are allowed."
            )
        }
        read(SearchLexer.items(of: text))
        try check()
    }

    private mutating func read(_ items: [SearchLexer.Item]) {
        var joinsAlternative = false
        var excludesNext = false
        for (position, item) in items.enumerated() {
            let isLast = position == items.count - 1
            if !groups.isEmpty || !excluded.isEmpty, !isLast, !item.isQuoted, !item.isExcluded {
                if item.text == "AND" { continue }
                if item.text == "OR" {
                    joinsAlternative = !groups.isEmpty
                    continue
                }
            }
            if item.text == "NOT", !item.isQuoted, !isLast, !groups.isEmpty {
                excludesNext = true
                continue
            }
            add(item, excludes: item.isExcluded || excludesNext, asAlternative: joinsAlternative)
            joinsAlternative = false
            excludesNext = false
        }
    }

    private mutating func add(_ item: SearchLexer.Item, excludes: Bool, asAlternative: Bool) {
        let words = WordScanner.words(in: item.text)
        guard let last = words.last else { return }
        let isWild = excludes ? item.text.hasSuffix("*") : last.text.utf8.count > 1
        let term = Term(
            words: words.map(\.text),
            isSingle: words.map(\.isSingle),
            isQuoted: item.isQuoted,
            matchesPrefix: !item.isQuoted && isWild
        )
        if excludes {
            if !excluded.contains(term) { excluded.append(term) }
        } else if asAlternative, let group = groups.indices.last {
            if !groups[group].contains(term) { groups[group].append(term) }
        } else if !groups.contains([term]) {
            groups.append([term])
        }
    }

    private func check() throws(NotebookError) {
        let count = excluded.count + groups.reduce(0) { $0 + $1.count }
        guard count <= NotebookLimits.queryTerms else {
            throw .invalid(
                field: "query",
                "The query has \(count) different words and phrases; at most \(NotebookLimits.queryTerms) are allowed."
            )
        }
        guard !groups.isEmpty else {
            throw .invalid(
                field: "query",
                excluded.isEmpty
                    ? "The query has no word to look for: it needs at least one letter, digit or emoji."
                    : "The query only excludes: give at least one word to look for."
            )
        }
    }
}
