public import GatehouseJSON

/// The parameters of `notifications/subscriptions/acknowledged`.
///
/// Schema type `SubscriptionsAcknowledgedNotificationParams`.
public struct SubscriptionsAcknowledgedNotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the server will send of it.
    public var notifications: SubscriptionFilter
    /// What the sender attaches; on a subscription stream ``MetaKey/subscriptionId`` names the stream.
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
