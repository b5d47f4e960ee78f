import Gatehouse
import Logging

@testable import GatehouseAuth

/// An authenticator that takes tokens which are bound to keys.
struct DPoPFixture {
    let clock = TestClock(TokenText.now)
    /// The time that really passes; ``pass(_:)`` advances both.
    let elapsed = TestClock(0)
    let authenticator: JWTAuthenticator
    /// A token that is bound to the key of ``ProofText``.
    let token: String

    init(
        certificates: ProofOfPossession.CertificateBinding = .refused,
        demand: ProofOfPossession.Demand = .boundTokens,
        adjust: (inout DPoPOptions) throws -> Void = { _ in }
    ) throws {
        var options = DPoPOptions()
        try adjust(&options)
        let issuer = TrustedIssuer(
            issuer: TokenText.issuer, audiences: [TokenText.audience], algorithms: [.es256],
            keys: CountingSource(KeySnapshot([try TestKeys.verificationKey(.es256)])))
        authenticator = try JWTAuthenticator(
            issuers: [issuer],
            possession: try ProofOfPossession(
                dpop: options, certificates: certificates, demand: demand, elapsed: elapsed.now),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: clock.now)
        token = try Self.token("{\"jkt\":\"\(ProofText.thumbprint(ProofText.key))\"}")
    }

    /// Lets time pass.
    func pass(_ seconds: Int64) {
        clock.advance(by: seconds)
        elapsed.advance(by: seconds)
    }

    /// A token with a `cnf` claim.
    static func token(_ confirmation: String?) throws -> String {
        try TokenText().claim("cnf", confirmation).signed()
    }

    func failure(
        _ proof: ProofText, token: String? = nil, change: (inout RequestHead) -> Void = { _ in }
    ) async throws -> AuthenticationFailure? {
        let credentials = Credentials.post(
            ["DPoP \(token ?? self.token)"], fields: [("dpop", try proof.signed())], change: change)
        return await authenticator.failure(credentials)
    }
}
