import GatehouseClient

/// The server that a command talks to.
enum ServerPlace: Sendable {
    /// A running one, by its URL.
    case endpoint(ClientEndpoint)
    /// One that is started for the command, by its own command line.
    case command([String])

    /// What it is called in sentences.
    var name: String {
        switch self {
        case .endpoint(let endpoint): endpoint.url
        case .command(let words): quoted(words.joined(separator: " "))
        }
    }

    /// Whether it runs somewhere else.
    var isRemote: Bool {
        if case .endpoint = self { true } else { false }
    }

    /// Whether the caller has a token.
    var hasToken: Bool {
        if case .endpoint(let endpoint) = self { endpoint.token != nil } else { false }
    }

    /// The server, for the client.
    var target: ServerTarget {
        switch self {
        case .endpoint(let endpoint): .http(endpoint.url, token: endpoint.token)
        case .command(let words): .stdio(ServerCommand(words.first ?? "", arguments: Array(words.dropFirst())))
        }
    }
}
