public import GatehouseJSON

/// The parameters of `notifications/resources/updated`.
///
/// Schema type `ResourceUpdatedNotificationParams`.
public struct ResourceUpdatedNotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The URI of what changed, which may be part of what was subscribed to.
    public var uri: String
    /// What the sender attaches; on a subscription stream ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(uri: String, meta: JSONObject? = nil) {
        self.uri = uri
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uri = try object.required("uri")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uri", uri)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
