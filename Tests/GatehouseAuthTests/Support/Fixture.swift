import Gatehouse
@testable import GatehouseAuth
import Logging
import Synchronization

/// An authenticator that trusts the test keys, and a clock that is set by hand.
struct Fixture {
    let clock = TestClock(TokenText.now)
    let source: CountingSource
    let authenticator: JWTAuthenticator

    init(
        algorithms: Set<SignatureAlgorithm> = Set(SignatureAlgorithm.all),
        cacheCapacity: Int = 10_000,
        adjust: (inout TrustedIssuer) -> Void = { _ in }
    ) throws {
        source = CountingSource(KeySnapshot(try SignatureAlgorithm.all.map(TestKeys.verificationKey)))
        var issuer = TrustedIssuer(
            issuer: TokenText.issuer,
            audiences: [TokenText.audience],
            algorithms: algorithms,
            keys: source
        )
        adjust(&issuer)
        authenticator = try JWTAuthenticator(
            issuers: [issuer],
            cacheCapacity: cacheCapacity,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: clock.now
        )
    }

    func authenticate(_ token: String) async throws(AuthenticationFailure) -> Principal {
        try await authenticator.authenticate(Credentials(authorization: ["Bearer \(token)"]))
    }

    /// Why a token is refused; nothing where it is taken.
    func failure(_ token: String) async -> AuthenticationFailure? {
        await failure(fields: ["Bearer \(token)"])
    }

    func failure(fields: [String]) async -> AuthenticationFailure? {
        do throws(AuthenticationFailure) {
            _ = try await authenticator.authenticate(Credentials(authorization: FieldLines(fields)))
            return nil
        } catch {
            return error
        }
    }
}

/// The time, set by hand.
final class TestClock: Sendable {
    private let seconds: Mutex<Int64>

    init(_ seconds: Int64) {
        self.seconds = Mutex(seconds)
    }

    var now: @Sendable () -> Int64 {
        { self.seconds.withLock { $0 } }
    }

    func advance(by amount: Int64) {
        seconds.withLock { $0 += amount }
    }
}

/// Keys that can be replaced, and a count of how often they were to be refreshed.
final class CountingSource: VerificationKeySource {
    private let state: Mutex<(snapshot: KeySnapshot, refreshes: Int, failure: KeysUnavailable?)>

    init(_ snapshot: KeySnapshot) {
        state = Mutex((snapshot, 0, nil))
    }

    var refreshes: Int { state.withLock { $0.refreshes } }

    func replace(with snapshot: KeySnapshot) {
        state.withLock { $0.snapshot = snapshot }
    }

    func fail(with failure: KeysUnavailable) {
        state.withLock { $0.failure = failure }
    }

    func keys(at now: Int64) -> KeySnapshot { state.withLock { $0.snapshot } }

    func refreshedKeys(at now: Int64) async throws(KeysUnavailable) -> KeySnapshot {
        try state.withLock { state throws(KeysUnavailable) in
            state.refreshes += 1
            if let failure = state.failure { throw failure }
            return state.snapshot
        }
    }
}
