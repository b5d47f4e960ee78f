import GRDB
import Gatehouse

extension NotebookStore {
    /// Creates a note.
    ///
    /// - Parameters:
    ///   - title: One line; blanks around it are cut off.
    ///   - body: Markdown text.
    ///   - tags: Tags in any spelling; they are normalised.
    ///   - author: The subject who creates it.
    /// - Returns: The note, at version 1.
    /// - Throws: ``NotebookError`` where an argument is out of its bounds (``NotebookLimits``) or the notebook is full.
    public func create(
        title: String,
        body: String = "",
        tags: [String] = [],
        by author: String
    ) async throws -> Note {
        let author = try Check.author(author)
        let draft = try Self.checked(NoteDraft(title: title, body: body, tags: tags))
        return try await write("create a note") { [options] db in
            try Self.create(draft, NoteWriting(db: db, author: author, options: options), options)
        }
    }

    /// Creates several notes: all of them, or, where one is refused, none.
    ///
    /// - Returns: The notes in the order of the drafts.
    /// - Throws: ``NotebookError`` as for one note, and where the drafts are more or longer than one call may bring.
    public func create(_ drafts: [NoteDraft], by author: String) async throws -> [Note] {
        let author = try Check.author(author)
        let drafts = try Self.checked(drafts)
        return try await write("create notes") { [options] db in
            let writing = NoteWriting(db: db, author: author, options: options)
            return try drafts.map { try Self.create($0, writing, options) }
        }
    }

    /// Changes a note, unless somebody changed it since the caller read it.
    ///
    /// - Parameters:
    ///   - id: The note's identifier.
    ///   - expectedVersion: The version that the caller read. Where the note has another one, nothing is written, and
    ///     the error tells who changed it and when.
    ///   - edit: What changes. An edit that leaves everything as it is makes no new version.
    ///   - author: The subject who changes it.
    /// - Returns: The note as it now is.
    /// - Throws: ``NotebookError``: not found, deleted, stale, out of bounds, or full.
    public func update(
        id: String,
        expectedVersion: Int,
        _ edit: NoteEdit,
        by author: String
    ) async throws -> Note {
        let author = try Check.author(author)
        let expectedVersion = try Check.version(expectedVersion, field: "expectedVersion")
        let edit = try Self.checked(edit)
        return try await write("update a note") { [options] db in
            let writing = NoteWriting(db: db, author: author, options: options)
            return try writing.update(writing.stored(id: id, expectedVersion: expectedVersion), edit)
        }
    }

    /// Takes a note out of the notebook. Its history stays, and gains a last version that tells who deleted it.
    ///
    /// - Parameters:
    ///   - id: The note's identifier.
    ///   - expectedVersion: The version that the caller read; nothing deletes the note whatever its version is.
    ///   - author: The subject who deletes it.
    /// - Returns: The deletion, as the history has it.
    /// - Throws: ``NotebookError``: not found, deleted before, or stale.
    public func delete(id: String, expectedVersion: Int? = nil, by author: String) async throws -> NoteChange {
        let author = try Check.author(author)
        if let expectedVersion { _ = try Check.version(expectedVersion, field: "expectedVersion") }
        return try await write("delete a note") { [options] db in
            let writing = NoteWriting(db: db, author: author, options: options)
            return try writing.delete(writing.stored(id: id, expectedVersion: expectedVersion))
        }
    }

    private static func create(_ draft: NoteDraft, _ writing: NoteWriting, _ options: NotebookOptions) throws -> Note {
        var randomness = SystemRandomNumberGenerator()
        while true {
            let id = NoteIdentifier.make(milliseconds: options.now(), randomness: &randomness)
            let isTaken = try lastChange(writing.db, id: id) != nil
            if !isTaken { return try writing.create(draft, id: id) }
        }
    }

    private static func checked(_ draft: NoteDraft) throws(NotebookError) -> NoteDraft {
        NoteDraft(
            title: try Check.title(draft.title),
            body: try Check.body(draft.body),
            tags: try Check.tags(draft.tags)
        )
    }

    private static func checked(_ drafts: [NoteDraft]) throws(NotebookError) -> [NoteDraft] {
        guard drafts.count <= NotebookLimits.draftsPerCall else {
            throw .invalid(
                field: "notes",
                "There are \(drafts.count) notes; at most \(NotebookLimits.draftsPerCall) are allowed in one call."
            )
        }
        var checked: [NoteDraft] = []
        var bytes = 0
        for draft in drafts {
            let draft = try self.checked(draft)
            bytes += draft.body.utf8.count
            guard bytes <= NotebookLimits.draftBytesPerCall else {
                throw .invalid(
                    field: "notes",
                    "The bodies have more than \(NotebookLimits.draftBytesPerCall) bytes together, the most that is "
                        + "allowed in one call. Create the notes in several."
                )
            }
            checked.append(draft)
        }
        return checked
    }

    private static func checked(_ edit: NoteEdit) throws(NotebookError) -> NoteEdit {
        guard !edit.isEmpty else {
            throw .invalid(field: "edit", "The update changes nothing: give a title, a body or tags.")
        }
        var checked = NoteEdit()
        if let title = edit.title { checked.title = try Check.title(title) }
        if let body = edit.body { checked.body = try Check.body(body) }
        if let tags = edit.tags { checked.tags = try Check.tags(tags) }
        return checked
    }
}

extension NoteWriting {
    init(db: Database, author: String, options: NotebookOptions) {
        self.init(db: db, author: author, at: Instant.text(milliseconds: options.now()))
    }
}
