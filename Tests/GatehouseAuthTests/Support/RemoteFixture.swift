import Gatehouse
import GatehouseFetch
import Logging

@testable import GatehouseAuth

/// An issuer whose keys are fetched, an authenticator that trusts it, and both kinds of clock set by hand.
struct RemoteFixture {
    static let url = "https://issuer.example/keys"

    let clock = ManualRefreshClock()
    let wall = TestClock(TokenText.now)
    let log = RecordedLog()
    let fetch: ScriptedFetch
    let source: RemoteKeySource
    let authenticator: JWTAuthenticator

    init(
        _ fetch: ScriptedFetch,
        location: KeyLocation = .keySet(url),
        options: RemoteKeyOptions = RemoteKeyOptions(),
        cacheCapacity: Int = 0
    ) throws {
        self.fetch = fetch
        let reader = RemoteKeyReader(
            issuer: TokenText.issuer, location: location, rsaAlgorithm: .rs256, fetch: fetch)
        source = RemoteKeySource(reader, options, clock: clock.clock, logger: log.logger)
        let trusted = TrustedIssuer(
            issuer: TokenText.issuer, audiences: [TokenText.audience], algorithms: Set(SignatureAlgorithm.all),
            keys: source)
        authenticator = try JWTAuthenticator(
            issuers: [trusted], cacheCapacity: cacheCapacity,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: wall.now)
    }

    /// Two keys, as the issuer publishes them.
    static var keys: [UInt8] { TestJWKs.set(TestJWKs.p256(), TestJWKs.ed25519()) }

    func failure(_ token: String) async -> AuthenticationFailure? {
        do throws(AuthenticationFailure) {
            _ = try await authenticator.authenticate(Credentials(authorization: ["Bearer \(token)"]))
            return nil
        } catch {
            return error
        }
    }

    /// A token that is good for a year, so that time may pass.
    static func token(_ algorithm: String = "ES256") throws -> String {
        try lasting(algorithm).signed(algorithm)
    }

    static func lasting(_ algorithm: String = "ES256") -> TokenText {
        TokenText(algorithm: algorithm).claim("exp", "\(TokenText.now + 31_536_000)")
            .claim("nbf", nil).claim("iat", "\(TokenText.now - 100_000)")
    }

    static func unknown(_ number: Int) throws -> String {
        try lasting().header("kid", "\"unknown-\(number)\"").signed()
    }
}
