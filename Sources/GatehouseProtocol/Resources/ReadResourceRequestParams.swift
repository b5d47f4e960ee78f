public import GatehouseJSON

/// The parameters of `resources/read`.
///
/// Schema type `ReadResourceRequestParams`.
public struct ReadResourceRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The resource's URI.
    public var uri: String
    /// The answers to what an ``InputRequiredResult`` asked for.
    public var inputResponses: InputResponses?
    /// The state of that result, returned as it came. A server must treat it as an attacker's.
    public var requestState: String?
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        uri: String,
        inputResponses: InputResponses? = nil,
        requestState: String? = nil,
        meta: JSONObject? = nil
    ) {
        self.uri = uri
        self.inputResponses = inputResponses
        self.requestState = requestState
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uri = try object.required("uri")
        inputResponses = try object.optional("inputResponses")
        requestState = try object.optional("requestState")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uri", uri)
        writer.member("inputResponses", ifPresent: inputResponses)
        writer.member("requestState", ifPresent: requestState)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
