public import GatehouseJSON

/// The result of `subscriptions/listen`, which ends the stream.
///
/// Schema type `SubscriptionsListenResult`.
public struct SubscriptionsListenResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The kind of result. Where it is absent, as in earlier revisions, it is read as complete.
    public var resultType: ResultType
    /// What the server attaches; ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject

    /// Makes the value of its members.
    public init(resultType: ResultType = .complete, meta: JSONObject) {
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.required("_meta")
        do throws(JSONDecodingError) {
            _ = try meta.required(MetaKey.subscriptionId, as: RequestID.self)
        } catch {
            throw error.under("_meta")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resultType", resultType)
        writer.member("_meta", meta)
        writer.endObject()
    }

    /// Makes the result that ends the stream that the request of that identifier opened.
    public init(subscriptionId: RequestID, meta: JSONObject = JSONObject()) {
        var meta = meta
        meta[MetaKey.subscriptionId] = subscriptionId.json
        self.init(resultType: .complete, meta: meta)
    }
}
