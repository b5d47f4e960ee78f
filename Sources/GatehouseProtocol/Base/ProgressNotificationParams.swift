public import GatehouseJSON

/// The parameters of `notifications/progress`.
///
/// Schema type `ProgressNotificationParams`; MCP 2026-07-28, basic/patterns/progress.
public struct ProgressNotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The token of the request that progresses.
    public var progressToken: ProgressToken
    /// How far it is; it only ever grows.
    public var progress: Double
    /// How far it goes, where that is known.
    public var total: Double?
    /// What is being done, for people.
    public var message: String?
    /// What the sender attaches; on a subscription stream ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        progressToken: ProgressToken,
        progress: Double,
        total: Double? = nil,
        message: String? = nil,
        meta: JSONObject? = nil
    ) {
        self.progressToken = progressToken
        self.progress = progress
        self.total = total
        self.message = message
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        progressToken = try object.required("progressToken")
        progress = try object.required("progress")
        total = try object.optional("total")
        message = try object.optional("message")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("progressToken", progressToken)
        writer.member("progress", progress)
        writer.member("total", ifPresent: total)
        writer.member("message", ifPresent: message)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
