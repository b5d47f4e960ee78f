extension ServerConfiguration.Server {
    /// The folder of the local issuer's keys.
    var keysFolder: String { data + "/keys" }

    /// The URL of the endpoint, which is the server's resource identifier (RFC 8707, RFC 9728).
    ///
    /// - Parameter port: The port that the server really listens on, where the configured one is 0.
    func resourceURL(port: Int) -> String {
        if let publicURL {
            let base = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
            return base.hasSuffix(endpoint) ? base : base + endpoint
        }
        let isWildcard = host == "0.0.0.0" || host == "::"
        let name = isWildcard ? "localhost" : host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(name):\(port)\(endpoint)"
    }
}

extension ServerConfiguration {
    /// The authorization servers that clients are led to: the configured ones, or else the issuers that are URLs.
    var authorizationServers: [String] {
        guard auth.authorizationServers.isEmpty else { return auth.authorizationServers }
        return auth.issuers.map(\.issuer).filter(ConfigurationTextRule.url.accepts)
    }

    /// The file of revocations.
    var revocationFile: String { auth.revocationFile ?? server.data + "/revocations.jsonl" }

    /// The audience that tokens of the local issuer name where nobody asks for another.
    ///
    /// It does not depend on the address, so that a token stays good when the server moves to another port. Nothing is
    /// lost by that: the local issuer's keys belong to one data folder and issue for nobody else.
    static let localAudience = "urn:gatehouse:server"
}
