import Gatehouse
import GatehouseAuth
import Logging

extension Composition {
    /// Who calls over standard input: whoever started the process, with every role there is.
    var localAuthenticator: any Authenticator {
        let roles = Set(configuration.roles.map(\.name))
        return FixedAuthenticator(Principal(subject: System.userName, roles: roles, method: .local))
    }

    /// Establishes who calls over HTTP.
    func authenticator() throws -> any Authenticator {
        guard configuration.auth.enabled else {
            logger.warning(
                "authentication is off: everybody who reaches the port is let in",
                metadata: ["roles": "\(configuration.auth.anonymousRoles.joined(separator: ","))"])
            let roles = Set(configuration.auth.anonymousRoles)
            return FixedAuthenticator(Principal(subject: "anonymous", roles: roles, method: .anonymous))
        }
        var issuers: [TrustedIssuer] = []
        if configuration.auth.localIssuer { issuers.append(try localIssuer()) }
        for issuer in configuration.auth.issuers { issuers.append(try trusted(issuer)) }
        do throws(AuthenticationConfigurationError) {
            return try JWTAuthenticator(issuers: issuers, logger: logger)
        } catch {
            throw CommandFailure(.configuration, "auth: \(error)")
        }
    }

    private func localIssuer() throws -> TrustedIssuer {
        let issuer = try DataOptions.issuer(of: configuration)
        let audiences = [ServerConfiguration.localAudience] + (configuration.auth.audience.map { [$0] } ?? [])
        var trusted = issuer.trusted(audiences: audiences)
        trusted.leeway = configuration.auth.leeway
        return trusted
    }

    private func trusted(_ issuer: ServerConfiguration.Issuer) throws -> TrustedIssuer {
        guard let audience = issuer.audience ?? configuration.auth.audience ?? publicResource else {
            throw CommandFailure(
                .configuration,
                "auth.issuers: \(issuer.issuer) needs an audience: set auth.audience or server.public_url")
        }
        let algorithms = issuer.algorithms.compactMap { SignatureAlgorithm($0) }
        return TrustedIssuer(
            issuer: issuer.issuer, audiences: [audience], algorithms: Set(algorithms),
            keys: try keys(of: issuer, algorithms),
            typePolicy: issuer.requiresAccessTokenType ? .accessToken : .untyped,
            rolesClaim: ClaimPath(issuer.rolesClaim ?? configuration.auth.rolesClaim) ?? .roles,
            leeway: configuration.auth.leeway)
    }

    private var publicResource: String? {
        configuration.server.publicURL.map { _ in configuration.server.resourceURL(port: 0) }
    }

    private func keys(
        of issuer: ServerConfiguration.Issuer,
        _ algorithms: [SignatureAlgorithm]
    ) throws -> any VerificationKeySource {
        let (path, format): (String, KeyFileFormat) =
            switch issuer.keys {
            case .jwks(let file): (file, .keySet())
            case .pem(let file): (file, .pem(algorithm: try only(algorithms, issuer)))
            case .secret(let file): (file, .secret(algorithm: try only(algorithms, issuer)))
            }
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
