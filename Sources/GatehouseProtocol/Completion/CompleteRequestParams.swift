public import GatehouseJSON

/// The parameters of `completion/complete`.
///
/// Schema type `CompleteRequestParams`; MCP 2026-07-28, server/utilities/completion.
public struct CompleteRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What has the argument.
    public var ref: CompletionReference
    /// The argument, as far as it is typed.
    public var argument: Argument
    /// What is known beside it.
    public var context: Context?
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(ref: CompletionReference, argument: Argument, context: Context? = nil, meta: JSONObject? = nil) {
        self.ref = ref
        self.argument = argument
        self.context = context
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        ref = try object.required("ref")
        argument = try object.required("argument")
        context = try object.optional("context")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("ref", ref)
        writer.member("argument", argument)
        writer.member("context", ifPresent: context)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
