public import GatehouseMacros

/// Who did what to which note, and when.
@Schemable
public struct NoteChange: Sendable, Hashable {
    /// The note's id.
    public let id: String
    /// The title after the change.
    public let title: String
    public let action: NoteAction
    /// The version that the change made.
    @Field(.range(1...))
    public let version: Int
    /// When: RFC 3339, in UTC, with milliseconds.
    @Field(.format(.dateTime))
    public let at: String
    /// The subject who did it.
    public let by: String
}
