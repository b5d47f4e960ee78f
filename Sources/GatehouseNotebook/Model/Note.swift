public import GatehouseJSON

/// A note as it stands in one version, with its whole text.
public struct Note: Sendable, Hashable {
    /// What names the note: 16 characters of Crockford's base 32 in lower case, in the order of creation.
    public let id: String
    /// One line, at most ``NotebookLimits/titleCharacters`` long.
    public let title: String
    /// Markdown text, exactly as it was written, at most ``NotebookLimits/bodyBytes`` long.
    public let body: String
    /// The tags, normalised and in order.
    public let tags: [String]
    /// How often the note was written: 1 when it is new.
    public let version: Int
    /// When the note was created: RFC 3339, in UTC, with milliseconds.
    public let createdAt: String
    /// The subject who created it.
    public let createdBy: String
    /// When this version was written.
    public let updatedAt: String
    /// The subject who wrote this version.
    public let updatedBy: String
}

extension Note: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("version", version)
        writer.member("title", title)
        writer.member("tags", tags)
        writer.member("createdAt", createdAt)
        writer.member("createdBy", createdBy)
        writer.member("updatedAt", updatedAt)
        writer.member("updatedBy", updatedBy)
        writer.member("body", body)
        writer.endObject()
    }
}
