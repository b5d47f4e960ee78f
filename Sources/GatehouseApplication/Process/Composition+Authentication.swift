import Gatehouse
import GatehouseAuth
import GatehouseFetch
import Logging

extension Composition {
    /// Who calls over standard input: whoever started the process, with every role there is.
    var localAuthenticator: any Authenticator {
        let roles = Set(configuration.roles.map(\.name))
        return FixedAuthenticator(Principal(subject: System.userName, roles: roles, method: .local))
    }

    /// Establishes who calls over HTTP.
    func callers(_ launch: Launch) async throws -> Callers {
        guard configuration.auth.enabled else {
            logger.warning(
                "authentication is off: everybody who reaches the port is let in",
                metadata: ["roles": "\(configuration.auth.anonymousRoles.joined(separator: ","))"])
            let roles = Set(configuration.auth.anonymousRoles)
            return Callers(
                authenticator: FixedAuthenticator(Principal(subject: "anonymous", roles: roles, method: .anonymous)))
        }
        let fetch = OutgoingFetch(try outgoingOptions())
        let possession = explains ? .assumed : try possession()
        let revocations = try revocations()
        var keys: [RemoteKeySource] = []
        var apiKeys: APIKeyAuthenticator?
        var methods: [any AuthenticationMethod] = []
        for name in configuration.auth.credentials.methods {
            switch name {
            case "jwt":
                let issuers = try issuers(fetch)
                keys = issuers.compactMap { $0.keys as? RemoteKeySource }
                methods.append(try tokens(of: issuers, possession, revocations))
            case "api_key":
                let known = try await openAPIKeys(launch, revocations)
                apiKeys = known
                methods.append(known)
            default:
                if let method = try method(name, Means(fetch: fetch, possession: possession, revocations: revocations))
                {
                    methods.append(method)
                }
            }
        }
        return Callers(authenticator: try sideBySide(methods), fetch: fetch, keys: keys, apiKeys: apiKeys)
    }

    private func issuers(_ fetch: OutgoingFetch) throws -> [TrustedIssuer] {
        var issuers: [TrustedIssuer] = []
        if configuration.auth.localIssuer { issuers.append(try localIssuer()) }
        for issuer in configuration.auth.issuers { issuers.append(try trusted(issuer, fetch)) }
        return issuers
    }

    private func tokens(
        of issuers: [TrustedIssuer], _ possession: ProofOfPossession, _ revocations: any RevocationList
    ) throws -> JWTAuthenticator {
        do throws(AuthenticationConfigurationError) {
            return try JWTAuthenticator(
                issuers: issuers, possession: possession, revocations: revocations, logger: logger)
        } catch {
            throw CommandFailure(.configuration, "auth: \(error)")
        }
    }

    /// One method needs no chain.
    private func sideBySide(_ methods: [any AuthenticationMethod]) throws(CommandFailure) -> any Authenticator {
        if let only = methods.first, methods.count == 1 { return only }
        do throws(AuthenticationConfigurationError) {
            return try AuthenticatorChain(methods)
        } catch {
            throw CommandFailure(.configuration, "auth.methods: \(error)")
        }
    }

    private func revocations() throws -> any RevocationList {
        do throws(RevocationError) {
            return try RevocationFile(path: configuration.revocationFile, logger: logger)
        } catch {
            throw CommandFailure(.configuration, "auth.revocation_file: \(error)")
        }
    }

    /// What may be asked outside, and for how long.
    private func outgoingOptions() throws -> OutgoingOptions {
        let outgoing = configuration.auth.outgoing
        if let file = outgoing.authorityFile {
            do {
                try OutgoingFetch.checkAuthorities(file)
            } catch {
                throw CommandFailure(.configuration, "auth.outgoing.ca_file: \(error)")
            }
        }
        return OutgoingOptions(
            plainText: outgoing.allowsPlainLoopback ? .loopback : .never,
            networks: OutgoingNetworks(outgoing.networks) ?? .none, authorityFile: outgoing.authorityFile,
            connectTimeout: outgoing.connectTimeout, timeout: outgoing.timeout, maximumBytes: outgoing.maxBytes)
    }

    private func localIssuer() throws -> TrustedIssuer {
        let issuer = try DataOptions.issuer(of: configuration)
        let audiences = [ServerConfiguration.localAudience] + (configuration.auth.audience.map { [$0] } ?? [])
        var trusted = issuer.trusted(audiences: audiences)
        trusted.leeway = configuration.auth.leeway
        return trusted
    }

    private func trusted(_ issuer: ServerConfiguration.Issuer, _ fetch: OutgoingFetch) throws -> TrustedIssuer {
        let common = [configuration.auth.audience ?? publicResource].compactMap { $0 }
        let audiences = issuer.audiences.isEmpty ? common : issuer.audiences
        guard !audiences.isEmpty else {
            throw CommandFailure(
                .configuration,
                "auth.issuers: \(issuer.issuer) needs an audience: set auth.audience or server.public_url")
        }
        let algorithms = issuer.algorithms.compactMap { SignatureAlgorithm($0) }
        var trusted = TrustedIssuer(
            issuer: issuer.issuer, audiences: audiences, algorithms: Set(algorithms),
            keys: try keys(of: issuer, algorithms, fetch))
        trusted.typePolicy = issuer.requiresAccessTokenType ? .accessToken : .untyped
        trusted.audienceRule = issuer.hasExclusiveAudience ? .alone : .amongOthers
        trusted.requiredClaims = issuer.requiredClaims
        trusted.maximumAge = issuer.maxAge
        trusted.leeway = issuer.leeway ?? configuration.auth.leeway
        trusted.rolesClaim = ClaimPath(issuer.rolesClaim ?? configuration.auth.rolesClaim) ?? .roles
        trusted.subjectClaim = issuer.subjectClaim.flatMap { ClaimPath($0) } ?? trusted.subjectClaim
        trusted.clientClaim = issuer.clientClaim.flatMap { ClaimPath($0) }
        trusted.scopesClaim = issuer.scopesClaim.flatMap { ClaimPath($0) }
        trusted.groupsClaim = issuer.groupsClaim.flatMap { ClaimPath($0) } ?? trusted.groupsClaim
        trusted.tenantClaim = issuer.tenantClaim.flatMap { ClaimPath($0) } ?? trusted.tenantClaim
        return trusted
    }

    var publicResource: String? {
        configuration.server.publicURL.map { _ in configuration.server.resourceURL(port: 0) }
    }

    private func keys(
        of issuer: ServerConfiguration.Issuer,
        _ algorithms: [SignatureAlgorithm],
        _ fetch: OutgoingFetch
    ) throws -> any VerificationKeySource {
        let rsa = SignatureAlgorithm.forUnnamedRSA(amongst: algorithms)
        return switch issuer.keys {
        case .remote(let url): remoteKeys(of: issuer, at: .keySet(url), rsa, fetch)
        case .discovered(let way): remoteKeys(of: issuer, at: try discovery(of: issuer, way), rsa, fetch)
        case .jwks(let file): try keyFile(file, .keySet(rsaAlgorithm: rsa), of: issuer)
        case .pem(let file): try keyFile(file, .pem(algorithm: try only(algorithms, issuer)), of: issuer)
        case .secret(let file): try keyFile(file, .secret(algorithm: try only(algorithms, issuer)), of: issuer)
        }
    }

    private func discovery(of issuer: ServerConfiguration.Issuer, _ way: String) throws -> KeyLocation {
        let discovery: KeyLocation.Discovery =
            switch way {
            case "oauth": .oauth
            case "openid": .openID
            default: .automatic
            }
        do throws(AuthenticationConfigurationError) {
            return try .discovery(of: issuer.issuer, discovery)
        } catch {
            throw CommandFailure(.configuration, "auth.issuers: \(issuer.issuer): \(error)")
        }
    }

    private func remoteKeys(
        of issuer: ServerConfiguration.Issuer,
        at location: KeyLocation,
        _ rsa: SignatureAlgorithm,
        _ fetch: OutgoingFetch
    ) -> RemoteKeySource {
        RemoteKeySource(
            issuer: issuer.issuer, location: location, rsaAlgorithm: rsa,
            options: RemoteKeyOptions(refresh: issuer.keyRefresh, maximumAge: issuer.keyMaxAge), fetch: fetch,
            logger: logger)
    }

    private func keyFile(
        _ path: String,
        _ format: KeyFileFormat,
        of issuer: ServerConfiguration.Issuer
    ) throws -> KeyFile {
        do throws(VerificationKeyError) {
            return try KeyFile(path: path, format: format, logger: logger)
        } catch {
            throw CommandFailure(.configuration, "auth.issuers: \(issuer.issuer): \(error)")
        }
    }

    /// A key in a file of its own has one algorithm, and no token chooses it.
    private func only(
        _ algorithms: [SignatureAlgorithm],
        _ issuer: ServerConfiguration.Issuer
    ) throws(CommandFailure) -> SignatureAlgorithm {
        guard let algorithm = algorithms.first, algorithms.count == 1 else {
            throw CommandFailure(
                .configuration, "auth.issuers: \(issuer.issuer): a file with one key needs exactly one algorithm")
        }
        return algorithm
    }
}
