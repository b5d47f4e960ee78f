public import GatehouseJSON

/// A note in a list: everything but its whole text.
public struct NoteSummary: Sendable, Hashable {
    public let id: String
    public let title: String
    public let tags: [String]
    public let version: Int
    public let createdAt: String
    public let createdBy: String
    public let updatedAt: String
    public let updatedBy: String
    /// How long the body is, in bytes of UTF-8.
    public let bodyBytes: Int
    /// The beginning of the body on one line, with `…` at its end where the body goes on.
    public let excerpt: String
}

extension NoteSummary: JSONEncodable {
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
        writer.member("bodyBytes", bodyBytes)
        writer.member("excerpt", excerpt)
        writer.endObject()
    }
}
