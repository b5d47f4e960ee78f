import Gatehouse
import Logging
import Synchronization

@testable import GatehouseAuth

/// A store of API keys, what makes and takes them, and clocks that are set by hand.
struct APIKeyFixture {
    let store = BrokenAPIKeyStore()
    let clock = TestClock(TokenText.now)
    let instant = TestInstant()
    let log = RecordedLog()
    let issuer: APIKeyIssuer
    let authenticator: APIKeyAuthenticator

    init(cacheCapacity: Int = 100, revocations: (any RevocationList)? = nil) throws {
        let hasher = try APIKeyHasher(secrets: [[UInt8](repeating: 9, count: 32)])
        issuer = APIKeyIssuer(store: store, hasher: hasher, now: clock.now)
        authenticator = APIKeyAuthenticator(
            store: store, hasher: hasher, cacheCapacity: cacheCapacity, revocations: revocations, logger: log.logger,
            now: clock.now,
            instant: instant.now)
    }

    func create(_ change: (inout APIKeyRequest) -> Void = { _ in }) async throws -> APIKeyIssuer.Issued {
        var request = APIKeyRequest(
            subject: "backup", tenant: "acme", roles: ["reader"], scopes: ["notes:read"], note: "nightly")
        change(&request)
        return try await issuer.create(request)
    }

    func failure(_ key: String) async -> AuthenticationFailure? {
        await authenticator.failure(.post(["Bearer \(key)"]))
    }
}

/// The time of a clock that nobody sets, moved by hand.
final class TestInstant: Sendable {
    private let state = Mutex(ContinuousClock.now)

    var now: @Sendable () -> ContinuousClock.Instant {
        { self.state.withLock { $0 } }
    }

    func advance(by time: Duration) {
        state.withLock { $0 += time }
    }
}
