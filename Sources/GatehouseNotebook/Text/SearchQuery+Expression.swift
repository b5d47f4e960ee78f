extension SearchQuery {
    /// The full-text expression that needs every group to match.
    ///
    /// Words in it come out of ``WordScanner``, so they have no quote and no operator, and each is quoted besides.
    var allWordsExpression: String {
        let needed = groups.map { group in "(" + group.map(Self.expression).joined(separator: " OR ") + ")" }
        return excluding(needed.joined(separator: " AND "))
    }

    /// The expression that needs quoted phrases to match, and of everything else any word; nothing where that would not
    /// find more than ``allWordsExpression``.
    ///
    /// Text of a script that does not part its words counts as its pairs of neighbouring characters, so that a whole
    /// question finds the notes that have its words.
    var anyWordExpression: String? {
        let phrases = groups.filter { $0.allSatisfy(\.isQuoted) }
        let loose = groups.filter { !$0.allSatisfy(\.isQuoted) }.joined()
        var parts: [String] = []
        for part in loose.flatMap(Self.parts) where !parts.contains(part) { parts.append(part) }
        guard parts.count > 1 || (!phrases.isEmpty && !parts.isEmpty) else { return nil }
        let any = "(" + parts.prefix(NotebookLimits.queryTerms).joined(separator: " OR ") + ")"
        // With phrases, the loose words only rank: a note that has the phrases is an answer already.
        guard !phrases.isEmpty else { return excluding(any) }
        let needed = phrases.map { group in "(" + group.map(Self.expression).joined(separator: " OR ") + ")" }
        let required = needed.joined(separator: " AND ")
        return excluding("((\(required)) AND \(any)) OR (\(required))")
    }

    private func excluding(_ expression: String) -> String {
        guard !excluded.isEmpty else { return expression }
        return "(\(expression)) NOT (" + excluded.map(Self.expression).joined(separator: " OR ") + ")"
    }

    /// A word as itself or the beginning of another: said twice, so that the word itself ranks higher.
    private static func expression(_ term: Term) -> String {
        let phrase = quoted(term.words)
        guard term.matchesPrefix else { return phrase }
        return term.words.count == 1 ? "(\(phrase) OR \(phrase) *)" : "\(phrase) *"
    }

    private static func parts(_ term: Term) -> [String] {
        guard !term.isQuoted, term.words.count > 1 else {
            return [quoted(term.words) + (term.matchesPrefix ? " *" : "")]
        }
        return term.words.indices.flatMap { position -> [String] in
            let word = term.words[position]
            guard term.isSingle[position] else { return [quoted([word])] }
            let next = position + 1
            if next < term.words.count, term.isSingle[next] { return [quoted([word, term.words[next]])] }
            return position > 0 && term.isSingle[position - 1] ? [] : [quoted([word])]
        }
    }

    private static func quoted(_ words: [String]) -> String {
        "\"" + words.joined(separator: " ") + "\""
    }
}
