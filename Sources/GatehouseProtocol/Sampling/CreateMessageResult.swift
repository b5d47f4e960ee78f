public import GatehouseJSON

/// A client's answer to `sampling/createMessage`.
///
/// Schema type `CreateMessageResult`.
public struct CreateMessageResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Whose message it is.
    public var role: Role
    /// One block or several.
    public var content: SamplingContent
    /// The name of the model that wrote it.
    public var model: String
    /// Why the sampling ended, where that is known.
    public var stopReason: StopReason?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        role: Role,
        content: SamplingContent,
        model: String,
        stopReason: StopReason? = nil,
        meta: JSONObject? = nil
    ) {
        self.role = role
        self.content = content
        self.model = model
        self.stopReason = stopReason
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        role = try object.required("role")
        content = try object.required("content")
        model = try object.required("model")
        stopReason = try object.optional("stopReason")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", role)
        writer.member("content", content)
        writer.member("model", model)
        writer.member("stopReason", ifPresent: stopReason)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
