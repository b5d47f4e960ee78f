public import GatehouseMacros

/// A note in a list: everything but its whole text.
@Schemable
public struct NoteSummary: Sendable, Hashable {
    /// The note's id.
    public let id: String
    /// How often the note was written.
    @Field(.range(1...))
    public let version: Int
    public let title: String
    public let tags: [String]
    /// When the note was created: RFC 3339, in UTC.
    @Field(.format(.dateTime))
    public let createdAt: String
    /// Whoever created it.
    public let createdBy: String
    /// When it was written last: RFC 3339, in UTC.
    @Field(.format(.dateTime))
    public let updatedAt: String
    /// Whoever wrote it last.
    public let updatedBy: String
    /// How long the body is, in bytes of UTF-8.
    @Field(.range(0...))
    public let bodyBytes: Int
    /// The beginning of the body on one line, with `…` at its end where the body goes on.
    public let excerpt: String
}
