import Gatehouse

/// Knows callers by what their token says: `alice`, `bob+reader,writer` with roles, `eve+reader;notes.read` with a scope.
///
/// `dave@1800000000` is a token that expires then. Some tokens fail, each in one of the ways there are.
struct TestCallers: Authenticator {
    func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        guard let line = credentials.authorization.first else {
            throw AuthenticationFailure(.missing, reason: "no Authorization field came")
        }
        guard credentials.authorization.count == 1 else {
            throw AuthenticationFailure(.malformed, reason: "two Authorization fields came")
        }
        switch line {
        case "Bearer expired": throw AuthenticationFailure(.invalid, reason: "the token expired at 1700000000")
        case "Bearer forged": throw AuthenticationFailure(.invalid, reason: "the signature is wrong")
        case "Bearer unknowable":
            throw AuthenticationFailure(
                .unavailable(retryAfter: .milliseconds(1_500)), reason: "no keys from the issuer")
        default: return Self.principal(line.dropFirst("Bearer ".count))
        }
    }

    private static func principal(_ token: Substring) -> Principal {
        let parts = token.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let dated = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let who = dated[0].split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let roles = who.dropFirst().flatMap { $0.split(separator: ",") }
        let scopes = parts.dropFirst().flatMap { $0.split(separator: " ") }
        return Principal(
            subject: String(who[0]), issuer: "https://issuer.example", roles: Set(roles.map(String.init)),
            scopes: Set(scopes.map(String.init)), method: .jwt,
            expiresAt: dated.dropFirst().first.flatMap { Int64($0) })
    }
}
