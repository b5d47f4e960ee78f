extension ConfigurationKey {
    static let transport: [ConfigurationKey] = [
        httpListen, httpSocket, httpSocketMode, httpMaxStreams, httpMaxResets, httpMaxConnectionBody,
        httpTrustedProxies, httpCORS, httpCompression,
    ]

    static let httpListen = ConfigurationKey(
        "http.listen", .choice(["address", "socket", "systemd"]), default: "address",
        summary: """
            What connections are accepted at: `server.host` and `server.port`, the Unix domain socket `http.socket`, or \
            the sockets that systemd hands over (`LISTEN_FDS`).
            """
    )
    static let httpSocket = ConfigurationKey(
        "http.socket", .text(.path),
        summary: """
            The file of the Unix domain socket. One that is there is replaced only if it is a socket at which nobody \
            listens; it goes when the server ends.
            """
    )
    static let httpSocketMode = ConfigurationKey(
        "http.socket_mode", .choice(["0600", "0660", "0666"]), default: "0600",
        summary: "Who may connect to the socket: its owner, its group as well, or everybody."
    )
    static let httpMaxStreams = ConfigurationKey(
        "http.max_streams_per_connection", .integer(1...10_000), default: "100",
        summary: "The most requests at once on one connection of HTTP/2."
    )
    static let httpMaxResets = ConfigurationKey(
        "http.max_resets_per_connection", .integer(1...1_000_000), default: "200",
        summary: """
            The most requests of one HTTP/2 connection that its peer may take back within 30 seconds, and the most of its \
            frames that carry no request; then it is closed.
            """
    )
    static let httpMaxConnectionBody = ConfigurationKey(
        "http.max_connection_body_bytes", .size(1024...4_294_967_296), default: "16MiB",
        summary: """
            The most bytes of bodies that are not whole yet, of all requests on one connection of HTTP/2 together; one body \
            of the largest size is always taken. Over it, 503.
            """
    )
    static let httpTrustedProxies = ConfigurationKey(
        "http.trusted_proxies", .list(of: .text(.network), maximum: 64),
        summary: """
            The proxies whose `Forwarded` or `X-Forwarded-…` fields count, for the client's address, the scheme and the \
            host. `unix` stands for whoever connects to a Unix domain socket.
            """
    )
    static let httpCORS = ConfigurationKey(
        "http.cors", .boolean, default: "true",
        summary: "Whether browsers are told that pages of `server.allowed_origins` may use the endpoint."
    )
    static let httpCompression = ConfigurationKey(
        "http.compression", .choice(["none", "gzip"]), default: "none",
        summary: """
            Whether answers of 1 KiB to 256 KiB are compressed for clients that ask for it. Where an answer has both a \
            secret and something that an attacker may choose, its length tells of the secret (BREACH).
            """
    )
}
