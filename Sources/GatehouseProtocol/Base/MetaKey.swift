/// The keys that the protocol itself puts into `_meta`.
///
/// MCP 2026-07-28, basic, "_meta".
public enum MetaKey {
    /// The protocol revision of a request.
    public static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    /// The client's ``Implementation``, in a request.
    public static let clientInfo = "io.modelcontextprotocol/clientInfo"
    /// The client's ``ClientCapabilities``, in a request.
    public static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    /// The least severe ``LoggingLevel`` that the client wants to hear of while the request runs.
    public static let logLevel = "io.modelcontextprotocol/logLevel"
    /// The identifier of the `subscriptions/listen` request that opened the stream, in a notification or result.
    public static let subscriptionId = "io.modelcontextprotocol/subscriptionId"
    /// The server's ``Implementation``, in a result.
    public static let serverInfo = "io.modelcontextprotocol/serverInfo"
    /// The task that a message belongs to, as ``RelatedTaskMetadata`` says; only in revision 2025-11-25.
    public static let relatedTask = "io.modelcontextprotocol/related-task"
    /// The ``ProgressToken`` of a request.
    public static let progressToken = "progressToken"
}
