public import GatehouseJSON

/// The result of `tools/call`.
///
/// A tool's own failure is a result with ``isError``, so that the model sees it. Schema type `CallToolResult`.
public struct CallToolResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The result for the model.
    public var content: [ContentBlock]
    /// The result as a value, which the tool's output schema describes; `null` is a value.
    public var structuredContent: JSONValue?
    /// Whether the tool failed; where it is absent, it did not.
    public var isError: Bool?
    /// The kind of result. Where it is absent, as in earlier revisions, it is read as complete.
    public var resultType: ResultType
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        content: [ContentBlock] = [],
        structuredContent: JSONValue? = nil,
        isError: Bool? = nil,
        resultType: ResultType = .complete,
        meta: JSONObject? = nil
    ) {
        self.content = content
        self.structuredContent = structuredContent
        self.isError = isError
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        content = try object.required("content")
        structuredContent = object["structuredContent"]
        isError = try object.optional("isError")
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("content", content)
        writer.member("structuredContent", ifPresent: structuredContent)
        writer.member("isError", ifPresent: isError)
        writer.member("resultType", resultType)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
