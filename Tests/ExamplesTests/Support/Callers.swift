import Gatehouse

/// Knows callers by what their token says: `bob` or `bob+editor`.
struct Callers: Authenticator {
    func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        guard let line = credentials.authorization.first else {
            throw AuthenticationFailure(.missing, reason: "no Authorization field came")
        }
        let parts = line.dropFirst("Bearer ".count).split(separator: "+")
        return Principal(
            subject: parts.first.map(String.init) ?? "", roles: Set(parts.dropFirst().map(String.init)), method: .jwt)
    }
}
