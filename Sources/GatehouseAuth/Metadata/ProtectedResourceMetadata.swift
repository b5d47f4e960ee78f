import Gatehouse
public import GatehouseJSON

/// What a protected resource says about itself (RFC 9728, section 2).
public struct ProtectedResourceMetadata: Sendable, Hashable {
    /// The server's identifier, as clients name it: an absolute URL without a fragment. Tokens carry it as audience.
    public let resource: String
    /// The issuers of the authorization servers that give tokens for it.
    public let authorizationServers: [String]
    /// The scopes that a client may ask for at the beginning. `offline_access` is never among them: it is between the
    /// client and the authorization server.
    public let scopesSupported: [String]
    /// The name for people.
    public let resourceName: String?
    /// Where its documentation is.
    public let resourceDocumentation: String?

    /// The algorithms that DPoP proofs may be signed with; empty where no proofs are taken.
    public var proofAlgorithms: [SignatureAlgorithm] = []
    /// Whether every token must be bound to a key, by DPoP.
    public var demandsProofs = false
    /// Whether tokens may be bound to the client's certificate (RFC 8705).
    public var takesCertificateBoundTokens = false

    /// The well-known name of the metadata (RFC 9728, section 3).
    public static let wellKnownPath = "/.well-known/oauth-protected-resource"

    /// Makes metadata.
    ///
    /// URLs without TLS are taken, because a server behind a proxy or in a closed network may not know better; see
    /// ``exposedURLs``.
    ///
    /// - Throws: ``AuthenticationConfigurationError`` where a URL is not absolute, or has a fragment or credentials; or
    ///   where a scope has characters that OAuth does not allow.
    public init(
        resource: String,
        authorizationServers: [String] = [],
        scopesSupported: [String] = [],
        resourceName: String? = nil,
        resourceDocumentation: String? = nil
    ) throws(AuthenticationConfigurationError) {
        for url in [resource] + authorizationServers + (resourceDocumentation.map { [$0] } ?? []) {
            try WebURL.check(url)
        }
        for scope in scopesSupported where !OAuthText.isScope(scope) {
            throw AuthenticationConfigurationError("a supported scope has characters that OAuth does not allow")
        }
        self.resource = resource
        self.authorizationServers = authorizationServers
        self.scopesSupported = scopesSupported.filter { $0 != "offline_access" }
        self.resourceName = resourceName
        self.resourceDocumentation = resourceDocumentation
    }

    /// The resource and the authorization servers that are named without TLS on another host than this machine. OAuth
    /// (OAuth 2.1, section 1.5) does not allow it: whoever listens on the way has the tokens.
    public var exposedURLs: [String] {
        ([resource] + authorizationServers).filter(WebURL.isExposed)
    }

    /// The paths under which the metadata is found: the one at the root, and the one with the endpoint's path in it,
    /// which the identifier of an endpoint with a path asks for (RFC 9728, section 3.1).
    ///
    /// - Parameter endpointPath: The path of the MCP endpoint, as `/mcp`.
    public static func wellKnownPaths(endpointPath: String) -> [String] {
        guard !endpointPath.isEmpty, endpointPath != "/" else { return [wellKnownPath] }
        let path = endpointPath.hasPrefix("/") ? endpointPath : "/" + endpointPath
        return [wellKnownPath, wellKnownPath + path]
    }

    /// The URL of the metadata: the well-known name stands between the identifier's host and its path.
    public var url: String {
        let (origin, path) = WebURL.split(resource)
        return origin + Self.wellKnownPath + (path == "/" ? "" : path)
    }
}

extension ProtectedResourceMetadata: JSONEncodable {
    /// Writes the metadata; empty arrays are left out, as RFC 9728, section 3.2 asks.
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resource", resource)
        if !authorizationServers.isEmpty { writer.member("authorization_servers", authorizationServers) }
        if !scopesSupported.isEmpty { writer.member("scopes_supported", scopesSupported) }
        writer.member("bearer_methods_supported", ["header"])
        writer.member("resource_name", ifPresent: resourceName)
        writer.member("resource_documentation", ifPresent: resourceDocumentation)
        if takesCertificateBoundTokens { writer.member("tls_client_certificate_bound_access_tokens", true) }
        if !proofAlgorithms.isEmpty {
            writer.member("dpop_signing_alg_values_supported", proofAlgorithms.map(\.description).sorted())
            if demandsProofs { writer.member("dpop_bound_access_tokens_required", true) }
        }
        writer.endObject()
    }
}
