extension ServerConfiguration {
    /// Where an issuer's keys are.
    enum KeySource: Sendable, Hashable {
        /// A file with a JSON Web Key Set.
        case jwks(file: String)
        /// A file with one public key in PEM.
        case pem(file: String)
        /// A file with a shared secret.
        case secret(file: String)
        /// The URL of a JSON Web Key Set.
        case remote(url: String)
        /// The place that the issuer's metadata names: looked for as `auto`, `oauth` or `openid`.
        case discovered(String)
    }

    /// One issuer whose tokens are accepted.
    struct Issuer: Sendable, Hashable {
        var issuer: String
        var algorithms: [String]
        var keys: KeySource
        /// Empty where it is ``Authentication/audience``.
        var audiences: [String] = []
        /// Whether a token must name no other audience.
        var hasExclusiveAudience = false
        /// Whether a token's `typ` must be `at+jwt` (RFC 9068).
        var requiresAccessTokenType = true
        var requiredClaims: [String] = []
        var maxAge: Duration?
        /// Nothing where it is ``Authentication/leeway``.
        var leeway: Duration?
        var keyRefresh: Duration = .seconds(300)
        var keyMaxAge: Duration = .seconds(86_400)
        var subjectClaim: String?
        var clientClaim: String?
        /// Nothing where it is ``Authentication/rolesClaim``.
        var rolesClaim: String?
        var scopesClaim: String?
        var groupsClaim: String?
        var tenantClaim: String?
    }

    /// How other servers are asked.
    struct Outgoing: Sendable, Hashable {
        /// Whether this machine may be asked without TLS.
        var allowsPlainLoopback: Bool
        var networks: [String]
        var authorityFile: String?
        var connectTimeout: Duration
        var timeout: Duration
        var maxBytes: Int
    }
}

extension ServerConfiguration.Outgoing {
    init(_ values: ConfigurationValues) throws(ConfigurationError) {
        allowsPlainLoopback = try values.text(.outgoingPlainHTTP) == "loopback"
        networks = try values.texts(.outgoingNetworks)
        authorityFile = try values.optionalText(.outgoingAuthorityFile)
        connectTimeout = try values.duration(.outgoingConnectTimeout)
        timeout = try values.duration(.outgoingTimeout)
        maxBytes = try values.integer(.outgoingMaxBytes)
    }
}

extension ServerConfiguration.Issuer {
    /// Whether its keys are to be fetched from a URL without TLS.
    var isFetchedWithoutTLS: Bool {
        switch keys {
        case .remote(let url): url.lowercased().hasPrefix("http:")
        case .discovered: issuer.lowercased().hasPrefix("http:")
        case .jwks, .pem, .secret: false
        }
    }

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
        self.init(issuer: issuer, algorithms: algorithms, keys: try Self.keys(of: members, name: name))
        readRules(members)
        readClaims(members)
        try checkAlgorithms(name: name)
        try checkPlaces(members, name: name)
    }

    private mutating func readRules(_ members: [String: [String]]) {
        audiences = Self.list(members["audiences"])
        hasExclusiveAudience = members["exclusive_audience"]?.first == "true"
        requiresAccessTokenType = members["require_typ"]?.first != "false"
        requiredClaims = Self.list(members["required_claims"])
        maxAge = Self.duration(members["max_age"])
        leeway = Self.duration(members["leeway"])
        keyRefresh = Self.duration(members["jwks_refresh"]) ?? keyRefresh
        keyMaxAge = Self.duration(members["jwks_max_age"]) ?? keyMaxAge
    }

    private mutating func readClaims(_ members: [String: [String]]) {
        subjectClaim = members["subject_claim"]?.first
        clientClaim = members["client_claim"]?.first
        rolesClaim = members["roles_claim"]?.first
        scopesClaim = members["scopes_claim"]?.first
        groupsClaim = members["groups_claim"]?.first
        tenantClaim = members["tenant_claim"]?.first
    }

    private static func list(_ texts: [String]?) -> [String] {
        texts == ["none"] ? [] : texts ?? []
    }

    private static func duration(_ texts: [String]?) -> Duration? {
        texts?.first.flatMap { Quantity.duration($0) }
    }

    private static func keys(
        of members: [String: [String]],
        name: String
    ) throws(ConfigurationKey.Mismatch) -> ServerConfiguration.KeySource {
        let sources: [ServerConfiguration.KeySource?] = [
            members["jwks_url"]?.first.map { .remote(url: $0) },
            members["discovery"]?.first.map { .discovered($0) },
            members["jwks_file"]?.first.map { .jwks(file: $0) },
            members["pem_file"]?.first.map { .pem(file: $0) },
            members["secret_file"]?.first.map { .secret(file: $0) },
        ]
        let named = sources.compactMap { $0 }
        guard let source = named.first, named.count == 1 else {
            let found = named.isEmpty ? "none" : "several"
            throw ConfigurationKey.Mismatch(
                message:
                    "\(name): expected one of jwks_url, discovery, jwks_file, pem_file, secret_file, found \(found)"
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
        let isSingle =
            switch keys {
            case .pem, .secret: true
            case .jwks, .remote, .discovered: false
            }
        guard !isSingle || algorithms.count == 1 else {
            throw ConfigurationKey.Mismatch(message: "\(name).algorithms: a single key needs exactly one algorithm")
        }
    }

    private func checkPlaces(_ members: [String: [String]], name: String) throws(ConfigurationKey.Mismatch) {
        switch keys {
        case .remote: break
        case .discovered where !ConfigurationTextRule.url.accepts(issuer):
            throw ConfigurationKey.Mismatch(
                message: "\(name).discovery: the issuer \(quoted(issuer)) is not a URL; name jwks_url instead")
        case .discovered: break
        case .jwks, .pem, .secret:
            for key in ["jwks_refresh", "jwks_max_age"] where members[key] != nil {
                throw ConfigurationKey.Mismatch(
                    message: "\(name).\(key): it is for keys that are fetched, with jwks_url or discovery")
            }
        }
        guard keyRefresh <= keyMaxAge else {
            throw ConfigurationKey.Mismatch(message: "\(name): jwks_refresh is more than jwks_max_age")
        }
    }
}
