public import GatehouseJSON

/// The `data` of a missing-client-capability error.
///
/// Of the schema type `MissingRequiredClientCapabilityError`.
public struct MissingRequiredClientCapabilityData: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The capabilities that the client must declare.
    public var requiredCapabilities: ClientCapabilities

    /// Makes the value of its members.
    public init(requiredCapabilities: ClientCapabilities) {
        self.requiredCapabilities = requiredCapabilities
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        requiredCapabilities = try object.required("requiredCapabilities")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("requiredCapabilities", requiredCapabilities)
        writer.endObject()
    }
}
