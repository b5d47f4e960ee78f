public import GatehouseJSON

/// The result of `completion/complete`.
///
/// Schema type `CompleteResult`.
public struct CompleteResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The values that fit.
    public var completion: Completion
    /// The kind of result. Where it is absent, as in earlier revisions, it is read as complete.
    public var resultType: ResultType
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(completion: Completion, resultType: ResultType = .complete, meta: JSONObject? = nil) {
        self.completion = completion
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        completion = try object.required("completion")
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("completion", completion)
        writer.member("resultType", resultType)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
