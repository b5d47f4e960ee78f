public import GatehouseJSON

/// The parameters of `notifications/message`.
///
/// Schema type `LoggingMessageNotificationParams`; MCP 2026-07-28, server/utilities/logging.
public struct LoggingMessageNotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// How severe it is.
    public var level: LoggingLevel
    /// The name of the logger.
    public var logger: String?
    /// The message, as any value.
    public var data: JSONValue
    /// What the sender attaches; on a subscription stream ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(level: LoggingLevel, logger: String? = nil, data: JSONValue, meta: JSONObject? = nil) {
        self.level = level
        self.logger = logger
        self.data = data
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        level = try object.required("level")
        logger = try object.optional("logger")
        data = try object.required("data")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("level", level)
        writer.member("logger", ifPresent: logger)
        writer.member("data", data)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
