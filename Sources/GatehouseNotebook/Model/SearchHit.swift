public import GatehouseMacros

/// A note that a search found.
@Schemable
public struct SearchHit: Sendable, Hashable {
    /// The note's id.
    public let id: String
    public let title: String
    /// The best place of the body on one line, hits between `«` and `»`, gaps as `…`; the body's beginning where only
    /// the title or the tags match. The marks are plain text: a body that has such characters shows them as well.
    public let snippet: String
    public let tags: [String]
    /// How well the note matches, by BM25: more is better, and only the order within one answer means something.
    public let score: Double
    /// How often the note was written.
    @Field(.range(1...))
    public let version: Int
    /// When it was written last: RFC 3339, in UTC.
    @Field(.format(.dateTime))
    public let updatedAt: String
    /// Whoever wrote it last.
    public let updatedBy: String
}
