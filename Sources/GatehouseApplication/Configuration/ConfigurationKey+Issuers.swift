extension ConfigurationKey {
    /// The keys of one entry of `auth.issuers`.
    static let issuer: [ConfigurationKey] = issuerTokens + issuerKeys + issuerClaims

    private static let issuerTokens = [
        ConfigurationKey(
            "issuer", .text(.word),
            summary: "The issuer, exactly as the `iss` claim of its tokens. Required."
        ),
        ConfigurationKey(
            "audiences", .list(of: .text(.word), maximum: 16),
            summary: "The audiences of which its tokens must name one. Without them `auth.audience`."
        ),
        ConfigurationKey(
            "exclusive_audience", .boolean, default: "false",
            summary: "Whether a token is refused that names any other audience as well."
        ),
        ConfigurationKey(
            "algorithms", .list(of: .choice(signatureAlgorithms), maximum: 16),
            summary: """
                The signature algorithms that are accepted. Required; exactly one with `pem_file` and `secret_file`, and \
                HS256 to HS512 only with `secret_file`.
                """
        ),
        ConfigurationKey(
            "require_typ", .boolean, default: "true",
            summary: """
                Whether a token's `typ` must be `at+jwt` and it must have the claims of RFC 9068. Where it is false, an ID \
                token may pass for an access token, which is logged as a warning.
                """
        ),
        ConfigurationKey(
            "required_claims", .list(of: .text(.word), maximum: 32),
            summary: "Claims that a token must have besides those that are always asked for."
        ),
        ConfigurationKey(
            "max_age", .duration(.seconds(1) ... .seconds(365 * 86_400)),
            summary: "How long after its `iat` a token is good at most, whatever its `exp` says."
        ),
        ConfigurationKey(
            "leeway", .duration(.seconds(0) ... .seconds(300)),
            summary: "By how much the issuer's clock may differ. Without it `auth.leeway`."
        ),
    ]

    private static let issuerKeys = [
        ConfigurationKey(
            "jwks_url", .text(.url),
            summary: "The URL of its public keys as a JSON Web Key Set; what may be asked is in `auth.outgoing`."
        ),
        ConfigurationKey(
            "discovery", .choice(["auto", "oauth", "openid"]),
            summary: """
                Where the issuer's metadata is looked for, which names the URL of its keys: `oauth` is RFC 8414's place, \
                `openid` is OpenID Connect's, `auto` tries both. The metadata must name exactly this issuer.
                """
        ),
        ConfigurationKey(
            "jwks_refresh", .duration(.seconds(10) ... .seconds(86_400)), default: "5m",
            summary: """
                How long fetched keys count as current; they are fetched again before that. The issuer's `Cache-Control` \
                may shorten it to 30 seconds.
                """
        ),
        ConfigurationKey(
            "jwks_max_age", .duration(.seconds(60) ... .seconds(30 * 86_400)), default: "1d",
            summary: "How long fetched keys count while the issuer cannot be reached."
        ),
        ConfigurationKey(
            "jwks_file", .text(.path),
            summary: "A file with its public keys as a JSON Web Key Set."
        ),
        ConfigurationKey(
            "pem_file", .text(.path),
            summary: "A file with one public key in PEM."
        ),
        ConfigurationKey(
            "secret_file", .text(.path),
            summary: "A file with a shared secret, of at least 32 bytes for HS256, 48 for HS384 and 64 for HS512."
        ),
    ]

    private static let issuerClaims = [
        ConfigurationKey(
            "subject_claim", .text(.claim), default: "sub",
            summary: "The claim that names whom the token stands for."
        ),
        ConfigurationKey(
            "client_claim", .text(.claim),
            summary: "The claim that names the application. Without it `client_id`, or else `azp`."
        ),
        ConfigurationKey(
            "roles_claim", .text(.claim),
            summary: "The claim that holds a caller's roles. Without it `auth.roles_claim`."
        ),
        ConfigurationKey(
            "scopes_claim", .text(.claim),
            summary: "The claim that holds the granted scopes. Without it `scope`, or else `scp`."
        ),
        ConfigurationKey(
            "groups_claim", .text(.claim), default: "groups",
            summary: "The claim that holds a caller's groups."
        ),
        ConfigurationKey(
            "tenant_claim", .text(.claim), default: "tenant",
            summary: "The claim that names the organisation a caller belongs to."
        ),
    ]

    static let signatureAlgorithms = [
        "ES256", "ES384", "ES512", "EdDSA", "Ed25519", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "HS256",
        "HS384",
        "HS512",
    ]
}
