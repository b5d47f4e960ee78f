import GRDB

extension NotebookStore {
    /// The notes that have all of those tags, the latest change first.
    ///
    /// Paging goes by the order of changes: a note that is created or changed meanwhile stands before the first page,
    /// and no other is left out or seen twice for it.
    ///
    /// - Parameters:
    ///   - tags: Tags in any spelling; none of them means every note.
    ///   - limit: How many notes at most: 1 to ``NotebookLimits/pageItems``.
    ///   - cursor: The `nextCursor` of the page before.
    /// - Throws: ``NotebookError`` where an argument is out of bounds, or the cursor is not from a list with these
    ///   tags.
    public func list(tags: [String] = [], limit: Int = 20, cursor: String? = nil) async throws -> NotePage {
        let tags = try Check.tags(tags)
        let limit = try Check.limit(limit)
        let below = try cursor.map { text throws(NotebookError) in try ListCursor(text, tags: tags).change } ?? .max
        return try await read("list notes") { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT change, \(NoteSummary.columns) FROM note WHERE change < ?\(Self.filter(tags, "number"))
                    ORDER BY change DESC LIMIT ?
                    """,
                arguments: [below] + Self.filterArguments(tags) + [limit + 1]
            )
            let shown = rows.prefix(limit)
            let last = try shown.last.map { try $0.integer("change") }
            return NotePage(
                notes: try shown.map(NoteSummary.init),
                nextCursor: rows.count > limit ? last.map { ListCursor(change: Int64($0)).text(tags: tags) } : nil
            )
        }
    }

    /// The latest changes in the whole notebook, deletions among them: what happened here lately.
    ///
    /// - Throws: ``NotebookError`` where the limit is not between 1 and ``NotebookLimits/pageItems``.
    public func recent(limit: Int = 20) async throws -> [NoteChange] {
        let limit = try Check.limit(limit)
        return try await read("list changes") { db in
            try Row.fetchAll(
                db,
                sql: "SELECT \(NoteChange.columns) FROM note_version ORDER BY change DESC LIMIT ?",
                arguments: [limit]
            ).map(NoteChange.init)
        }
    }

    /// The tags that most notes have, with how many have each; of equals, in the order of their names.
    ///
    /// - Throws: ``NotebookError`` where the limit is not between 1 and ``NotebookLimits/pageItems``.
    public func tags(limit: Int = NotebookLimits.pageItems) async throws -> [TagCount] {
        let limit = try Check.limit(limit)
        return try await read("list tags") { db in
            try Row.fetchAll(
                db,
                sql: "SELECT tag, count(*) AS notes FROM note_tag GROUP BY tag ORDER BY notes DESC, tag LIMIT ?",
                arguments: [limit]
            ).map { TagCount(tag: try $0.text("tag"), notes: try $0.integer("notes")) }
        }
    }

    /// How much the notebook holds.
    public func statistics() async throws -> NotebookStatistics {
        try await read("count notes") { db in
            func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            let pages = try number("PRAGMA page_count")
            return NotebookStatistics(
                notes: try number("SELECT count(*) FROM note"),
                deletedNotes: try number("SELECT count(*) FROM note_version WHERE action = 'deleted'"),
                changes: try number("SELECT count(*) FROM note_version"),
                tags: try number("SELECT count(DISTINCT tag) FROM note_tag"),
                authors: try number("SELECT count(DISTINCT by) FROM note_version"),
                bodyBytes: try number("SELECT sum(body_bytes) FROM note"),
                databaseBytes: pages.multipliedReportingOverflow(by: try number("PRAGMA page_size")).partialValue,
                lastChange: try Row.fetchOne(
                    db,
                    sql: "SELECT \(NoteChange.columns) FROM note_version ORDER BY change DESC LIMIT 1"
                ).map(NoteChange.init)
            )
        }
    }

    /// The condition that a note has all of the tags.
    static func filter(_ tags: [String], _ column: String) -> String {
        guard !tags.isEmpty else { return "" }
        let places = Array(repeating: "?", count: tags.count).joined(separator: ", ")
        return """
             AND \(column) IN (SELECT note FROM note_tag WHERE tag IN (\(places)) \
            GROUP BY note HAVING count(*) = \(tags.count))
            """
    }

    static func filterArguments(_ tags: [String]) -> StatementArguments { StatementArguments(tags) }
}
