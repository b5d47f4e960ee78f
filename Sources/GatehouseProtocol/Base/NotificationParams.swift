public import GatehouseJSON

/// The parameters of a notification that has none of its own.
///
/// Schema type `NotificationParams`.
public struct NotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the sender attaches; on a subscription stream ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(meta: JSONObject? = nil) {
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
