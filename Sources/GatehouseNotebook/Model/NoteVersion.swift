public import GatehouseMacros

/// One version in the history of a note. Its whole text comes from reading that version.
@Schemable
public struct NoteVersion: Sendable, Hashable {
    @Field(.range(1...))
    public let version: Int
    public let action: NoteAction
    /// When: RFC 3339, in UTC, with milliseconds.
    @Field(.format(.dateTime))
    public let at: String
    /// The subject who did it.
    public let by: String
    /// What differs from the version before: some of `title`, `body`, `tags`; empty for a deletion.
    public let changed: [String]
    /// The title after the change.
    public let title: String
    /// The tags after the change.
    public let tags: [String]
    /// How long the body was after the change, in bytes of UTF-8.
    @Field(.range(0...))
    public let bodyBytes: Int
    /// The beginning of the body after the change.
    public let excerpt: String
}
