public import GatehouseJSON

/// A picture of something, for a user interface.
///
/// Schema type `Icon`; MCP 2026-07-28, basic, "icons".
public struct Icon: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Where the picture is: an `https` URL or a `data` URI.
    public var src: String
    /// The MIME type, where the source does not tell it.
    public var mimeType: String?
    /// The sizes it is made for, each as `48x48` or `any`.
    public var sizes: [String]?
    /// The background it is made for.
    public var theme: IconTheme?

    /// Makes the value of its members.
    public init(src: String, mimeType: String? = nil, sizes: [String]? = nil, theme: IconTheme? = nil) {
        self.src = src
        self.mimeType = mimeType
        self.sizes = sizes
        self.theme = theme
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        src = try object.required("src")
        mimeType = try object.optional("mimeType")
        sizes = try object.optional("sizes")
        theme = try object.optional("theme")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("src", src)
        writer.member("mimeType", ifPresent: mimeType)
        writer.member("sizes", ifPresent: sizes)
        writer.member("theme", ifPresent: theme)
        writer.endObject()
    }
}
