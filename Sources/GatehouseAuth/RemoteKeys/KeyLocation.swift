/// Where an issuer publishes its keys.
public struct KeyLocation: Sendable, Hashable {
    /// How an issuer's metadata is found, which names the place of its keys.
    public struct Discovery: Sendable, Hashable {
        enum Kind {
            case openID
            case oauth
            case automatic
        }

        let kind: Kind

        /// OpenID Connect Discovery 1.0, section 4: `/.well-known/openid-configuration` behind the issuer.
        public static let openID = Discovery(kind: .openID)
        /// RFC 8414, section 3: `/.well-known/oauth-authorization-server` between the issuer's host and its path.
        public static let oauth = Discovery(kind: .oauth)
        /// RFC 8414's place, then OpenID's, as the clients of MCP look for it (basic/authorization, 2026-07-28).
        public static let automatic = Discovery(kind: .automatic)
    }

    enum Place: Sendable, Hashable {
        case keySet(url: String)
        case metadata(urls: [String])
    }

    let place: Place

    /// The URL of a JSON Web Key Set.
    public static func keySet(_ url: String) -> KeyLocation {
        KeyLocation(place: .keySet(url: url))
    }

    /// What the issuer's metadata names as its `jwks_uri`. The metadata must name exactly this issuer.
    ///
    /// - Parameter issuer: The issuer, as `iss` carries it: a URL.
    /// - Throws: ``AuthenticationConfigurationError`` where the issuer is not a URL.
    public static func discovery(
        of issuer: String,
        _ discovery: Discovery = .automatic
    ) throws(AuthenticationConfigurationError) -> KeyLocation {
        try WebURL.check(issuer)
        let (origin, fullPath) = WebURL.split(issuer)
        let path = fullPath.hasSuffix("/") ? String(fullPath.dropLast()) : fullPath
        let openID = "\(origin)\(path)/.well-known/openid-configuration"
        let oauth = "\(origin)/.well-known/oauth-authorization-server\(path)"
        let inserted = "\(origin)/.well-known/openid-configuration\(path)"
        let urls =
            switch discovery.kind {
            case .openID: [openID]
            case .oauth: [oauth]
            case .automatic: path.isEmpty ? [oauth, openID] : [oauth, inserted, openID]
            }
        return KeyLocation(place: .metadata(urls: urls))
    }
}
