public import GatehouseJSON

/// Sound to or from a language model.
///
/// Schema type `AudioContent`.
public struct AudioContent: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The sound's bytes in base64 (RFC 4648 section 4).
    public var data: String
    /// The MIME type, such as `audio/wav`.
    public var mimeType: String
    /// For whom it is, how important it is, and how old.
    public var annotations: Annotations?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(data: String, mimeType: String, annotations: Annotations? = nil, meta: JSONObject? = nil) {
        self.data = data
        self.mimeType = mimeType
        self.annotations = annotations
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "audio")
        data = try object.required("data")
        mimeType = try object.required("mimeType")
        annotations = try object.optional("annotations")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "audio")
        writer.member("data", data)
        writer.member("mimeType", mimeType)
        writer.member("annotations", ifPresent: annotations)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }

    /// Makes it of the sound's bytes, which it encodes.
    public init(bytes: [UInt8], mimeType: String, annotations: Annotations? = nil, meta: JSONObject? = nil) {
        self.init(data: Base64.encode(bytes), mimeType: mimeType, annotations: annotations, meta: meta)
    }
}
