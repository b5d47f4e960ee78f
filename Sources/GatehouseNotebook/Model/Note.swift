public import GatehouseMacros

/// A note as it stands in one version, with its whole text.
@Schemable
public struct Note: Sendable, Hashable {
    /// The note's id: 16 characters of Crockford's base 32 in lower case, in the order of creation.
    public let id: String
    /// How often the note was written: 1 when it is new.
    @Field(.range(1...))
    public let version: Int
    /// One line.
    public let title: String
    /// The tags, normalised and in order.
    public let tags: [String]
    /// When the note was created: RFC 3339, in UTC, with milliseconds.
    @Field(.format(.dateTime))
    public let createdAt: String
    /// The subject who created it.
    public let createdBy: String
    /// When this version was written: RFC 3339, in UTC, with milliseconds.
    @Field(.format(.dateTime))
    public let updatedAt: String
    /// The subject who wrote this version.
    public let updatedBy: String
    /// Markdown text, exactly as it was written.
    public let body: String
}
