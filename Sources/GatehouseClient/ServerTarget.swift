public import Gatehouse

/// Where a server is, and how it is reached.
public struct ServerTarget: Sendable {
    enum Choice: Sendable {
        case http(HTTPEndpoint)
        case stdio(ServerCommand)
        case inProcess(any RequestResponder, RequestHead)
        case custom(any ClientTransport)
    }

    let choice: Choice

    /// A server on the network: its MCP endpoint, as `https://example.com/mcp`.
    ///
    /// Streamable HTTP is spoken in the shape that the server knows, and HTTP+SSE of revision 2024-11-05 where it knows
    /// nothing else. Redirections are not followed.
    ///
    /// - Parameters:
    ///   - url: The endpoint, with the scheme `http` or `https`.
    ///   - token: The caller's access token, where there is one for as long as the client lives.
    ///   - fields: Header fields that every request carries beside those of the protocol.
    public static func http(
        _ url: String,
        token: String? = nil,
        fields: [(name: String, value: String)] = []
    ) -> ServerTarget {
        let tokens = token.map { FixedToken(token: $0) }
        return ServerTarget(choice: .http(HTTPEndpoint(url: url, tokens: tokens, fields: fields)))
    }

    /// A server on the network, with tokens that change.
    ///
    /// - Parameters:
    ///   - url: The endpoint, with the scheme `http` or `https`.
    ///   - tokens: Is asked for a token before each request, and once more where the server challenges it.
    ///   - fields: Header fields that every request carries beside those of the protocol.
    public static func http(
        _ url: String,
        tokens: any TokenProvider,
        fields: [(name: String, value: String)] = []
    ) -> ServerTarget {
        ServerTarget(choice: .http(HTTPEndpoint(url: url, tokens: tokens, fields: fields)))
    }

    /// A server that is started for this client alone, and speaks over its standard streams.
    public static func stdio(_ command: ServerCommand) -> ServerTarget {
        ServerTarget(choice: .stdio(command))
    }

    /// A server that is started for this client alone, and speaks over its standard streams.
    ///
    /// - Parameters:
    ///   - command: The program: a path, or a name that is looked up in `PATH`.
    ///   - arguments: What follows it.
    ///   - environment: The server's environment; this process's own where there is none.
    public static func stdio(
        command: String,
        arguments: [String] = [],
        environment: [String: String]? = nil
    ) -> ServerTarget {
        .stdio(ServerCommand(command, arguments: arguments, environment: environment))
    }

    /// A server in the same process, as tests have it.
    ///
    /// - Parameters:
    ///   - responder: The server.
    ///   - head: What every request comes with: the credentials, or the address. Where its transport is
    ///     ``Gatehouse/Transport/http``, requests have the header fields that HTTP would bring, and the server checks them.
    public static func inProcess(
        _ responder: any RequestResponder,
        head: RequestHead = RequestHead(transport: .inProcess)
    ) -> ServerTarget {
        ServerTarget(choice: .inProcess(responder, head))
    }

    /// A server that a transport of one's own leads to. It serves one client.
    public static func transport(_ transport: any ClientTransport) -> ServerTarget {
        ServerTarget(choice: .custom(transport))
    }

    func makeTransport(_ options: ClientOptions) -> any ClientTransport {
        switch choice {
        case .http(let endpoint): StreamableHTTPTransport(endpoint, options)
        case .stdio(let command): StdioClientTransport(command, options)
        case .inProcess(let responder, let head): InProcessTransport(responder, head, options)
        case .custom(let transport): transport
        }
    }
}
