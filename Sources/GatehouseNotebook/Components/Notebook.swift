import Gatehouse
import GatehouseJSON
public import GatehouseMacros

/// The notebook as an MCP server offers it: seven tools, two kinds of resource and two prompts on one store.
///
/// Reading asks for the permission `notes:read`, writing for `notes:write`, deleting for `notes:delete`. Every change is
/// recorded under the caller's subject.
@Toolbox
public struct Notebook: Sendable {
    let store: NotebookStore

    public init(store: NotebookStore) {
        self.store = store
    }

    // MARK: Reading

    /// Finds notes by their text, the best match first, each with a snippet in which «…» marks what matched. All words
    /// must occur; "…" is an exact phrase, -word excludes, OR means either word. Read a hit with read_note to see its
    /// whole text.
    ///
    /// - Parameters:
    ///   - query: Words to look for.
    ///   - tags: Only notes that have all of these tags.
    ///   - limit: How many at most.
    @Tool(.readOnly, .idempotent, .closedWorld, title: "Search notes", requires: .read)
    func searchNotes(
        @Field(.length(1...NotebookLimits.queryCharacters)) query: String,
        @Field(.count(...NotebookLimits.tags)) tags: [Tag] = [],
        @Field(.range(1...NotebookLimits.pageItems)) limit: Int = 10
    ) async throws -> SearchResult {
        try await speaking { try await store.search(query, tags: tags.map(\.text), limit: limit) }
    }

    /// Reads the whole text of a note, as it is now or as an earlier version left it.
    ///
    /// - Parameters:
    ///   - id: The note's id, as a search or a list gives it.
    ///   - version: The version to read; left out, the latest one.
    @Tool(.readOnly, .idempotent, .closedWorld, title: "Read a note", requires: .read)
    func readNote(
        @Field(.maxLength(64)) id: String,
        @Field(.range(1...)) version: Int?
    ) async throws -> Note {
        try await speaking {
            guard let version else { return try await store.read(id: id) }
            return try await store.read(id: id, version: version)
        }
    }

    /// Lists notes without their whole text, the latest change first, page by page.
    ///
    /// - Parameters:
    ///   - tags: Only notes that have all of these tags.
    ///   - limit: How many at most.
    ///   - cursor: The nextCursor of the page before.
    @Tool(.readOnly, .idempotent, .closedWorld, title: "List notes", requires: .read)
    func listNotes(
        @Field(.count(...NotebookLimits.tags)) tags: [Tag] = [],
        @Field(.range(1...NotebookLimits.pageItems)) limit: Int = 20,
        @Field(.maxLength(1_024)) cursor: String?
    ) async throws -> NotePage {
        try await speaking { try await store.list(tags: tags.map(\.text), limit: limit, cursor: cursor) }
    }

    /// Tells who changed a note when, the latest version first, also of a note that was deleted. Read a version's text
    /// with read_note.
    ///
    /// - Parameters:
    ///   - id: The note's id, as a search or a list gives it.
    ///   - limit: How many at most.
    ///   - before: Only older versions: the nextBefore of the page before.
    @Tool(.readOnly, .idempotent, .closedWorld, title: "History of a note", requires: .read)
    func noteHistory(
        @Field(.maxLength(64)) id: String,
        @Field(.range(1...NotebookLimits.pageItems)) limit: Int = 20,
        @Field(.range(1...)) before: Int?
    ) async throws -> NoteHistory {
        try await speaking { try await store.history(id: id, limit: limit, before: before) }
    }

    // MARK: Writing

    /// Creates a note and returns it with its id and version. Search first: the subject may have one.
    ///
    /// - Parameters:
    ///   - title: One line of at most 200 characters.
    ///   - body: Markdown text, at most 1 MiB.
    ///   - tags: Words to find the note by; case does not matter.
    @Tool(.additive, .closedWorld, title: "Create a note", requires: .write)
    func createNote(
        @Field(.length(1...NotebookLimits.titleCharacters)) title: String,
        body: String = "",
        @Field(.count(...NotebookLimits.tags)) tags: [Tag] = [],
        principal: Principal
    ) async throws -> Note {
        try await speaking {
            try await store.create(title: title, body: body, tags: tags.map(\.text), by: principal.subject)
        }
    }

    /// Changes a note's title, body or tags; what is left out stays. Pass the version that you read: where the note has
    /// another one by now, nothing is written and the error says who changed it.
    ///
    /// - Parameters:
    ///   - id: The note's id, as a search or a list gives it.
    ///   - version: The version that you read.
    ///   - title: One line of at most 200 characters.
    ///   - body: Markdown text, at most 1 MiB.
    ///   - tags: The new tags, in place of all old ones.
    @Tool(.additive, .idempotent, .closedWorld, title: "Update a note", requires: .write)
    func updateNote(
        @Field(.maxLength(64)) id: String,
        @Field(.range(1...)) version: Int,
        @Field(.length(1...NotebookLimits.titleCharacters)) title: String?,
        body: String?,
        @Field(.count(...NotebookLimits.tags)) tags: [Tag]?,
        principal: Principal
    ) async throws -> Note {
        let edit = NoteEdit(title: title, body: body, tags: tags?.map(\.text))
        return try await speaking {
            try await store.update(id: id, expectedVersion: version, edit, by: principal.subject)
        }
    }

    /// Takes a note out of the notebook. Its history stays readable with note_history.
    ///
    /// - Parameters:
    ///   - id: The note's id, as a search or a list gives it.
    ///   - version: The version that you read; left out, the note is deleted whatever its version is.
    @Tool(.destructive, .idempotent, .closedWorld, title: "Delete a note", requires: .delete)
    func deleteNote(
        @Field(.maxLength(64)) id: String,
        @Field(.range(1...)) version: Int?,
        principal: Principal
    ) async throws -> NoteChange {
        try await speaking {
            try await store.delete(id: id, expectedVersion: version, by: principal.subject)
        }
    }

    // MARK: Resources

    /// The latest 20 changes: who did what to which note.
    @Resource(
        "notebook://recent", name: "recent", title: "Recent changes", mimeType: "application/json", requires: .read)
    func recentChanges() async throws -> RecentChanges {
        try await speaking { RecentChanges(changes: try await store.recent(limit: 20)) }
    }

    /// A note's text, with its title as heading.
    @Resource("note://{id}", name: "note", title: "A note", mimeType: "text/markdown", requires: .read)
    func note(id: String) async throws -> String? {
        do {
            return try await store.read(id: id).markdown
        } catch let error as NotebookError where error.code == .notFound || error.code == .deleted {
            return nil
        }
    }

    // MARK: Prompts

    /// Summarizes what the notebook says about a topic, with references to the notes.
    ///
    /// - Parameter topic: What to summarize.
    @Prompt(title: "Summarize notes", requires: .read)
    func summarizeNotes(@Field(.title("Topic")) topic: String) async throws -> String {
        let hits = try await speaking { try await store.search(topic, limit: Self.quotedNotes).hits }
        let notes = try await speaking { try await quoted(hits.map(\.id)) }
        return """
            Summarize what our notebook says about "\(topic)". Use only the notes below, say where they \
            contradict one another, and name each note that you use by its title and id.

            \(notes.isEmpty ? "No note mentions it: say so, and propose what a first note should hold." : notes)
            """
    }

    /// Reviews the notebook's latest changes: what is new, what is open, what contradicts.
    @Prompt(title: "Weekly review", requires: .read)
    func weeklyReview() async throws -> String {
        let changes = try await speaking { try await store.recent(limit: 50) }
        let lines = changes.map {
            "- \($0.at) \($0.by) \($0.action) \"\($0.title)\" (\($0.id), version \($0.version))"
        }
        return """
            Review the last week in our notebook. Group the changes below by subject, read the notes that matter \
            with read_note, and list decisions, open questions and contradictions, each with its note's id.

            \(lines.isEmpty ? "Nothing was changed yet." : lines.joined(separator: "\n"))
            """
    }
}

extension Access {
    static let read = Access.permission("notes:read")
    static let write = Access.permission("notes:write")
    static let delete = Access.permission("notes:delete")
}
