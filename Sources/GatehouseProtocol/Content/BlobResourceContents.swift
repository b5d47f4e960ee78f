public import GatehouseJSON

/// The contents of a resource that is not text.
///
/// Schema type `BlobResourceContents`.
public struct BlobResourceContents: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The resource's URI.
    public var uri: String
    /// The MIME type, where it is known.
    public var mimeType: String?
    /// The bytes in base64 (RFC 4648 section 4).
    public var blob: String
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(uri: String, mimeType: String? = nil, blob: String, meta: JSONObject? = nil) {
        self.uri = uri
        self.mimeType = mimeType
        self.blob = blob
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uri = try object.required("uri")
        mimeType = try object.optional("mimeType")
        blob = try object.required("blob")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uri", uri)
        writer.member("mimeType", ifPresent: mimeType)
        writer.member("blob", blob)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }

    /// Makes it of the contents' bytes, which it encodes.
    public init(uri: String, mimeType: String? = nil, bytes: [UInt8], meta: JSONObject? = nil) {
        self.init(uri: uri, mimeType: mimeType, blob: Base64.encode(bytes), meta: meta)
    }
}
