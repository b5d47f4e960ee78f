public import GatehouseJSON

/// How much the notebook holds.
public struct NotebookStatistics: Sendable, Hashable {
    /// How many notes there are.
    public let notes: Int
    /// How many notes were deleted.
    public let deletedNotes: Int
    /// How many changes there were: creations, updates and deletions.
    public let changes: Int
    /// How many different tags the notes have.
    public let tags: Int
    /// How many subjects changed anything.
    public let authors: Int
    /// How long the bodies of all notes are together, in bytes of UTF-8.
    public let bodyBytes: Int
    /// How large the database is, in bytes, without what its log still holds.
    public let databaseBytes: Int
    /// The latest change; absent in a notebook that nobody wrote to.
    public let lastChange: NoteChange?
}

extension NotebookStatistics: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("notes", notes)
        writer.member("deletedNotes", deletedNotes)
        writer.member("changes", changes)
        writer.member("tags", tags)
        writer.member("authors", authors)
        writer.member("bodyBytes", bodyBytes)
        writer.member("databaseBytes", databaseBytes)
        writer.member("lastChange", ifPresent: lastChange)
        writer.endObject()
    }
}
