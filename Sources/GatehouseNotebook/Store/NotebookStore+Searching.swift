import GRDB

extension NotebookStore {
    /// The notes that match the query best.
    ///
    /// The query is words, all of which a note must have in its title, body or tags, in any order; each also finds
    /// longer words that begin with it. `"…"` is an exact phrase, `-word` and `-"…"` exclude, `OR` between two words
    /// means either. Case, accents and the encoding of characters do not matter; text in scripts that do not part their
    /// words is found inside sentences. Whatever else is typed is only a gap between words. Where no note has all
    /// words, those with any of them are found, and ``SearchResult/matching`` says so; quoted phrases and exclusions
    /// still hold.
    ///
    /// - Parameters:
    ///   - query: At most ``NotebookLimits/queryCharacters`` long.
    ///   - tags: Tags that every hit must have, in any spelling.
    ///   - limit: How many hits at most: 1 to ``NotebookLimits/pageItems``.
    /// - Throws: ``NotebookError`` where an argument is out of bounds, or the query has nothing to look for.
    public func search(_ query: String, tags: [String] = [], limit: Int = 10) async throws -> SearchResult {
        let query = try SearchQuery(query)
        let tags = try Check.tags(tags)
        let limit = try Check.limit(limit)
        return try await read("search") { db in
            let hits = try Self.hits(db, query.allWordsExpression, tags: tags, limit: limit + 1)
            if hits.isEmpty, let expression = query.anyWordExpression {
                let hits = try Self.hits(db, expression, tags: tags, limit: limit + 1)
                return Self.result(hits, .anyWord, limit: limit)
            }
            return Self.result(hits, .allWords, limit: limit)
        }
    }

    private static func result(_ hits: [SearchHit], _ matching: SearchResult.Matching, limit: Int) -> SearchResult {
        SearchResult(
            hits: Array(hits.prefix(limit)),
            matching: hits.isEmpty ? .allWords : matching,
            hasMore: hits.count > limit
        )
    }

    /// The full-text index ranks and cuts first; only the hits that are shown get their snippets. The plus sign keeps
    /// SQLite from asking the index about each tagged note one by one.
    private static func hits(_ db: Database, _ expression: String, tags: [String], limit: Int) throws -> [SearchHit] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, note.title, note.tags, version, updated_at, updated_by, hit.score, hit.snippet
                FROM (SELECT rowid AS number, rank AS score, snippet(note_text, 1, '«', '»', '…', 40) AS snippet
                    FROM note_text WHERE note_text MATCH ?\(filter(tags, "+rowid")) ORDER BY rank LIMIT ?) AS hit
                JOIN note ON note.number = hit.number
                ORDER BY hit.score, note.change DESC
                """,
            arguments: [expression] + filterArguments(tags) + [limit]
        ).map(SearchHit.init)
    }
}
