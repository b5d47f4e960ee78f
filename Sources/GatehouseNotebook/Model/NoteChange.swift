public import GatehouseJSON

/// Who did what to which note, and when.
public struct NoteChange: Sendable, Hashable {
    public let id: String
    /// The title after the change.
    public let title: String
    public let action: NoteAction
    /// The version that the change made.
    public let version: Int
    /// When: RFC 3339, in UTC, with milliseconds.
    public let at: String
    /// The subject who did it.
    public let by: String
}

extension NoteChange: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("title", title)
        writer.member("action", action)
        writer.member("version", version)
        writer.member("at", at)
        writer.member("by", by)
        writer.endObject()
    }
}
