public import GatehouseJSON

/// The versions of one note, the latest first.
public struct NoteHistory: Sendable, Hashable {
    public let id: String
    /// Whether the note was deleted: its first version here is then the deletion.
    public let isDeleted: Bool
    public let versions: [NoteVersion]
    /// What to pass as `before` for older versions; absent where these are the oldest.
    public let nextBefore: Int?
    /// The whole body that a deleted note had at last; absent for a note that is there, and on later pages.
    public let lastBody: String?
}

extension NoteHistory: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("deleted", isDeleted)
        writer.member("versions", versions)
        writer.member("nextBefore", ifPresent: nextBefore)
        writer.member("lastBody", ifPresent: lastBody)
        writer.endObject()
    }
}
