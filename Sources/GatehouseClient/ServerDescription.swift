import GatehouseJSON
public import GatehouseProtocol

/// What a server says about itself: by `server/discover` (2026-07-28), or in its handshake (up to 2025-11-25).
public struct ServerDescription: Sendable, Hashable {
    /// The server's name and version, where it gives them.
    public var info: Implementation?
    /// What it can do.
    public var capabilities: ServerCapabilities
    /// What a model should know before it uses the server.
    public var instructions: String?
    /// The revisions that it speaks; after a handshake the one that was agreed on.
    public var supportedVersions: [String]

    /// Describes a server.
    public init(
        info: Implementation?,
        capabilities: ServerCapabilities,
        instructions: String? = nil,
        supportedVersions: [String]
    ) {
        self.info = info
        self.capabilities = capabilities
        self.instructions = instructions
        self.supportedVersions = supportedVersions
    }

    init(_ result: DiscoverResult) {
        self.init(
            info: result.meta?[MetaKey.serverInfo].flatMap { try? Implementation(json: $0) },
            capabilities: result.capabilities, instructions: result.instructions,
            supportedVersions: result.supportedVersions)
    }

    /// Reads the result of `initialize` (basic/lifecycle, 2025-11-25).
    init(handshake result: JSONObject) throws(ClientError) {
        do throws(JSONDecodingError) {
            self.init(
                info: try result.required("serverInfo"), capabilities: try result.required("capabilities"),
                instructions: try result.optional("instructions"),
                supportedVersions: [try result.required("protocolVersion")])
        } catch {
            throw ClientError(error, in: Method.initialize)
        }
    }
}
