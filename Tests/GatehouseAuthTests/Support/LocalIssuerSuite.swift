import Gatehouse

@testable import GatehouseAuth

/// A suite about local issuers: a folder of its own, and a clock that is set by hand.
protocol LocalIssuerSuite {
    var folder: TemporaryDirectory { get }
    var clock: TestClock { get }
}

extension LocalIssuerSuite {
    static var start: Int64 { TokenText.now }

    func open() throws -> LocalIssuer {
        try LocalIssuer.open(directory: folder.file("keys"), now: clock.now)
    }

    func authenticator(_ issuer: LocalIssuer) throws -> JWTAuthenticator {
        try JWTAuthenticator(issuers: [issuer.trusted(audiences: ["urn:mcp"])], now: clock.now)
    }

    func failure(_ token: String, _ authenticator: JWTAuthenticator) async -> String? {
        do throws(AuthenticationFailure) {
            _ = try await authenticator.authenticate(Credentials(authorization: ["Bearer \(token)"]))
            return nil
        } catch {
            return error.reason
        }
    }

    func request(_ lifetime: Duration = .seconds(60)) -> TokenRequest {
        TokenRequest(
            subject: "alice", roles: ["operator"], scopes: ["a", "b"], audience: ["urn:mcp"], lifetime: lifetime)
    }
}
