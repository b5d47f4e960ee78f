public import GatehouseJSON

/// Hints on how to use or show something.
///
/// Schema type `Annotations`.
public struct Annotations: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// For whom it is.
    public var audience: [Role]?
    /// How important it is, from 0 (optional) to 1 (required).
    public var priority: Double?
    /// When it was last changed, as ISO 8601 text.
    public var lastModified: String?

    /// Makes the value of its members.
    public init(audience: [Role]? = nil, priority: Double? = nil, lastModified: String? = nil) {
        self.audience = audience
        self.priority = priority
        self.lastModified = lastModified
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        audience = try object.optional("audience")
        priority = try object.optionalFraction("priority")
        lastModified = try object.optional("lastModified")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("audience", ifPresent: audience)
        writer.member("priority", ifPresent: priority)
        writer.member("lastModified", ifPresent: lastModified)
        writer.endObject()
    }
}
