public import GatehouseJSON

/// The parameters of `subscriptions/listen`.
///
/// Schema type `SubscriptionsListenRequestParams`.
public struct SubscriptionsListenRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the client opts in to.
    public var notifications: SubscriptionFilter
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(notifications: SubscriptionFilter, meta: JSONObject? = nil) {
        self.notifications = notifications
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        notifications = try object.required("notifications")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("notifications", notifications)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
