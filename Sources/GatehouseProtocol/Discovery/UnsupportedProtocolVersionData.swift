public import GatehouseJSON

/// The `data` of an unsupported-protocol-version error.
///
/// Of the schema type `UnsupportedProtocolVersionError`.
public struct UnsupportedProtocolVersionData: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The revisions that the server speaks.
    public var supported: [String]
    /// The revision that was asked for.
    public var requested: String

    /// Makes the value of its members.
    public init(supported: [String], requested: String) {
        self.supported = supported
        self.requested = requested
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        supported = try object.required("supported")
        requested = try object.required("requested")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("supported", supported)
        writer.member("requested", requested)
        writer.endObject()
    }
}
