import Gatehouse

/// Knows callers by the name that stands in their token.
struct KnownCallers: Authenticator {
    let principals: [Principal]

    func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        let name = credentials.authorization.first?.dropFirst("Bearer ".count) ?? ""
        guard let principal = principals.first(where: { $0.subject == name }) else {
            throw AuthenticationFailure(.invalid, reason: "nobody is called that")
        }
        return principal
    }
}

extension Principal {
    /// A caller of a test.
    static func named(_ subject: String, _ change: (inout Principal) -> Void = { _ in }) -> Principal {
        var principal = Principal(subject: subject, issuer: "https://issuer.example", method: .jwt)
        change(&principal)
        return principal
    }
}

extension Server {
    /// A server whose callers are known by name.
    static func knowing(
        _ principals: [Principal],
        _ components: Components,
        _ policy: AccessPolicy,
        observer: (any RequestObserver)? = nil,
        options change: (inout ServerOptions) -> Void = { _ in }
    ) throws -> Server {
        var options = ServerOptions.listening()
        options.policy = policy
        change(&options)
        return try Server(
            info: Implementation(name: "sample", version: "1"), components: components,
            authenticator: KnownCallers(principals: principals), options: options, observer: observer,
            logger: LogLines().logger())
    }
}
