extension ConfigurationKey {
    /// How other servers are asked: issuers for their keys, authorization servers about tokens.
    static let outgoing: [ConfigurationKey] = [
        outgoingPlainHTTP, outgoingNetworks, outgoingAuthorityFile, outgoingConnectTimeout, outgoingTimeout,
        outgoingMaxBytes,
    ]

    static let outgoingPlainHTTP = ConfigurationKey(
        "auth.outgoing.plain_http", .choice(["never", "loopback"]), default: "never",
        summary: """
            Where other servers may be asked without TLS: nowhere, or on this machine alone, as for a proxy beside the \
            server.
            """
    )
    static let outgoingNetworks = ConfigurationKey(
        "auth.outgoing.networks", .list(of: .text(.addresses), maximum: 64),
        summary: """
            The networks that may be asked over TLS though they are not public: private, link-local, loopback and other \
            special addresses are refused unless they stand here.
            """
    )
    static let outgoingAuthorityFile = ConfigurationKey(
        "auth.outgoing.ca_file", .text(.path),
        summary: "A file with authorities in PEM that other servers' certificates may lead to, beside the system's."
    )
    static let outgoingConnectTimeout = ConfigurationKey(
        "auth.outgoing.connect_timeout", .duration(.milliseconds(10) ... .seconds(60)), default: "2s",
        summary: "How long a connection to another server may take to come about, with TLS."
    )
    static let outgoingTimeout = ConfigurationKey(
        "auth.outgoing.timeout", .duration(.milliseconds(10) ... .seconds(60)), default: "5s",
        summary: "How long a request to another server may take in all."
    )
    static let outgoingMaxBytes = ConfigurationKey(
        "auth.outgoing.max_bytes", .size(1024...262_144), default: "256KiB",
        summary: "The most bytes of another server's answer."
    )
}
