public import GatehouseJSON

/// The prompt whose argument is completed.
///
/// Schema type `PromptReference`.
public struct PromptReference: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The prompt's name.
    public var name: String
    /// The name for people.
    public var title: String?

    /// Makes the value of its members.
    public init(name: String, title: String? = nil) {
        self.name = name
        self.title = title
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "ref/prompt")
        name = try object.required("name")
        title = try object.optional("title")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "ref/prompt")
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.endObject()
    }
}
