import Gatehouse
public import GatehouseJSON

/// What a token is to say.
public struct TokenRequest: Sendable {
    /// Whom the token stands for.
    public var subject: String
    /// The roles that it gives.
    public var roles: [String]
    /// The OAuth scopes that it gives.
    public var scopes: [String]
    /// The servers that it is meant for; at least one.
    public var audience: [String]
    /// How long it is good for: from one second to 365 days, in whole seconds.
    public var lifetime: Duration
    /// The application that acts for the subject.
    public var clientID: String
    /// Further claims. None of them may be one that the issuer sets.
    public var extra: JSONObject
    /// The token's number, its `jti`, where that is to be known before; by default the issuer draws one.
    package var tokenID: String?

    public init(
        subject: String,
        roles: [String] = [],
        scopes: [String] = [],
        audience: [String],
        lifetime: Duration = .seconds(3600),
        clientID: String = "gatehouse",
        extra: JSONObject = [:]
    ) {
        self.subject = subject
        self.roles = roles
        self.scopes = scopes
        self.audience = audience
        self.lifetime = lifetime
        self.clientID = clientID
        self.extra = extra
    }

    /// A number for a token: 128 random bits as text.
    package static func randomID() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The longest lifetime of a token.
    public static let maximumLifetime: Duration = .seconds(365 * 24 * 3600)

    /// The claims that the issuer sets, and those that would make a token that no server takes.
    private static let reserved = [
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "roles", "scope", "scp", "cnf", "typ",
        "token_use",
    ]

    /// The lifetime in whole seconds.
    var lifetimeSeconds: Int64 { lifetime.components.seconds }

    /// - Throws: ``LocalIssuerError`` at the first thing that cannot stand in a token.
    func validate() throws(LocalIssuerError) {
        try Self.check(subject, as: "subject")
        try Self.check(clientID, as: "client id")
        guard !audience.isEmpty else { throw LocalIssuerError("a token needs at least one audience") }
        for value in audience { try Self.check(value, as: "audience") }
        for value in roles { try Self.check(value, as: "role") }
        for value in scopes {
            guard OAuthText.isScope(value) else {
                throw LocalIssuerError("a scope has only printable ASCII characters, without space, \" and \\")
            }
        }
        guard lifetime >= .seconds(1), lifetime <= Self.maximumLifetime else {
            throw LocalIssuerError("a token's lifetime is from 1 second to 365 days")
        }
        for name in Self.reserved where extra.contains(name) {
            throw LocalIssuerError("the claim \"\(name)\" cannot be given as an extra claim")
        }
    }

    private static func check(_ text: String, as name: String) throws(LocalIssuerError) {
        guard !text.isEmpty, text.utf8.count <= 1024, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw LocalIssuerError("the \(name) is empty, has more than 1024 bytes, or holds a control character")
        }
    }
}
