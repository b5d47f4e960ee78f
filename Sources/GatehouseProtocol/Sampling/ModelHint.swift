public import GatehouseJSON

/// A hint at a model.
///
/// Schema type `ModelHint`.
public struct ModelHint: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// A part of a model's name, such as a family.
    public var name: String?

    /// Makes the value of its members.
    public init(name: String? = nil) {
        self.name = name
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        name = try object.optional("name")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", ifPresent: name)
        writer.endObject()
    }
}
