public import GatehouseJSON

/// What every request of revision 2026-07-28 carries in `_meta`: which revision it speaks, and what its client can do.
///
/// Other keys of `_meta` are ignored on decoding. Schema type `RequestMetaObject`.
public struct RequestMeta: Sendable, Hashable {
    /// The revision that the request speaks, known or not.
    public var protocolVersion: String
    /// What the client can do.
    public var clientCapabilities: ClientCapabilities
    /// The client's name and version, as it states them itself.
    public var clientInfo: Implementation?
    /// The least severe level of log messages that the client wants; where it is absent, it wants none.
    public var logLevel: LoggingLevel?
    /// The token for notifications of progress; where it is absent, the client wants none.
    public var progressToken: ProgressToken?

    /// Makes the value of its members.
    public init(
        protocolVersion: String,
        clientCapabilities: ClientCapabilities,
        clientInfo: Implementation? = nil,
        logLevel: LoggingLevel? = nil,
        progressToken: ProgressToken? = nil
    ) {
        self.protocolVersion = protocolVersion
        self.clientCapabilities = clientCapabilities
        self.clientInfo = clientInfo
        self.logLevel = logLevel
        self.progressToken = progressToken
    }

    /// The revision, where it is known.
    public var revision: ProtocolRevision? { ProtocolRevision(protocolVersion) }
}

extension RequestMeta: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        try self.init(object: try JSONObject(json: json))
    }

    /// Reads a request's `_meta`.
    ///
    /// - Throws: ``JSONDecodingError`` where a required key is absent or any key that the protocol defines has a wrong
    ///   value; its pointer starts at `_meta`'s members.
    public init(object: JSONObject) throws(JSONDecodingError) {
        protocolVersion = try object.required(MetaKey.protocolVersion)
        clientCapabilities = try object.required(MetaKey.clientCapabilities)
        clientInfo = try object.optional(MetaKey.clientInfo)
        logLevel = try object.optional(MetaKey.logLevel)
        progressToken = try object.optional(MetaKey.progressToken)
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("io.modelcontextprotocol/protocolVersion", protocolVersion)
        writer.member("io.modelcontextprotocol/clientInfo", ifPresent: clientInfo)
        writer.member("io.modelcontextprotocol/clientCapabilities", clientCapabilities)
        writer.member("io.modelcontextprotocol/logLevel", ifPresent: logLevel)
        writer.member("progressToken", ifPresent: progressToken)
        writer.endObject()
    }
}
