public import GatehouseJSON

/// Text to or from a language model.
///
/// Schema type `TextContent`.
public struct TextContent: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The text.
    public var text: String
    /// For whom it is, how important it is, and how old.
    public var annotations: Annotations?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(text: String, annotations: Annotations? = nil, meta: JSONObject? = nil) {
        self.text = text
        self.annotations = annotations
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "text")
        text = try object.required("text")
        annotations = try object.optional("annotations")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "text")
        writer.member("text", text)
        writer.member("annotations", ifPresent: annotations)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
