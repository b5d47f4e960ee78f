/// Everything of a request but its body that the request path looks at.
///
/// A transport fills it in one pass over what it received. Field values stand as they came, without the white space
/// around them; where a field may come once only, every line of it is kept, so that a step can refuse the second.
///
/// It is a value, but one that is handed on at the price of one reference, however much it holds.
public struct RequestHead: Sendable {
    /// What the head holds, in an array of one element: copies share it until one of them is changed.
    private var shared: [Content]

    public init(
        transport: Transport = .http,
        method: String = "",
        path: String = "",
        remoteAddress: String? = nil,
        scheme: String = "http",
        clientCertificate: ClientCertificate? = nil
    ) {
        shared = [
            Content(
                transport: transport, method: method, path: path, remoteAddress: remoteAddress, scheme: scheme,
                clientCertificate: clientCertificate)
        ]
    }

    /// The host by which the client reached the server: ``publicHost``, or else ``host``.
    public var reachedHost: FieldLines { publicHost.map { [$0] } ?? host }

    /// What carried the request.
    public var transport: Transport {
        get { shared[0].transport }
        set { shared[0].transport = newValue }
    }

    /// The HTTP method, as `POST`. Empty on a transport that has none.
    public var method: String {
        get { shared[0].method }
        set { shared[0].method = newValue }
    }

    /// The path of the request's target, without the query. Empty on a transport that has none.
    public var path: String {
        get { shared[0].path }
        set { shared[0].path = newValue }
    }

    /// What follows the first question mark of the request's target; nothing where there is none.
    public var query: String? {
        get { shared[0].query }
        set { shared[0].query = newValue }
    }

    /// The client's address, without its port, for the log and for limits: the connection's peer, or where that is a
    /// trusted proxy, whom it names. Nothing where neither has one, as over a Unix socket.
    public var remoteAddress: String? {
        get { shared[0].remoteAddress }
        set { shared[0].remoteAddress = newValue }
    }

    /// The scheme of the URL by which the client reached the server, `http` or `https`.
    public var scheme: String {
        get { shared[0].scheme }
        set { shared[0].scheme = newValue }
    }

    /// The host by which the client reached the server, where a trusted proxy names another one than ``host``.
    public var publicHost: String? {
        get { shared[0].publicHost }
        set { shared[0].publicHost = newValue }
    }

    /// The certificate by which the client proved itself; nothing where it showed none.
    public var clientCertificate: ClientCertificate? {
        get { shared[0].clientCertificate }
        set { shared[0].clientCertificate = newValue }
    }

    /// The executor that the transport answers on, for functions that run inline; nothing where it has none of its own.
    public var executor: (any TaskExecutor)? {
        get { shared[0].executor }
        set { shared[0].executor = newValue }
    }

    /// `Host`, every line.
    public var host: FieldLines {
        get { shared[0].host }
        set { shared[0].host = newValue }
    }

    /// `Origin`, every line.
    public var origin: FieldLines {
        get { shared[0].origin }
        set { shared[0].origin = newValue }
    }

    /// `Authorization`, every line.
    public var authorization: FieldLines {
        get { shared[0].authorization }
        set { shared[0].authorization = newValue }
    }

    /// `Content-Type`, the last line.
    public var contentType: String? {
        get { shared[0].contentType }
        set { shared[0].contentType = newValue }
    }

    /// `Accept`, the lines joined by commas.
    public var accept: String? {
        get { shared[0].accept }
        set { shared[0].accept = newValue }
    }

    /// `MCP-Protocol-Version`, every line.
    public var protocolVersion: FieldLines {
        get { shared[0].protocolVersion }
        set { shared[0].protocolVersion = newValue }
    }

    /// `Mcp-Method`, every line.
    public var mcpMethod: FieldLines {
        get { shared[0].mcpMethod }
        set { shared[0].mcpMethod = newValue }
    }

    /// `Mcp-Name`, every line.
    public var mcpName: FieldLines {
        get { shared[0].mcpName }
        set { shared[0].mcpName = newValue }
    }

    /// `Mcp-Session-Id`, every line.
    public var sessionID: FieldLines {
        get { shared[0].sessionID }
        set { shared[0].sessionID = newValue }
    }

    /// `Last-Event-ID`, every line.
    public var lastEventID: FieldLines {
        get { shared[0].lastEventID }
        set { shared[0].lastEventID = newValue }
    }

    /// The `Mcp-Param-…` fields: what follows the prefix, in lower case, and the value.
    public var parameters: [(name: String, value: String)] {
        get { shared[0].parameters }
        set { shared[0].parameters = newValue }
    }

    /// The fields that a dependency or the authenticator asks for (``Server/headerFieldNames``), every line: the name in
    /// lower case, and the value. Others are not kept.
    public var fields: [(name: String, value: String)] {
        get { shared[0].fields }
        set { shared[0].fields = newValue }
    }
}

extension RequestHead {
    /// The values of a head.
    private struct Content: Sendable {
        var transport: Transport
        var method: String
        var path: String
        var query: String?
        var remoteAddress: String?
        var scheme: String
        var publicHost: String?
        var clientCertificate: ClientCertificate?
        var executor: (any TaskExecutor)?
        var host: FieldLines = []
        var origin: FieldLines = []
        var authorization: FieldLines = []
        var contentType: String?
        var accept: String?
        var protocolVersion: FieldLines = []
        var mcpMethod: FieldLines = []
        var mcpName: FieldLines = []
        var sessionID: FieldLines = []
        var lastEventID: FieldLines = []
        var parameters: [(name: String, value: String)] = []
        var fields: [(name: String, value: String)] = []
    }
}
