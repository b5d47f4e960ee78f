public import GatehouseJSON

/// The result of `resources/list`: one page of resources.
///
/// Schema type `ListResourcesResult`.
public struct ListResourcesResult: Sendable, Hashable, JSONEncodable, JSONDecodable, CacheableResult {
    /// The resources of this page.
    public var resources: [WireResource]
    /// Where the next page starts; absent on the last page.
    public var nextCursor: String?
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
        resources: [WireResource],
        nextCursor: String? = nil,
        ttlMs: Int? = 0,
        cacheScope: CacheScope? = .private,
        resultType: ResultType = .complete,
        meta: JSONObject? = nil
    ) {
        self.resources = resources
        self.nextCursor = nextCursor
        self.ttlMs = ttlMs
        self.cacheScope = cacheScope
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        resources = try object.required("resources")
        nextCursor = try object.optional("nextCursor")
        ttlMs = try object.optional("ttlMs")
        cacheScope = try object.optional("cacheScope")
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
        ttlMs = ttlMs.map { max(0, $0) }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resources", resources)
        writer.member("nextCursor", ifPresent: nextCursor)
        writer.member("ttlMs", ifPresent: ttlMs)
        writer.member("cacheScope", ifPresent: cacheScope)
        writer.member("resultType", resultType)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
