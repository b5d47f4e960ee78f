public import GatehouseJSON

/// One page of a list of notes, the latest change first.
public struct NotePage: Sendable, Hashable {
    public let notes: [NoteSummary]
    /// What to pass for the next page; absent on the last one.
    public let nextCursor: String?
}

extension NotePage: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("notes", notes)
        writer.member("nextCursor", ifPresent: nextCursor)
        writer.endObject()
    }
}
