import GRDB
import GatehouseJSON

/// The writes of one transaction, which keep notes, history, tags and index in step.
struct NoteWriting {
    let db: Database
    let author: String
    let at: String

    /// A note's row, as far as changing it needs it.
    struct Stored {
        let number: Int
        let note: Note
    }

    /// - Throws: ``NotebookError`` where the note is not there, or not at that version.
    func stored(id: String, expectedVersion: Int?) throws -> Stored {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM note WHERE id = ?", arguments: [id])
        guard let row else { throw try NotebookStore.absence(db, id: id) }
        let stored = Stored(number: try row.integer("number"), note: try Note(row))
        if let expectedVersion, expectedVersion != stored.note.version {
            guard let change = try NotebookStore.lastChange(db, id: id) else { throw NotebookError.notFound(id: id) }
            throw NotebookError.staleVersion(expected: expectedVersion, lastChange: change)
        }
        return stored
    }

    func create(_ draft: NoteDraft, id: String) throws -> Note {
        let note = Note(
            id: id, version: 1, title: draft.title, tags: draft.tags, createdAt: at, createdBy: author,
            updatedAt: at, updatedBy: author, body: draft.body
        )
        let change = try record(note, .created, changed: ["title", "body", "tags"])
        try db.execute(
            sql: """
                INSERT INTO note (change, title, body, tags, version, updated_at, updated_by, body_bytes, excerpt,
                    id, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: columns(of: note, change: change) + [note.id, note.createdAt, note.createdBy]
        )
        let number = Int(db.lastInsertedRowID)
        try addTags(note, number: number)
        try index(note, number: number)
        return note
    }

    /// The note as the edit leaves it; where the edit changes nothing, nothing is written.
    func update(_ stored: Stored, _ edit: NoteEdit) throws -> Note {
        let old = stored.note
        let note = Note(
            id: old.id, version: old.version + 1, title: edit.title ?? old.title, tags: edit.tags ?? old.tags,
            createdAt: old.createdAt, createdBy: old.createdBy, updatedAt: at, updatedBy: author,
            body: edit.body ?? old.body
        )
        let changed = Self.differences(old, note)
        guard !changed.isEmpty else { return old }
        let change = try record(note, .updated, changed: changed)
        try unindex(old, number: stored.number)
        try db.execute(
            sql: """
                UPDATE note SET change = ?, title = ?, body = ?, tags = ?, version = ?, updated_at = ?, updated_by = ?,
                    body_bytes = ?, excerpt = ? WHERE number = ?
                """,
            arguments: columns(of: note, change: change) + [stored.number]
        )
        if changed.contains("tags") {
            try db.execute(sql: "DELETE FROM note_tag WHERE note = ?", arguments: [stored.number])
            try addTags(note, number: stored.number)
        }
        try index(note, number: stored.number)
        return note
    }

    func delete(_ stored: Stored) throws -> NoteChange {
        let old = stored.note
        let last = Note(
            id: old.id, version: old.version + 1, title: old.title, tags: old.tags, createdAt: old.createdAt,
            createdBy: old.createdBy, updatedAt: at, updatedBy: author, body: old.body
        )
        try record(last, .deleted, changed: [])
        try unindex(old, number: stored.number)
        try db.execute(sql: "DELETE FROM note WHERE number = ?", arguments: [stored.number])
        return NoteChange(id: last.id, title: last.title, action: .deleted, version: last.version, at: at, by: author)
    }

    /// Which members differ, byte by byte: another spelling of one accented letter is a change.
    private static func differences(_ old: Note, _ new: Note) -> [String] {
        var names: [String] = []
        if !old.title.isExactly(new.title) { names.append("title") }
        if !old.body.isExactly(new.body) { names.append("body") }
        if old.tags != new.tags { names.append("tags") }
        return names
    }

    /// Writes the version into the history, and returns the number of the change.
    @discardableResult
    private func record(_ note: Note, _ action: NoteAction, changed: [String]) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO note_version (id, version, action, at, by, changed, title, tags, body_bytes, excerpt, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                note.id, note.version, action.description, at, author, changed.joined(separator: "\n"), note.title,
                note.tags.joined(separator: "\n"), note.body.utf8.count, OneLine.excerpt(of: note.body),
                changed.contains("body") ? note.body : nil,
            ]
        )
        return db.lastInsertedRowID
    }

    private func columns(of note: Note, change: Int64) -> StatementArguments {
        [
            change, note.title, note.body, note.tags.joined(separator: "\n"), note.version, note.updatedAt,
            note.updatedBy, note.body.utf8.count, OneLine.excerpt(of: note.body),
        ]
    }

    private func addTags(_ note: Note, number: Int) throws {
        for tag in note.tags {
            try db.execute(sql: "INSERT INTO note_tag (tag, note) VALUES (?, ?)", arguments: [tag, number])
        }
    }

    private func index(_ note: Note, number: Int) throws {
        try db.execute(
            sql: "INSERT INTO note_text (rowid, title, body, tags) VALUES (?, ?, ?, ?)",
            arguments: [number, note.title, note.body, note.tags.joined(separator: "\n")]
        )
    }

    /// Takes the words of the note out of the index, which must be told the very text that it was given.
    private func unindex(_ note: Note, number: Int) throws {
        try db.execute(
            sql: "INSERT INTO note_text (note_text, rowid, title, body, tags) VALUES ('delete', ?, ?, ?, ?)",
            arguments: [number, note.title, note.body, note.tags.joined(separator: "\n")]
        )
    }
}
