public import GatehouseJSON

/// A choice with a label.
///
/// An element of `oneOf` and `anyOf` in the titled enumeration schemas.
public struct EnumOption: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The value that is sent.
    public var const: String
    /// The label that is shown.
    public var title: String

    /// Makes the value of its members.
    public init(const: String, title: String) {
        self.const = const
        self.title = title
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        const = try object.required("const")
        title = try object.required("title")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("const", const)
        writer.member("title", title)
        writer.endObject()
    }
}
