public import GatehouseMacros

/// The versions of one note, the latest first.
@Schemable
public struct NoteHistory: Sendable, Hashable {
    /// The note's id.
    public let id: String
    /// Whether the note was deleted: its first version here is then the deletion.
    @Field(.name("deleted"))
    public let isDeleted: Bool
    public let versions: [NoteVersion]
    /// Pass it as before for older versions; absent where these are the oldest.
    @Field(.range(1...))
    public let nextBefore: Int?
    /// The whole body that a deleted note had at last; absent for a note that is there, and on later pages.
    public let lastBody: String?
}
