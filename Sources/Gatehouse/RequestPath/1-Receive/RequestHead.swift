/// Everything of a request but its body that the request path looks at.
///
/// A transport fills it in one pass over what it received. Field values stand as they came, without the white space
/// around them; where a field may come once only, every line of it is kept, so that a step can refuse the second.
public struct RequestHead: Sendable {
    /// What carried the request.
    public var transport: Transport
    /// The HTTP method, as `POST`. Empty on a transport that has none.
    public var method: String
    /// The path of the request's target, without the query. Empty on a transport that has none.
    public var path: String
    /// What follows the first question mark of the request's target; nothing where there is none.
    public var query: String?
    /// The client's address, without its port, for the log and for limits: the connection's peer, or where that is a
    /// trusted proxy, whom it names. Nothing where neither has one, as over a Unix socket.
    public var remoteAddress: String?
    /// The scheme of the URL by which the client reached the server, `http` or `https`.
    public var scheme: String
    /// The host by which the client reached the server, where a trusted proxy names another one than ``host``.
    public var publicHost: String?
    /// The certificate by which the client proved itself; nothing where it showed none.
    public var clientCertificate: ClientCertificate?
    /// The executor that the transport answers on, for functions that run inline; nothing where it has none of its own.
    public var executor: (any TaskExecutor)?
    /// `Host`, every line.
    public var host: FieldLines = []
    /// `Origin`, every line.
    public var origin: FieldLines = []
    /// `Authorization`, every line.
    public var authorization: FieldLines = []
    /// `Content-Type`, the last line.
    public var contentType: String?
    /// `Accept`, the lines joined by commas.
    public var accept: String?
    /// `MCP-Protocol-Version`, every line.
    public var protocolVersion: FieldLines = []
    /// `Mcp-Method`, every line.
    public var mcpMethod: FieldLines = []
    /// `Mcp-Name`, every line.
    public var mcpName: FieldLines = []
    /// `Mcp-Session-Id`, every line.
    public var sessionID: FieldLines = []
    /// `Last-Event-ID`, every line.
    public var lastEventID: FieldLines = []
    /// The `Mcp-Param-…` fields: what follows the prefix, in lower case, and the value.
    public var parameters: [(name: String, value: String)] = []
    /// The fields that a dependency or the authenticator asks for (``Server/headerFieldNames``), every line: the name in
    /// lower case, and the value. Others are not kept.
    public var fields: [(name: String, value: String)] = []

    /// The host by which the client reached the server: ``publicHost``, or else ``host``.
    public var reachedHost: FieldLines { publicHost.map { [$0] } ?? host }

    public init(
        transport: Transport = .http,
        method: String = "",
        path: String = "",
        remoteAddress: String? = nil,
        scheme: String = "http",
        clientCertificate: ClientCertificate? = nil
    ) {
        self.transport = transport
        self.method = method
        self.path = path
        self.remoteAddress = remoteAddress
        self.scheme = scheme
        self.clientCertificate = clientCertificate
    }
}
