public import GatehouseJSON

/// The parameters of `tools/call`.
///
/// Schema type `CallToolRequestParams`; MCP 2026-07-28, server/tools.
public struct CallToolRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The tool's name.
    public var name: String
    /// The arguments, which the tool's input schema describes.
    public var arguments: JSONObject?
    /// The answers to what an ``InputRequiredResult`` asked for.
    public var inputResponses: InputResponses?
    /// The state of that result, returned as it came. A server must treat it as an attacker's.
    public var requestState: String?
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        name: String,
        arguments: JSONObject? = nil,
        inputResponses: InputResponses? = nil,
        requestState: String? = nil,
        meta: JSONObject? = nil
    ) {
        self.name = name
        self.arguments = arguments
        self.inputResponses = inputResponses
        self.requestState = requestState
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        name = try object.required("name")
        arguments = try object.optional("arguments")
        inputResponses = try object.optional("inputResponses")
        requestState = try object.optional("requestState")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("arguments", ifPresent: arguments)
        writer.member("inputResponses", ifPresent: inputResponses)
        writer.member("requestState", ifPresent: requestState)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
