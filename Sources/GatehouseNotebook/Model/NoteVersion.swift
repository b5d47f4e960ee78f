public import GatehouseJSON

/// One version in the history of a note. Its whole text comes from reading that version.
public struct NoteVersion: Sendable, Hashable {
    public let version: Int
    public let action: NoteAction
    /// When: RFC 3339, in UTC, with milliseconds.
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
    public let bodyBytes: Int
    /// The beginning of the body after the change.
    public let excerpt: String
}

extension NoteVersion: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("version", version)
        writer.member("action", action)
        writer.member("at", at)
        writer.member("by", by)
        writer.member("changed", changed)
        writer.member("title", title)
        writer.member("tags", tags)
        writer.member("bodyBytes", bodyBytes)
        writer.member("excerpt", excerpt)
        writer.endObject()
    }
}
