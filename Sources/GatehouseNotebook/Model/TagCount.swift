public import GatehouseJSON

/// A tag, and how many notes have it.
public struct TagCount: Sendable, Hashable {
    public let tag: String
    public let notes: Int
}

extension TagCount: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("tag", tag)
        writer.member("notes", notes)
        writer.endObject()
    }
}
