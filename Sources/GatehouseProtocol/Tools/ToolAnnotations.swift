public import GatehouseJSON

/// How a tool behaves, as its server claims.
///
/// They are hints: a client must not base a security decision on those of a server it does not trust. Schema type
/// `ToolAnnotations`.
public struct ToolAnnotations: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// A name for people.
    public var title: String?
    /// Whether the tool leaves its environment as it was; where it is absent, it does not.
    public var readOnlyHint: Bool?
    /// Whether the tool may destroy something; where it is absent, it may.
    public var destructiveHint: Bool?
    /// Whether a second call with the same arguments changes nothing more; where it is absent, it does.
    public var idempotentHint: Bool?
    /// Whether the tool deals with a world outside the server; where it is absent, it does.
    public var openWorldHint: Bool?

    /// Makes the value of its members.
    public init(
        title: String? = nil,
        readOnlyHint: Bool? = nil,
        destructiveHint: Bool? = nil,
        idempotentHint: Bool? = nil,
        openWorldHint: Bool? = nil
    ) {
        self.title = title
        self.readOnlyHint = readOnlyHint
        self.destructiveHint = destructiveHint
        self.idempotentHint = idempotentHint
        self.openWorldHint = openWorldHint
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        title = try object.optional("title")
        readOnlyHint = try object.optional("readOnlyHint")
        destructiveHint = try object.optional("destructiveHint")
        idempotentHint = try object.optional("idempotentHint")
        openWorldHint = try object.optional("openWorldHint")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("title", ifPresent: title)
        writer.member("readOnlyHint", ifPresent: readOnlyHint)
        writer.member("destructiveHint", ifPresent: destructiveHint)
        writer.member("idempotentHint", ifPresent: idempotentHint)
        writer.member("openWorldHint", ifPresent: openWorldHint)
        writer.endObject()
    }
}
