/// What is kept of a session, so that it can go on after a restart of the server.
public struct SessionRecord: Sendable, Hashable {
    /// The value of `Mcp-Session-Id`.
    public var id: String
    /// The identity of the caller that opened it; nobody else may use it.
    public var identity: String
    /// The negotiated revision, as `2025-11-25`.
    public var revision: String
    /// The client's capabilities, a JSON object in UTF-8.
    public var capabilities: [UInt8]
    /// The least severe level that the client asked log messages of; nothing where it never asked.
    public var logLevel: String?
    /// The URIs of the resources that the client subscribed to.
    public var subscriptions: [String]

    public init(
        id: String,
        identity: String,
        revision: String,
        capabilities: [UInt8],
        logLevel: String? = nil,
        subscriptions: [String] = []
    ) {
        self.id = id
        self.identity = identity
        self.revision = revision
        self.capabilities = capabilities
        self.logLevel = logLevel
        self.subscriptions = subscriptions
    }
}
