public import GatehouseJSON

/// A message of a prompt.
///
/// Schema type `PromptMessage`.
public struct PromptMessage: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Whose message it is.
    public var role: Role
    /// The message.
    public var content: ContentBlock

    /// Makes the value of its members.
    public init(role: Role, content: ContentBlock) {
        self.role = role
        self.content = content
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        role = try object.required("role")
        content = try object.required("content")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", role)
        writer.member("content", content)
        writer.endObject()
    }
}
