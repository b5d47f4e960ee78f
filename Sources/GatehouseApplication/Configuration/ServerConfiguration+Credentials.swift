extension ServerConfiguration {
    /// Which credentials are taken, and what binds them.
    struct Credentials: Sendable, Hashable {
        /// In their order: `jwt`, `api_key`, `introspection`, `certificate`.
        var methods: [String]
        /// Nothing where it is in the data folder.
        var apiKeySecretFile: String?
        var introspection: Introspection
        var dpop: DPoP
        var certificateRules: [CertificateRule]

        init(_ values: ConfigurationValues, certificateRules: [CertificateRule]) throws(ConfigurationError) {
            methods = try values.texts(.authMethods)
            apiKeySecretFile = try values.optionalText(.apiKeysSecretFile)
            introspection = try Introspection(values)
            dpop = try DPoP(values)
            self.certificateRules = certificateRules
        }
    }

    /// Whom to ask about opaque tokens.
    struct Introspection: Sendable, Hashable {
        var url: String?
        var clientID: String?
        var secretFile: String?
        var usesPost: Bool
        var issuer: String?
        var audience: String?
        var requiresAudience: Bool
        var timeToLive: Duration
        var negativeTimeToLive: Duration
        var maxConcurrent: Int

        fileprivate init(_ values: ConfigurationValues) throws(ConfigurationError) {
            url = try values.optionalText(.introspectionURL)
            clientID = try values.optionalText(.introspectionClientID)
            secretFile = try values.optionalText(.introspectionSecretFile)
            usesPost = try values.text(.introspectionClientAuthentication) == "client_secret_post"
            issuer = try values.optionalText(.introspectionIssuer)
            audience = try values.optionalText(.introspectionAudience)
            requiresAudience = try values.boolean(.introspectionRequiresAudience)
            timeToLive = try values.duration(.introspectionTTL)
            negativeTimeToLive = try values.duration(.introspectionNegativeTTL)
            maxConcurrent = try values.integer(.introspectionMaxConcurrent)
        }
    }

    /// What proofs of possession must be like.
    struct DPoP: Sendable, Hashable {
        /// `off`, `optional` or `required`.
        var mode: String
        var algorithms: [String]
        var maxAge: Duration
        var leeway: Duration
        /// Nothing where proofs need no nonce.
        var nonceTimeToLive: Duration?
        var maxProofs: Int
        var maxProofsPerKey: Int

        fileprivate init(_ values: ConfigurationValues) throws(ConfigurationError) {
            mode = try values.text(.dpopMode)
            algorithms = try values.texts(.dpopAlgorithms)
            maxAge = try values.duration(.dpopMaxAge)
            leeway = try values.duration(.dpopLeeway)
            nonceTimeToLive = try values.boolean(.dpopNonce) ? values.duration(.dpopNonceTTL) : nil
            maxProofs = try values.integer(.dpopMaxProofs)
            maxProofsPerKey = try values.integer(.dpopMaxProofsPerKey)
        }
    }

    /// Who the holders of certificates are.
    struct CertificateRule: Sendable, Hashable {
        /// The name that is looked at: a key of the entry, as `dns`.
        var name: String
        var pattern: String
        var subject: String?
        var tenant: String?
        var roles: [String]
        var scopes: [String]
    }

    /// What is missing of credentials, or does not go together.
    func credentialProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        guard auth.enabled else { return [] }
        var problems: [ConfigurationError.Problem] = []
        func report(_ message: String, _ key: ConfigurationKey) {
            problems.append(ConfigurationError.Problem(message, at: file?.place(of: key.name)))
        }
        let methods = auth.credentials.methods
        let introspection = auth.credentials.introspection
        if methods.isEmpty { report("auth.methods is empty, so that nobody would be let in", .authMethods) }
        if methods.contains("introspection") {
            for (value, key) in [
                (introspection.url, ConfigurationKey.introspectionURL),
                (introspection.clientID, .introspectionClientID), (introspection.secretFile, .introspectionSecretFile),
            ] where value == nil {
                report("auth.methods has introspection, which needs \(key.name)", .authMethods)
            }
            if introspection.audience == nil, auth.audience == nil, server.publicURL == nil {
                report(
                    "auth.methods has introspection, which needs auth.introspection.audience, auth.audience or "
                        + "server.public_url", .authMethods)
            }
        } else if introspection.url != nil {
            report("auth.introspection.url is of no use: add introspection to auth.methods", .introspectionURL)
        }
        if methods.contains("certificate") {
            if tls.clientCertificates == "none" {
                report("auth.methods has certificate, which needs http.tls.client_certificates", .authMethods)
            }
            if auth.credentials.certificateRules.isEmpty {
                report("auth.methods has certificate, which needs auth.certificates.rules", .authMethods)
            }
        } else if !auth.credentials.certificateRules.isEmpty {
            report("auth.certificates.rules is of no use: add certificate to auth.methods", .certificatesRules)
        }
        if auth.credentials.dpop.mode == "required",
            methods.contains(where: { ["api_key", "certificate"].contains($0) })
        {
            report(
                "auth.dpop.mode is required, and auth.methods has credentials that are bound to nothing: api_key or "
                    + "certificate", .dpopMode)
        }
        return problems
    }
}

extension ServerConfiguration.CertificateRule {
    /// Makes a rule of an entry's members, each of which was checked by itself.
    ///
    /// - Throws: A phrase that names the entry where members are missing or do not go together.
    init(_ members: [String: [String]], name: String) throws(ConfigurationKey.Mismatch) {
        let names = ["dns", "uri", "email", "address", "subject"]
        let given = names.filter { members[$0]?.first != nil }
        guard let only = given.first, given.count == 1, let pattern = members[only]?.first else {
            throw ConfigurationKey.Mismatch(
                message: "\(name): expected one of \(names.joined(separator: ", ")), found "
                    + (given.isEmpty ? "none" : "several"))
        }
        self.name = only
        self.pattern = pattern
        subject = members["as"]?.first
        tenant = members["tenant"]?.first
        roles = (members["roles"] ?? []).filter { $0 != "none" }
        scopes = (members["scopes"] ?? []).filter { $0 != "none" }
    }
}
