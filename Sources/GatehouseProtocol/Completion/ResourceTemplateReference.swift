public import GatehouseJSON

/// The resource or template whose variable is completed.
///
/// Schema type `ResourceTemplateReference`.
public struct ResourceTemplateReference: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The URI or URI template.
    public var uri: String

    /// Makes the value of its members.
    public init(uri: String) {
        self.uri = uri
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "ref/resource")
        uri = try object.required("uri")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "ref/resource")
        writer.member("uri", uri)
        writer.endObject()
    }
}
