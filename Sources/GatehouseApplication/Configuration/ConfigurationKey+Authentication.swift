extension ConfigurationKey {
    static let authentication: [ConfigurationKey] = [
        authEnabled, authLeeway, authLocalIssuer, authAudience, authRolesClaim, authIssuers, authAuthorizationServers,
        authScopes, authAnonymousRoles, authRevocationFile,
    ]

    static let authEnabled = ConfigurationKey(
        "auth.enabled", .boolean, default: "true", flag: "--insecure-no-auth",
        summary: "Whether every HTTP request must carry a token. The flag sets it to false."
    )
    static let authLeeway = ConfigurationKey(
        "auth.leeway", .duration(.seconds(0) ... .seconds(300)), default: "30s",
        summary: "By how much the clocks of an issuer and of this machine may differ."
    )
    static let authLocalIssuer = ConfigurationKey(
        "auth.local_issuer", .boolean, default: "true",
        summary: "Whether the tokens of `gatehouse token` are accepted; their keys are in the data folder."
    )
    static let authAudience = ConfigurationKey(
        "auth.audience", .text(.word),
        summary: """
            The audience that tokens must name. Without it the public URL with the endpoint; tokens of the local \
            issuer always have an audience of their own as well.
            """
    )
    static let authRolesClaim = ConfigurationKey(
        "auth.roles_claim", .text(.claim), default: "roles",
        summary: "The claim that holds a caller's roles. Dots lead into objects, as in `realm_access.roles`."
    )
    static let authIssuers = ConfigurationKey(
        "auth.issuers", .structure(.issuers),
        summary: "The issuers whose tokens are accepted beside the local one; see below."
    )
    static let authAuthorizationServers = ConfigurationKey(
        "auth.authorization_servers", .list(of: .text(.url), maximum: 16),
        summary: """
            The authorization servers that the protected resource metadata names (RFC 9728). Without them the issuers of \
            `auth.issuers` that are URLs.
            """
    )
    static let authScopes = ConfigurationKey(
        "auth.scopes", .list(of: .text(.scope), maximum: 64),
        summary: """
            The scopes that clients are told to ask for at first, in the challenge of a 401 and in the protected resource \
            metadata: what most callers need. A call that needs more is refused with a challenge that names all it needs.
            """
    )
    static let authAnonymousRoles = ConfigurationKey(
        "auth.anonymous_roles", .list(of: .text(.word), maximum: 64),
        summary: "The roles of every caller while `auth.enabled` is false."
    )

    static let authRevocationFile = ConfigurationKey(
        "auth.revocation_file", .text(.path),
        summary: """
            The file of what `gatehouse token revoke` took back; servers that share it take the same back. Without it \
            `revocations.jsonl` in the data folder.
            """
    )

    static let roles: [ConfigurationKey] = [
        ConfigurationKey(
            "roles", .structure(.roles),
            summary: "The roles and their permissions; see below. Where it is set it replaces the default roles."
        )
    ]

    /// The keys of one role.
    static let role: [ConfigurationKey] = [
        ConfigurationKey(
            "permissions", .list(of: .text(.word), maximum: 256),
            summary: "What the role permits, as `notes:read`."
        ),
        ConfigurationKey(
            "inherits", .list(of: .text(.word), maximum: 64),
            summary: "The roles whose permissions it has as well."
        ),
        ConfigurationKey(
            "tenant", .text(.title), summary: "The one tenant in which the role counts; without it everywhere."),
    ]
}
