/// Whom to ask about opaque tokens, and what they must be like (RFC 7662).
public struct IntrospectionOptions: Sendable {
    /// How this server proves itself to the endpoint (RFC 6749, section 2.3.1).
    public struct ClientAuthentication: Sendable, Hashable {
        let usesHeader: Bool

        /// `client_secret_basic`: in the `Authorization` field.
        public static let basic = ClientAuthentication(usesHeader: true)
        /// `client_secret_post`: in the body.
        public static let post = ClientAuthentication(usesHeader: false)
    }

    /// Whether a token must say that it is meant for this server.
    public struct AudienceDemand: Sendable, Hashable {
        let isRequired: Bool

        /// A token without an audience is refused.
        public static let always = AudienceDemand(isRequired: true)
        /// A token without an audience is taken: for endpoints that answer for this server's tokens alone. One with another
        /// audience is refused still.
        public static let whereNamed = AudienceDemand(isRequired: false)
    }

    /// The endpoint's URL, with TLS.
    public var endpoint: String
    public var clientID: String
    public var clientSecret: ClientSecret
    public var clientAuthentication: ClientAuthentication
    /// The issuer whose tokens the endpoint knows. Where an answer names one, it must be this one.
    public var issuer: String
    /// This server's names: a token must be meant for one of them.
    public var audiences: [String]
    public var audienceDemand: AudienceDemand
    /// Where the roles stand in an answer.
    public var rolesClaim: ClaimPath
    public var tenantClaim: ClaimPath
    public var groupsClaim: ClaimPath
    /// How far the endpoint's clock may be off: at most 300 seconds.
    public var leeway: Duration
    /// For how long an answer counts at most: from a second to five minutes. A token that was revoked is taken for so long.
    public var timeToLive: Duration
    /// For how long the answer that a token does not hold counts: at most a minute.
    public var negativeTimeToLive: Duration
    /// How many answers are remembered.
    public var capacity: Int
    /// How many questions are under way at once.
    public var maximumConcurrent: Int

    /// Makes options; by default this server proves itself with `client_secret_basic`, a token must name it, and answers
    /// count for 30 seconds, or five where the token does not hold.
    public init(
        endpoint: String, clientID: String, clientSecret: ClientSecret, issuer: String, audiences: [String]
    ) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.issuer = issuer
        self.audiences = audiences
        clientAuthentication = .basic
        audienceDemand = .always
        rolesClaim = .roles
        tenantClaim = .tenant
        groupsClaim = .groups
        leeway = .seconds(30)
        timeToLive = .seconds(30)
        negativeTimeToLive = .seconds(5)
        capacity = 10_000
        maximumConcurrent = 64
    }

    /// - Throws: ``AuthenticationConfigurationError`` at the first setting that makes no sense.
    func validate() throws(AuthenticationConfigurationError) {
        try WebURL.check(endpoint)
        guard !WebURL.isExposed(endpoint) else {
            throw AuthenticationConfigurationError("introspection: the endpoint \(endpoint) is without TLS")
        }
        guard !clientID.isEmpty, !clientSecret.text.isEmpty, !issuer.isEmpty else {
            throw AuthenticationConfigurationError("introspection: the client, its secret and the issuer must be named")
        }
        guard !audiences.isEmpty, audiences.allSatisfy({ !$0.isEmpty }) else {
            throw AuthenticationConfigurationError("introspection: name at least one audience, and none that is empty")
        }
        guard leeway >= .zero, leeway <= .seconds(300) else {
            throw AuthenticationConfigurationError("introspection: the leeway must be from 0 to 300 seconds")
        }
        guard timeToLive >= .seconds(1), timeToLive <= .seconds(300) else {
            throw AuthenticationConfigurationError("introspection: answers count for a second to five minutes")
        }
        guard negativeTimeToLive >= .zero, negativeTimeToLive <= .seconds(60) else {
            throw AuthenticationConfigurationError("introspection: negative answers count for a minute at most")
        }
        guard maximumConcurrent > 0, capacity >= 0 else {
            throw AuthenticationConfigurationError("introspection: at least one question must be possible at a time")
        }
    }
}
