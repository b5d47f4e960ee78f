public import GatehouseJSON

/// The parameters of a request for a page of a list.
///
/// Schema type `PaginatedRequestParams`; MCP 2026-07-28, server/utilities/pagination.
public struct PaginatedRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Where the page starts: the `nextCursor` of the page before; absent for the first.
    public var cursor: String?
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(cursor: String? = nil, meta: JSONObject? = nil) {
        self.cursor = cursor
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        cursor = try object.optional("cursor")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("cursor", ifPresent: cursor)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
