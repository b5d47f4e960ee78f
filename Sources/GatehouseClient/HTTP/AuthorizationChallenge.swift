/// A `WWW-Authenticate` challenge: what a server wants of the next token.
///
/// Implements RFC 6750, section 3, and RFC 9728, section 5.1, as basic/authorization (2026-07-28) uses them. Of several
/// challenges in one field the first with the scheme `Bearer` counts.
public struct AuthorizationChallenge: Sendable, Hashable {
    /// The scheme, in lower case: `bearer`.
    public let scheme: String
    /// The parameters by their names in lower case; of two with one name the first counts.
    public let parameters: [String: String]

    /// Makes a challenge of its parts.
    public init(scheme: String, parameters: [String: String]) {
        self.scheme = scheme.lowercased()
        self.parameters = parameters
    }

    /// Reads the value of a field; nothing where it has no challenge.
    public init?(_ value: String) {
        var parser = ChallengeParser(value)
        let challenges = parser.challenges()
        guard let chosen = challenges.first(where: { $0.scheme == "bearer" }) ?? challenges.first else { return nil }
        self = chosen
    }

    /// Where the metadata of the protected resource stands, as an absolute URL.
    public var resourceMetadata: String? { parameters["resource_metadata"] }

    /// The scopes that the request needs, all of them.
    public var scopes: [String] { parameters["scope"]?.split(separator: " ").map(String.init) ?? [] }

    /// Why the token was refused: `invalid_token`, `insufficient_scope`, or another code of RFC 6750.
    public var error: String? { parameters["error"] }
}
