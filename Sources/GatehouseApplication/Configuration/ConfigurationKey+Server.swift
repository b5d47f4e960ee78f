extension ConfigurationKey {
    static let server: [ConfigurationKey] = [
        serverHost, serverPort, serverPublicURL, serverEndpoint, serverData, serverThreads, serverName,
        serverInstructions, serverAllowedHosts, serverAllowedOrigins,
    ]

    static let serverHost = ConfigurationKey(
        "server.host", .text(.host), default: "127.0.0.1", flag: "--host",
        summary: "The name or address to listen on. `0.0.0.0` and `::` listen on every interface."
    )
    static let serverPort = ConfigurationKey(
        "server.port", .integer(0...65_535), default: "8080", flag: "--port",
        summary: "The TCP port to listen on; 0 takes a free one, which the log names."
    )
    static let serverPublicURL = ConfigurationKey(
        "server.public_url", .text(.url), flag: "--public-url",
        summary: """
            The URL by which clients reach the server, where a proxy stands before it. It is the resource identifier \
            in the server's OAuth metadata. Without it the URL is the one that the request was sent to.
            """
    )
    static let serverEndpoint = ConfigurationKey(
        "server.endpoint", .text(.endpoint), default: "/mcp",
        summary: "The path of the MCP endpoint."
    )
    static let serverData = ConfigurationKey(
        "server.data", .text(.path), default: ".gatehouse", flag: "--data",
        summary: "The folder of the database and of the local issuer's keys. It is made where it is missing."
    )
    static let serverThreads = ConfigurationKey(
        "server.threads", .integer(0...256), default: "0",
        summary: "How many event loops serve connections; 0 is one per processor core."
    )
    static let serverName = ConfigurationKey(
        "server.name", .text(.title),
        summary: "The name the server gives itself to clients."
    )
    static let serverInstructions = ConfigurationKey(
        "server.instructions", .text(.prose),
        summary: "What the server tells a model about how to use it."
    )
    static let serverAllowedHosts = ConfigurationKey(
        "server.allowed_hosts", .list(of: .text(.authority), maximum: 64),
        summary: """
            The values of the `Host` field that are answered, beside the server's own address and public URL; \
            everything else is refused, which stops DNS rebinding.
            """
    )
    static let serverAllowedOrigins = ConfigurationKey(
        "server.allowed_origins", .list(of: .text(.origin), maximum: 64),
        summary: "The values of the `Origin` field that are answered, beside the server's own; browsers send it."
    )
}
