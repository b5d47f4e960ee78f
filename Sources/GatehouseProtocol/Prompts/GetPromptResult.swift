public import GatehouseJSON

/// The result of `prompts/get`.
///
/// Schema type `GetPromptResult`.
public struct GetPromptResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the prompt is for.
    public var description: String?
    /// The messages, in order.
    public var messages: [PromptMessage]
    /// The kind of result. Where it is absent, as in earlier revisions, it is read as complete.
    public var resultType: ResultType
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        description: String? = nil,
        messages: [PromptMessage],
        resultType: ResultType = .complete,
        meta: JSONObject? = nil
    ) {
        self.description = description
        self.messages = messages
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        description = try object.optional("description")
        messages = try object.required("messages")
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("description", ifPresent: description)
        writer.member("messages", messages)
        writer.member("resultType", resultType)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
