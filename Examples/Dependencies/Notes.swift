import GatehouseMacros

/// Notes in a database. What has `@Depends` is given by the server and is no argument.
@Toolbox
struct Notes: Sendable {
    /// Lists all notes, the oldest first.
    @Tool(.readOnly, .closedWorld, requires: .permission("notes:read"))
    func listNotes(@Depends(.connection) connection: Connection) async throws -> [Note] {
        try await connection.notes()
    }

    /// Writes a new note.
    ///
    /// - Parameter text: What it says.
    @Tool(.additive, .closedWorld, requires: .permission("notes:write"))
    func createNote(
        @Field(.length(1...2_000)) text: String,
        @Depends(.connection) connection: Connection,
        @Depends user: User
    ) async throws -> Note {
        try await connection.insert(text, by: user.name)
    }

    /// Replaces the text of a note of one's own.
    ///
    /// - Parameters:
    ///   - id: The note's id, as list_notes gives it.
    ///   - text: What it says from now on.
    @Tool(.idempotent, .closedWorld, requires: .permission("notes:write"), guards: [.ownNotes])
    func updateNote(
        @Field(.length(1...20)) id: String,
        @Field(.length(1...2_000)) text: String,
        @Depends(.requestedNote) note: Note?,
        @Depends(.connection) connection: Connection
    ) async throws -> Note {
        guard var note else { throw ToolError("there is no note \(id); list_notes tells which there are") }
        note.text = text
        try await connection.save(note)
        return note
    }
}
