public import GatehouseJSON

/// A note that a search found.
public struct SearchHit: Sendable, Hashable {
    public let id: String
    public let title: String
    public let tags: [String]
    public let version: Int
    public let updatedAt: String
    public let updatedBy: String
    /// How well the note matches, by BM25: more is better, and only the order within one answer means something.
    public let score: Double
    /// The best place of the body on one line, hits between `«` and `»`, gaps as `…`; the body's beginning where only
    /// the title or the tags match. The marks are plain text: a body that has such characters shows them as well.
    public let snippet: String
}

extension SearchHit: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("title", title)
        writer.member("snippet", snippet)
        writer.member("tags", tags)
        writer.member("score", score)
        writer.member("version", version)
        writer.member("updatedAt", updatedAt)
        writer.member("updatedBy", updatedBy)
        writer.endObject()
    }
}
