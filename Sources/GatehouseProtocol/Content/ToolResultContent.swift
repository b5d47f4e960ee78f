public import GatehouseJSON

/// The result of a tool that a model wished to call.
///
/// Schema type `ToolResultContent`.
public struct ToolResultContent: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The identifier of the ``ToolUseContent`` that it answers.
    public var toolUseId: String
    /// The result for the model.
    public var content: [ContentBlock]
    /// The result as a value; `null` is a value.
    public var structuredContent: JSONValue?
    /// Whether the tool failed; where it is absent, it did not.
    public var isError: Bool?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        toolUseId: String,
        content: [ContentBlock],
        structuredContent: JSONValue? = nil,
        isError: Bool? = nil,
        meta: JSONObject? = nil
    ) {
        self.toolUseId = toolUseId
        self.content = content
        self.structuredContent = structuredContent
        self.isError = isError
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "tool_result")
        toolUseId = try object.required("toolUseId")
        content = try object.required("content")
        structuredContent = object["structuredContent"]
        isError = try object.optional("isError")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "tool_result")
        writer.member("toolUseId", toolUseId)
        writer.member("content", content)
        writer.member("structuredContent", ifPresent: structuredContent)
        writer.member("isError", ifPresent: isError)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
