public import GatehouseJSON

/// The parameters of `notifications/cancelled`.
///
/// Schema type `CancelledNotificationParams`; MCP 2026-07-28, basic/patterns/cancellation.
public struct CancelledNotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The request that is cancelled.
    public var requestId: RequestID
    /// Why, for people and logs.
    public var reason: String?
    /// What the sender attaches; on a subscription stream ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(requestId: RequestID, reason: String? = nil, meta: JSONObject? = nil) {
        self.requestId = requestId
        self.reason = reason
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        requestId = try object.required("requestId")
        reason = try object.optional("reason")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("requestId", requestId)
        writer.member("reason", ifPresent: reason)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
