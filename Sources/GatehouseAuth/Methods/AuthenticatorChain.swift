public import Gatehouse

/// Takes several kinds of credentials side by side.
///
/// The methods are asked in their order whether the credentials are of their kind; the first one that says so decides, and
/// what it refuses is refused: a bad token is never taken for something weaker. Credentials of two kinds in one request
/// are a mistake of the client's or an attempt to confuse, and are refused as malformed (RFC 6750, section 2).
///
/// A client's certificate belongs to the connection rather than to the request, so it counts as an identity only where the
/// request brings nothing itself.
public struct AuthenticatorChain: Authenticator {
    public let headerFieldNames: Set<String>
    public let challengeSchemes: [ChallengeScheme]
    private let methods: [any AuthenticationMethod]

    /// Makes a chain.
    ///
    /// - Throws: ``AuthenticationConfigurationError`` where there is no method, or one twice.
    public init(_ methods: [any AuthenticationMethod]) throws(AuthenticationConfigurationError) {
        guard !methods.isEmpty else { throw AuthenticationConfigurationError("there is no way to authenticate") }
        var seen: Set<Principal.Method> = []
        for method in methods where !seen.insert(method.method).inserted {
            throw AuthenticationConfigurationError("the method \(method.method) stands twice")
        }
        self.methods = methods
        headerFieldNames = methods.reduce(into: []) { $0.formUnion($1.headerFieldNames) }
        challengeSchemes = methods.flatMap(\.challengeSchemes).reduce(into: []) { schemes, scheme in
            if !schemes.contains(scheme) { schemes.append(scheme) }
        }
    }

    public func authenticateAtOnce(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal? {
        try checkAlone(credentials)
        guard let method = methods.first(where: { $0.recognizes(credentials) }) else { return nil }
        return try method.authenticateAtOnce(credentials)
    }

    public func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal {
        try checkAlone(credentials)
        for method in methods where method.recognizes(credentials) {
            return try await method.authenticate(credentials)
        }
        // Credentials that nobody takes for his own are refused as bad ones are; none at all, as none.
        _ = try PresentedToken(credentials, takesProofs: challengeSchemes.contains { $0.name == "DPoP" })
        throw .refused("no method takes credentials of that form")
    }

    public func withdrawal(of principal: Principal) async -> Withdrawal? {
        await methods.first { $0.method == principal.method }?.withdrawal(of: principal)
    }

    private func checkAlone(_ credentials: Credentials) throws(AuthenticationFailure) {
        let authorization = credentials.authorization.count
        guard authorization <= 1 else {
            throw AuthenticationFailure(.malformed, reason: "the request has more than one Authorization field")
        }
        guard headerFieldNames.contains(APIKeyAuthenticator.fieldName) else { return }
        let keys = credentials.lines(of: APIKeyAuthenticator.fieldName).count
        guard keys <= 1 else {
            throw AuthenticationFailure(.malformed, reason: "the request has more than one X-API-Key field")
        }
        guard authorization + keys <= 1 else {
            throw AuthenticationFailure(.malformed, reason: "the request has credentials of two kinds")
        }
    }
}
