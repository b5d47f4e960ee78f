public import GatehouseJSON

/// A result that says only that the request was done.
///
/// Schema type `EmptyResult`.
public struct EmptyResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The kind of result. Where it is absent, as in earlier revisions, it is read as complete.
    public var resultType: ResultType
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(resultType: ResultType = .complete, meta: JSONObject? = nil) {
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resultType", resultType)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
