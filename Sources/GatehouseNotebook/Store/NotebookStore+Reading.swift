import GRDB

extension NotebookStore {
    /// The note as it now is.
    ///
    /// - Throws: ``NotebookError`` where there is no such note, or it was deleted.
    public func read(id: String) async throws -> Note {
        try await read("read a note") { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM note WHERE id = ?", arguments: [id])
            guard let row else { throw try Self.absence(db, id: id) }
            return try Note(row)
        }
    }

    /// The note as that version left it, also where it was deleted since: the version of the deletion has the last
    /// text.
    ///
    /// - Throws: ``NotebookError`` where there is no such note or no such version.
    public func read(id: String, version: Int) async throws -> Note {
        let version = try Check.version(version, field: "version")
        return try await read("read a version of a note") { db in
            guard try Self.lastChange(db, id: id) != nil else { throw NotebookError.notFound(id: id) }
            let row = try Row.fetchOne(db, sql: Self.versionQuery, arguments: ["id": id, "version": version])
            guard let row else { throw NotebookError.notFound(id: id, version: version) }
            return try Note(row)
        }
    }

    /// Every version of a note, the latest first: who changed what and when.
    ///
    /// - Parameters:
    ///   - id: The note's identifier; a deleted note has its history as well.
    ///   - limit: How many versions at most: 1 to ``NotebookLimits/pageItems``.
    ///   - before: Only versions below this one: the `nextBefore` of the page before.
    /// - Throws: ``NotebookError`` where there never was such a note, or an argument is out of bounds.
    public func history(id: String, limit: Int = 20, before: Int? = nil) async throws -> NoteHistory {
        let limit = try Check.limit(limit)
        if let before { _ = try Check.version(before, field: "before") }
        return try await read("read the history of a note") { db in
            guard let last = try Self.lastChange(db, id: id) else { throw NotebookError.notFound(id: id) }
            var versions = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(NoteVersion.columns) FROM note_version WHERE id = ? AND version < ?
                    ORDER BY version DESC LIMIT ?
                    """,
                arguments: [id, before ?? .max, limit + 1]
            ).map(NoteVersion.init)
            let goesOn = versions.count > limit
            if goesOn { versions.removeLast() }
            let isDeleted = last.action == .deleted
            return NoteHistory(
                id: id,
                isDeleted: isDeleted,
                versions: versions,
                nextBefore: goesOn ? versions.last?.version : nil,
                lastBody: isDeleted && before == nil ? try Self.body(db, id: id, version: last.version) : nil
            )
        }
    }

    /// The last change of a note that is or was in the notebook.
    static func lastChange(_ db: Database, id: String) throws -> NoteChange? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(NoteChange.columns) FROM note_version WHERE id = ? ORDER BY version DESC LIMIT 1",
            arguments: [id]
        ).map(NoteChange.init)
    }

    /// Why there is no such note.
    static func absence(_ db: Database, id: String) throws -> NotebookError {
        try lastChange(db, id: id).map(NotebookError.deleted) ?? .notFound(id: id)
    }

    private static func body(_ db: Database, id: String, version: Int) throws -> String? {
        try Row.fetchOne(db, sql: versionQuery, arguments: ["id": id, "version": version])?.text("body")
    }

    /// A version with its whole text, which stands in the latest version that changed it.
    private static let versionQuery = """
        SELECT it.id, it.title, it.tags, it.version, it.at AS updated_at, it.by AS updated_by,
            first.at AS created_at, first.by AS created_by,
            (SELECT body FROM note_version AS text WHERE text.id = it.id AND text.version <= it.version
                AND text.body IS NOT NULL ORDER BY text.version DESC LIMIT 1) AS body
        FROM note_version AS it JOIN note_version AS first ON first.id = it.id AND first.version = 1
        WHERE it.id = :id AND it.version = :version
        """
}
