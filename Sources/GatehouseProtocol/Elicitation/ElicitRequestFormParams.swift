public import GatehouseJSON

/// The parameters of `elicitation/create` for a form that the client shows.
///
/// Never for secrets. Schema type `ElicitRequestFormParams`; MCP 2026-07-28, client/elicitation.
public struct ElicitRequestFormParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The mode: form, or absent, which means the same and is all that revision 2025-06-18 knows.
    public var mode: ElicitMode?
    /// What is asked for, and why.
    public var message: String
    /// The form's fields.
    public var requestedSchema: RequestedSchema
    /// What the server attaches; only in revisions up to 2025-11-25.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        mode: ElicitMode? = .form,
        message: String,
        requestedSchema: RequestedSchema,
        meta: JSONObject? = nil
    ) {
        self.mode = mode
        self.message = message
        self.requestedSchema = requestedSchema
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        mode = try object.optional("mode")
        message = try object.required("message")
        requestedSchema = try object.required("requestedSchema")
        meta = try object.optional("_meta")
        guard mode == nil || mode == .form else {
            throw JSONDecodingError(expected: "\"form\"", found: .string).under("mode")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("mode", ifPresent: mode)
        writer.member("message", message)
        writer.member("requestedSchema", requestedSchema)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
