extension ConfigurationKey {
    /// Which credentials are taken beside and instead of JSON Web Tokens, and what binds them.
    static let credentials: [ConfigurationKey] =
        [authMethods, apiKeysSecretFile] + introspection + dpop + [certificatesRules]

    static let authMethods = ConfigurationKey(
        "auth.methods", .list(of: .choice(["jwt", "api_key", "introspection", "certificate"]), maximum: 4),
        default: "jwt",
        summary: """
            The credentials that are taken, in the order in which they are looked for; the first whose kind a request's \
            credentials are decides. See [credentials](credentials.md).
            """
    )
    static let apiKeysSecretFile = ConfigurationKey(
        "auth.api_keys.secret_file", .text(.path),
        summary: """
            The file with the secret that API keys are hashed with; it is made where it is missing. Without the key it is \
            `api-keys.secret` in the data folder.
            """
    )
    static let certificatesRules = ConfigurationKey(
        "auth.certificates.rules", .structure(.certificateRules),
        summary: "Who the holders of clients' certificates are; see below. The first rule that fits decides."
    )

    static let introspection: [ConfigurationKey] = [
        introspectionURL, introspectionClientID, introspectionSecretFile, introspectionClientAuthentication,
        introspectionIssuer, introspectionAudience, introspectionRequiresAudience, introspectionTTL,
        introspectionNegativeTTL, introspectionMaxConcurrent,
    ]

    static let introspectionURL = ConfigurationKey(
        "auth.introspection.url", .text(.url),
        summary: "The endpoint that is asked about opaque tokens (RFC 7662)."
    )
    static let introspectionClientID = ConfigurationKey(
        "auth.introspection.client_id", .text(.title),
        summary: "The name by which the server proves itself to the endpoint."
    )
    static let introspectionSecretFile = ConfigurationKey(
        "auth.introspection.client_secret_file", .text(.path),
        summary: "A file with the secret by which it proves itself; a line feed at its end does not count."
    )
    static let introspectionClientAuthentication = ConfigurationKey(
        "auth.introspection.client_auth", .choice(["client_secret_basic", "client_secret_post"]),
        default: "client_secret_basic",
        summary: "Whether the secret is sent in the `Authorization` field or in the body."
    )
    static let introspectionIssuer = ConfigurationKey(
        "auth.introspection.issuer", .text(.word),
        summary:
            "The issuer of the tokens; an answer that names one must name this one. Without it the endpoint's origin."
    )
    static let introspectionAudience = ConfigurationKey(
        "auth.introspection.audience", .text(.word),
        summary:
            "The audience that tokens must name. Without it `auth.audience`, or else the public URL with the endpoint."
    )
    static let introspectionRequiresAudience = ConfigurationKey(
        "auth.introspection.require_audience", .boolean, default: "true",
        summary: """
            Whether an answer without an audience is refused. `false` is for an endpoint that answers for this server's \
            tokens alone.
            """
    )
    static let introspectionTTL = ConfigurationKey(
        "auth.introspection.ttl", .duration(.seconds(1) ... .seconds(300)), default: "30s",
        summary: "For how long an answer counts, and a token that was revoked meanwhile is taken."
    )
    static let introspectionNegativeTTL = ConfigurationKey(
        "auth.introspection.negative_ttl", .duration(.zero ... .seconds(60)), default: "5s",
        summary: "For how long the answer that a token does not hold counts."
    )
    static let introspectionMaxConcurrent = ConfigurationKey(
        "auth.introspection.max_concurrent", .integer(1...1_000), default: "64",
        summary: "The most questions under way at once."
    )

    static let dpop: [ConfigurationKey] = [
        dpopMode, dpopAlgorithms, dpopMaxAge, dpopLeeway, dpopNonce, dpopNonceTTL, dpopMaxProofs, dpopMaxProofsPerKey,
    ]

    static let dpopMode = ConfigurationKey(
        "auth.dpop.mode", .choice(["off", "optional", "required"]), default: "off",
        summary: """
            Whether tokens that are bound to a key are taken with a proof of it (RFC 9449). `required` refuses tokens that \
            are bound to nothing; `off` refuses those that are bound.
            """
    )
    static let dpopAlgorithms = ConfigurationKey(
        "auth.dpop.algorithms", .list(of: .choice(proofAlgorithms), maximum: 10),
        default: "ES256", "ES384", "EdDSA", "PS256",
        summary: "The algorithms that proofs may be signed with."
    )
    static let dpopMaxAge = ConfigurationKey(
        "auth.dpop.max_age", .duration(.seconds(1) ... .seconds(300)), default: "60s",
        summary: "How old a proof may be."
    )
    static let dpopLeeway = ConfigurationKey(
        "auth.dpop.leeway", .duration(.zero ... .seconds(60)), default: "5s",
        summary: "How far a client's clock may be ahead."
    )
    static let dpopNonce = ConfigurationKey(
        "auth.dpop.nonce", .boolean, default: "false",
        summary: """
            Whether proofs must have a nonce of the server's. Servers that answer for one another need the same \
            `state.key_file`.
            """
    )
    static let dpopNonceTTL = ConfigurationKey(
        "auth.dpop.nonce_ttl", .duration(.seconds(10) ... .seconds(3_600)), default: "5m",
        summary: "For how long a nonce counts."
    )
    static let dpopMaxProofs = ConfigurationKey(
        "auth.dpop.max_proofs", .integer(100...10_000_000), default: "200000",
        summary: "How many proofs are remembered, so that none counts twice. Beyond that new ones are refused with 503."
    )
    static let dpopMaxProofsPerKey = ConfigurationKey(
        "auth.dpop.max_proofs_per_key", .integer(10...10_000_000), default: "20000",
        summary: "How many of them may be of one key."
    )

    static let proofAlgorithms = signatureAlgorithms.filter { !$0.hasPrefix("HS") }

    /// The keys of one entry of `auth.certificates.rules`.
    static let certificateRule: [ConfigurationKey] = [
        ConfigurationKey(
            "dns", .text(.title),
            summary: "The pattern of a DNS name, as `*.agents.example.com`; `*` is within one label."
        ),
        ConfigurationKey(
            "uri", .text(.title),
            summary: "The pattern of a URI, as `spiffe://example.com/agent/*`; `*` is within one segment."
        ),
        ConfigurationKey("email", .text(.title), summary: "The pattern of a mail address."),
        ConfigurationKey("address", .text(.title), summary: "An IP address."),
        ConfigurationKey(
            "subject", .text(.title), summary: "The pattern of the distinguished name, as `CN=*,O=Example` (RFC 4514)."
        ),
        ConfigurationKey("as", .text(.title), summary: "Whom the holder is. Without it the name that fits."),
        ConfigurationKey("tenant", .text(.title), summary: "The organisation that the holder belongs to."),
        ConfigurationKey("roles", .list(of: .text(.word), maximum: 64), summary: "The holder's roles."),
        ConfigurationKey("scopes", .list(of: .text(.word), maximum: 64), summary: "The holder's scopes."),
    ]
}
