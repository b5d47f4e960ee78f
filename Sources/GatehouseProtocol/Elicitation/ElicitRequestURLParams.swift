public import GatehouseJSON

/// The parameters of `elicitation/create` for a page that the user visits.
///
/// Schema type `ElicitRequestURLParams`; MCP 2026-07-28, client/elicitation.
public struct ElicitRequestURLParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Why the visit is needed.
    public var message: String
    /// The page.
    public var url: String
    /// The identifier that its completion is announced under; only in revision 2025-11-25.
    public var elicitationId: String?
    /// What the server attaches; only in revisions up to 2025-11-25.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(message: String, url: String, elicitationId: String? = nil, meta: JSONObject? = nil) {
        self.message = message
        self.url = url
        self.elicitationId = elicitationId
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("mode", toBe: "url")
        message = try object.required("message")
        url = try object.required("url")
        elicitationId = try object.optional("elicitationId")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("mode", "url")
        writer.member("message", message)
        writer.member("url", url)
        writer.member("elicitationId", ifPresent: elicitationId)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
