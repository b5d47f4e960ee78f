import Gatehouse
import GatehouseAuth
import GatehouseFetch
import GatehouseSQLite

extension Composition {
    /// How tokens that are bound to a key are held to it.
    func possession() throws(CommandFailure) -> ProofOfPossession {
        let dpop = configuration.auth.credentials.dpop
        do throws(AuthenticationConfigurationError) {
            return try ProofOfPossession(
                dpop: dpop.mode == "off" ? nil : try options(dpop),
                certificates: configuration.tls.clientCertificates == "none" ? .refused : .verified,
                demand: dpop.mode == "required" ? .allTokens : .boundTokens)
        } catch {
            throw CommandFailure(.configuration, "auth.dpop: \(error)")
        }
    }

    private func options(
        _ dpop: ServerConfiguration.DPoP
    ) throws(AuthenticationConfigurationError) -> DPoPOptions {
        DPoPOptions(
            algorithms: Set(dpop.algorithms.compactMap { SignatureAlgorithm($0) }), maximumAge: dpop.maxAge,
            leeway: dpop.leeway, nonces: try nonces(dpop), capacity: dpop.maxProofs,
            capacityPerKey: min(dpop.maxProofsPerKey, dpop.maxProofs), publicURL: configuration.server.publicURL)
    }

    private func nonces(
        _ dpop: ServerConfiguration.DPoP
    ) throws(AuthenticationConfigurationError) -> DPoPNonces? {
        guard let lifetime = dpop.nonceTimeToLive else { return nil }
        guard let file = configuration.state.keyFile else { return try DPoPNonces(lifetime: lifetime) }
        return try DPoPNonces(keyFile: file, lifetime: lifetime)
    }

    /// What ways to authenticate have in common.
    struct Means {
        let fetch: OutgoingFetch
        let possession: ProofOfPossession
        let revocations: any RevocationList
    }

    /// The methods beside JSON Web Tokens, by their names.
    func method(
        _ name: String, _ means: Means
    ) throws(CommandFailure) -> (any AuthenticationMethod)? {
        switch name {
        case "introspection": try introspection(means)
        case "certificate": try certificates(means.revocations)
        default: nil
        }
    }

    /// API keys, out of a file in the data folder that commands share with the server.
    func openAPIKeys(
        _ launch: Launch, _ revocations: any RevocationList
    ) async throws(CommandFailure) -> APIKeyAuthenticator {
        let store = try await Self.apiKeyStore(configuration)
        launch.onClose { try await store.close() }
        return APIKeyAuthenticator(
            store: store, hasher: try Self.apiKeyHasher(configuration), revocations: revocations, logger: logger)
    }

    /// Opens the file of API keys.
    static func apiKeyStore(_ configuration: ServerConfiguration) async throws(CommandFailure) -> SQLiteAPIKeyStore {
        do throws(SQLiteStoreFailure) {
            return try await SQLiteAPIKeyStore.open(path: configuration.server.data + "/api-keys.sqlite")
        } catch {
            throw CommandFailure(.configuration, "\(error) (auth.api_keys)")
        }
    }

    /// Opens the file with the secret of API keys.
    static func apiKeyHasher(_ configuration: ServerConfiguration) throws(CommandFailure) -> APIKeyHasher {
        let path = configuration.auth.credentials.apiKeySecretFile ?? configuration.server.data + "/api-keys.secret"
        do throws(AuthenticationConfigurationError) {
            return try APIKeySecretFile.open(path)
        } catch {
            throw CommandFailure(.configuration, "auth.api_keys.secret_file: \(error)")
        }
    }

    private func introspection(
        _ means: Means
    ) throws(CommandFailure) -> any AuthenticationMethod {
        let settings = configuration.auth.credentials.introspection
        let audience = settings.audience ?? configuration.auth.audience ?? publicResource
        guard let url = settings.url, let clientID = settings.clientID, let file = settings.secretFile, let audience
        else {
            throw CommandFailure(
                .configuration,
                "auth.introspection needs url, client_id, client_secret_file and an audience")
        }
        do throws(AuthenticationConfigurationError) {
            var options = IntrospectionOptions(
                endpoint: url, clientID: clientID, clientSecret: try ClientSecret(file: file),
                issuer: settings.issuer ?? ResourceURL.origin(of: url), audiences: [audience])
            options.clientAuthentication = settings.usesPost ? .post : .basic
            options.audienceDemand = settings.requiresAudience ? .always : .whereNamed
            options.rolesClaim = ClaimPath(configuration.auth.rolesClaim) ?? .roles
            options.leeway = configuration.auth.leeway
            options.timeToLive = settings.timeToLive
            options.negativeTimeToLive = settings.negativeTimeToLive
            options.maximumConcurrent = settings.maxConcurrent
            return try IntrospectionAuthenticator(
                options, fetcher: means.fetch, possession: means.possession, revocations: means.revocations,
                logger: logger)
        } catch {
            throw CommandFailure(.configuration, "auth.introspection: \(error)")
        }
    }

    private func certificates(
        _ revocations: any RevocationList
    ) throws(CommandFailure) -> any AuthenticationMethod {
        do throws(AuthenticationConfigurationError) {
            var rules: [CertificateRule] = []
            for rule in configuration.auth.credentials.certificateRules {
                rules.append(
                    try CertificateRule(
                        Self.name(rule.name), rule.pattern, subject: rule.subject, tenant: rule.tenant,
                        roles: rule.roles, scopes: rule.scopes))
            }
            return try CertificateAuthenticator(rules: rules, revocations: revocations)
        } catch {
            throw CommandFailure(.configuration, "auth.certificates.rules: \(error)")
        }
    }

    private static func name(_ name: String) -> CertificateRule.Name {
        switch name {
        case "dns": .alternative(.dns)
        case "uri": .alternative(.uri)
        case "email": .alternative(.email)
        case "address": .alternative(.address)
        default: .subject
        }
    }
}
