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
        /// The roles of every caller while authentication is off.
        var anonymousRoles: [String]
    }

    /// Where an issuer's keys are.
    enum KeySource: Sendable, Hashable {
        /// A file with a JSON Web Key Set.
        case jwks(file: String)
        /// A file with one public key in PEM.
        case pem(file: String)
        /// A file with a shared secret.
        case secret(file: String)
    }

    /// One issuer whose tokens are accepted.
    struct Issuer: Sendable, Hashable {
        var issuer: String
        /// Nothing where it is ``Authentication/audience``.
        var audience: String?
        var algorithms: [String]
        var keys: KeySource
        /// Whether a token's `typ` must be `at+jwt` (RFC 9068).
        var requiresAccessTokenType: Bool
        /// Nothing where it is ``Authentication/rolesClaim``.
        var rolesClaim: String?
    }
}

extension ServerConfiguration.Issuer {
    /// Makes an issuer of an entry's members, each of which was checked by itself.
    ///
    /// - Throws: A phrase that names the entry where members are missing or do not go together.
    init(_ members: [String: [String]], name: String) throws(ConfigurationKey.Mismatch) {
        guard let issuer = members["issuer"]?.first else {
            throw ConfigurationKey.Mismatch(message: "\(name): issuer is missing")
        }
        guard let algorithms = members["algorithms"], algorithms != ["none"], !algorithms.isEmpty else {
            throw ConfigurationKey.Mismatch(message: "\(name): algorithms is missing")
        }
        self.issuer = issuer
        self.algorithms = algorithms
        keys = try Self.keys(of: members, name: name)
        audience = members["audience"]?.first
        requiresAccessTokenType = members["type"]?.first != "any"
        rolesClaim = members["roles_claim"]?.first
        try checkAlgorithms(name: name)
    }

    private static func keys(
        of members: [String: [String]],
        name: String
    ) throws(ConfigurationKey.Mismatch) -> ServerConfiguration.KeySource {
        let sources: [ServerConfiguration.KeySource?] = [
            members["jwks_file"]?.first.map { .jwks(file: $0) },
            members["pem_file"]?.first.map { .pem(file: $0) },
            members["secret_file"]?.first.map { .secret(file: $0) },
        ]
        let named = sources.compactMap { $0 }
        guard let source = named.first, named.count == 1 else {
            throw ConfigurationKey.Mismatch(
                message:
                    "\(name): expected one of jwks_file, pem_file, secret_file, found \(named.isEmpty ? "none" : "several")"
            )
        }
        return source
    }

    /// A public key taken for a shared secret is the classic forgery, so the two kinds never mix.
    private func checkAlgorithms(name: String) throws(ConfigurationKey.Mismatch) {
        let isSecret = if case .secret = keys { true } else { false }
        if let wrong = algorithms.first(where: { $0.hasPrefix("HS") != isSecret }) {
            let reason = isSecret ? "cannot be used with secret_file" : "can be used only with secret_file"
            throw ConfigurationKey.Mismatch(message: "\(name).algorithms: \(wrong) \(reason)")
        }
        let isSet = if case .jwks = keys { true } else { false }
        guard isSet || algorithms.count == 1 else {
            throw ConfigurationKey.Mismatch(message: "\(name).algorithms: a single key needs exactly one algorithm")
        }
    }
}
