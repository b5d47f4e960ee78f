extension ServerConfiguration {
    /// Who may call.
    struct Authentication: Sendable, Hashable {
        var enabled: Bool
        var leeway: Duration
        /// Whether tokens of the local issuer are accepted.
        var localIssuer: Bool
        /// The audience that tokens must name; nothing where it is the server's own URL.
        var audience: String?
        var rolesClaim: String
        var issuers: [Issuer]
        var authorizationServers: [String]
        /// The scopes that clients are told to ask for at first.
        var scopes: [String]
        /// The roles of every caller while authentication is off.
        var anonymousRoles: [String]
        /// The file of revocations; nothing where it is in the data folder.
        var revocationFile: String?
        var outgoing: Outgoing
        var credentials: Credentials
    }
}
