import GRDB

/// Typed columns that throw where the database has something else: a damaged file must not end the process.
extension Row {
    func text(_ column: String) throws -> String {
        guard let text = self[column] as? String else { throw Self.damaged(column) }
        return text
    }

    func integer(_ column: String) throws -> Int {
        guard let value = self[column] as? Int64, let narrow = Int(exactly: value) else { throw Self.damaged(column) }
        return narrow
    }

    func double(_ column: String) throws -> Double {
        guard let value = self[column] as? Double else { throw Self.damaged(column) }
        return value
    }

    /// Texts that were joined by line breaks.
    func texts(_ column: String) throws -> [String] {
        try text(column).split(separator: "\n").map(String.init)
    }

    func action(_ column: String) throws -> NoteAction {
        guard let action = NoteAction(rawValue: try text(column)) else { throw Self.damaged(column) }
        return action
    }

    private static func damaged(_ column: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the column \(column) has a value of another type")
    }
}

extension Note {
    init(_ row: Row) throws {
        id = try row.text("id")
        title = try row.text("title")
        body = try row.text("body")
        tags = try row.texts("tags")
        version = try row.integer("version")
        createdAt = try row.text("created_at")
        createdBy = try row.text("created_by")
        updatedAt = try row.text("updated_at")
        updatedBy = try row.text("updated_by")
    }
}

extension NoteSummary {
    init(_ row: Row) throws {
        id = try row.text("id")
        title = try row.text("title")
        tags = try row.texts("tags")
        version = try row.integer("version")
        createdAt = try row.text("created_at")
        createdBy = try row.text("created_by")
        updatedAt = try row.text("updated_at")
        updatedBy = try row.text("updated_by")
        bodyBytes = try row.integer("body_bytes")
        excerpt = try row.text("excerpt")
    }

    static let columns = """
        id, title, tags, version, created_at, created_by, updated_at, updated_by, body_bytes, excerpt
        """
}

extension NoteVersion {
    init(_ row: Row) throws {
        version = try row.integer("version")
        action = try row.action("action")
        at = try row.text("at")
        by = try row.text("by")
        changed = try row.texts("changed")
        title = try row.text("title")
        tags = try row.texts("tags")
        bodyBytes = try row.integer("body_bytes")
        excerpt = try row.text("excerpt")
    }

    static let columns = "version, action, at, by, changed, title, tags, body_bytes, excerpt"
}

extension NoteChange {
    init(_ row: Row) throws {
        id = try row.text("id")
        title = try row.text("title")
        action = try row.action("action")
        version = try row.integer("version")
        at = try row.text("at")
        by = try row.text("by")
    }

    static let columns = "id, title, action, version, at, by"
}

extension SearchHit {
    init(_ row: Row) throws {
        id = try row.text("id")
        title = try row.text("title")
        tags = try row.texts("tags")
        version = try row.integer("version")
        updatedAt = try row.text("updated_at")
        updatedBy = try row.text("updated_by")
        // BM25 comes negative, the best first, so that SQLite can sort it upwards.
        score = (-(try row.double("score")) * 1_000).rounded() / 1_000
        snippet = OneLine.snippet(try row.text("snippet"))
    }
}
