public import GatehouseJSON

/// A model's wish to call a tool, in a sampled message.
///
/// Schema type `ToolUseContent`.
public struct ToolUseContent: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The identifier that the result repeats.
    public var id: String
    /// The tool's name.
    public var name: String
    /// The arguments.
    public var input: JSONObject
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(id: String, name: String, input: JSONObject, meta: JSONObject? = nil) {
        self.id = id
        self.name = name
        self.input = input
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "tool_use")
        id = try object.required("id")
        name = try object.required("name")
        input = try object.required("input")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "tool_use")
        writer.member("id", id)
        writer.member("name", name)
        writer.member("input", input)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
