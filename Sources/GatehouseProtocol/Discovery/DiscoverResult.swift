public import GatehouseJSON

/// The result of `server/discover`.
///
/// Schema type `DiscoverResult`; MCP 2026-07-28, server/discover.
public struct DiscoverResult: Sendable, Hashable, JSONEncodable, JSONDecodable, CacheableResult {
    /// The protocol revisions that the server speaks.
    public var supportedVersions: [String]
    /// What the server can do.
    public var capabilities: ServerCapabilities
    /// How to use the server, as a hint for a model.
    public var instructions: String?
    /// For how many milliseconds the result stays fresh; absent only in results of earlier revisions.
    public var ttlMs: Int?
    /// Who may keep the result; absent only in results of earlier revisions.
    public var cacheScope: CacheScope?
    /// The kind of result. Where it is absent, as in earlier revisions, it is read as complete.
    public var resultType: ResultType
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        supportedVersions: [String],
        capabilities: ServerCapabilities,
        instructions: String? = nil,
        ttlMs: Int? = 0,
        cacheScope: CacheScope? = .private,
        resultType: ResultType = .complete,
        meta: JSONObject? = nil
    ) {
        self.supportedVersions = supportedVersions
        self.capabilities = capabilities
        self.instructions = instructions
        self.ttlMs = ttlMs
        self.cacheScope = cacheScope
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        supportedVersions = try object.required("supportedVersions")
        capabilities = try object.required("capabilities")
        instructions = try object.optional("instructions")
        ttlMs = try object.optional("ttlMs")
        cacheScope = try object.optional("cacheScope")
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
        ttlMs = ttlMs.map { max(0, $0) }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("supportedVersions", supportedVersions)
        writer.member("capabilities", capabilities)
        writer.member("instructions", ifPresent: instructions)
        writer.member("ttlMs", ifPresent: ttlMs)
        writer.member("cacheScope", ifPresent: cacheScope)
        writer.member("resultType", resultType)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
