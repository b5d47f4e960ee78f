public import GatehouseJSON

/// The contents of a resource: text, or bytes in base64.
///
/// Which it is, the member `text` or `blob` tells. Schema types `TextResourceContents` and `BlobResourceContents`.
public enum ResourceContents: Sendable, Hashable {
    /// Text.
    case text(TextResourceContents)
    /// Bytes.
    case blob(BlobResourceContents)

    /// The resource's URI.
    public var uri: String {
        switch self {
        case .text(let contents): contents.uri
        case .blob(let contents): contents.uri
        }
    }
}

extension ResourceContents: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        if object.contains("text") {
            self = .text(try TextResourceContents(json: json))
        } else if object.contains("blob") {
            self = .blob(try BlobResourceContents(json: json))
        } else {
            throw JSONDecodingError(expected: #"an object with "text" or "blob""#, found: .object)
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .text(let contents): contents.encode(to: &writer)
        case .blob(let contents): contents.encode(to: &writer)
        }
    }
}
