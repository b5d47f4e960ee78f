extension ConfigurationKey {
    static let http: [ConfigurationKey] = [
        httpMaxHeaderFields, httpMaxHeaderBytes, httpMaxTargetBytes, httpMaxBodyBytes, httpMaxConnections,
        httpMaxConnectionsPerAddress, httpHeaderTimeout, httpBodyTimeout, httpMinBodyRate, httpIdleTimeout,
        httpWriteStallTimeout, httpStreamKeepalive, httpDrainTimeout,
    ]

    static let httpMaxHeaderFields = ConfigurationKey(
        "http.max_header_fields", .integer(8...1000), default: "100",
        summary: "The most header fields of a request; more are answered with 431."
    )
    static let httpMaxHeaderBytes = ConfigurationKey(
        "http.max_header_bytes", .size(1024...1_048_576), default: "32KiB",
        summary: "The most bytes of a request's head; more are answered with 431."
    )
    static let httpMaxTargetBytes = ConfigurationKey(
        "http.max_target_bytes", .size(256...65_536), default: "8KiB",
        summary: "The most bytes of a request's target; more are answered with 414."
    )
    static let httpMaxBodyBytes = ConfigurationKey(
        "http.max_body_bytes", .size(1024...1_073_741_824), default: "4MiB",
        summary: "The most bytes of a request's body; more are answered with 413."
    )
    static let httpMaxConnections = ConfigurationKey(
        "http.max_connections", .integer(1...1_000_000), default: "4096",
        summary: "The most connections at once."
    )
    static let httpMaxConnectionsPerAddress = ConfigurationKey(
        "http.max_connections_per_address", .integer(1...1_000_000), default: "256",
        summary: "The most connections at once from one address. Behind a proxy all of them come from the proxy."
    )
    static let httpHeaderTimeout = ConfigurationKey(
        "http.header_timeout", .duration(.milliseconds(100) ... .seconds(300)), default: "5s",
        summary: "How long a request's head may take to arrive."
    )
    static let httpBodyTimeout = ConfigurationKey(
        "http.body_timeout", .duration(.milliseconds(100) ... .seconds(3600)), default: "15s",
        summary: "How long a request's body may take to arrive; then the answer is 408."
    )
    static let httpMinBodyRate = ConfigurationKey(
        "http.min_body_rate", .size(0...1_073_741_824), default: "1KiB",
        summary: "The fewest bytes a second that a body must bring after its first five seconds; 0B asks for none."
    )
    static let httpIdleTimeout = ConfigurationKey(
        "http.idle_timeout", .duration(.seconds(1) ... .seconds(86_400)), default: "1m",
        summary: "How long a connection may stay open between two requests."
    )
    static let httpWriteStallTimeout = ConfigurationKey(
        "http.write_stall_timeout", .duration(.milliseconds(100) ... .seconds(3600)), default: "10s",
        summary: "How long a client may take nothing of what is sent to it before it is dropped."
    )
    static let httpStreamKeepalive = ConfigurationKey(
        "http.stream_keepalive", .duration(.seconds(1) ... .seconds(3600)), default: "15s",
        summary: "How often a silent stream of events carries a comment, so that no proxy closes it."
    )
    static let httpDrainTimeout = ConfigurationKey(
        "http.drain_timeout", .duration(.seconds(0) ... .seconds(3600)), default: "30s",
        summary: "How long calls in flight may take to end after SIGTERM."
    )
}
