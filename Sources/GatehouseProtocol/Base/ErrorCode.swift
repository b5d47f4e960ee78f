/// The number that names a kind of error in an error response.
///
/// MCP 2026-07-28, basic, "Error Codes".
public struct ErrorCode: RawRepresentable, Sendable, Hashable {
    /// The number on the wire.
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The text is not JSON.
    public static let parseError = Self(rawValue: -32700)
    /// The JSON is no request.
    public static let invalidRequest = Self(rawValue: -32600)
    /// The method does not exist, or is not offered.
    public static let methodNotFound = Self(rawValue: -32601)
    /// The parameters are wrong.
    public static let invalidParams = Self(rawValue: -32602)
    /// Something failed inside the receiver.
    public static let internalError = Self(rawValue: -32603)
    /// An HTTP header and the body disagree.
    public static let headerMismatch = Self(rawValue: -32020)
    /// The client did not declare a capability that the request needs.
    public static let missingRequiredClientCapability = Self(rawValue: -32021)
    /// The server does not speak the request's protocol revision.
    public static let unsupportedProtocolVersion = Self(rawValue: -32022)
    /// No such resource, in revisions up to 2025-11-25.
    public static let legacyResourceNotFound = Self(rawValue: -32002)
    /// The user must visit a page first, in revision 2025-11-25.
    public static let urlElicitationRequired = Self(rawValue: -32042)
}

// MARK: - Gatehouse's own, outside the range that JSON-RPC reserves

extension ErrorCode {
    /// The caller is not known.
    public static let unauthorized = Self(rawValue: 401)
    /// The caller may not do that.
    public static let forbidden = Self(rawValue: 403)
    /// The caller asks too often.
    public static let tooManyRequests = Self(rawValue: 429)
    /// The server has too much to do.
    public static let overloaded = Self(rawValue: 503)
}
