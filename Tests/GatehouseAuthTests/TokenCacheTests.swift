import Crypto
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("The cache of verified tokens")
struct TokenCacheTests {
    @Test("A remembered token is refused once it has expired")
    func expiry() async throws {
        let fixture = try Fixture { $0.leeway = .zero }
        let token = try TokenText().claim("exp", "\(TokenText.now + 20)").signed()
        _ = try await fixture.authenticate(token)
        fixture.clock.advance(by: 19)
        _ = try await fixture.authenticate(token)
        fixture.clock.advance(by: 1)
        #expect(await fixture.failure(token)?.reason == "the token has expired")
    }

    @Test("A remembered token is refused once its key is gone")
    func keyChange() async throws {
        let fixture = try Fixture()
        let token = try TokenText().signed()
        _ = try await fixture.authenticate(token)
        fixture.source.replace(with: KeySnapshot([try TestKeys.verificationKey(.edDSA)]))
        #expect(await fixture.failure(token)?.reason == "the token's issuer has no key of the name that it gives")
    }

    @Test("A remembered token is verified again after a minute")
    func minute() async throws {
        let fixture = try Fixture()
        let token = try TokenText().signed()
        _ = try await fixture.authenticate(token)
        #expect(isRemembered(token, by: fixture))
        fixture.clock.advance(by: 59)
        #expect(isRemembered(token, by: fixture))
        fixture.clock.advance(by: 1)
        #expect(!isRemembered(token, by: fixture))
        _ = try await fixture.authenticate(token)
        #expect(isRemembered(token, by: fixture))
    }

    @Test("A remembered token does not outlive its key")
    func keyExpiry() async throws {
        let fixture = try Fixture()
        let key = try VerificationKey(
            id: "EdDSA",
            ed25519: [UInt8](TestKeys.ed25519.publicKey.rawRepresentation),
            validUntil: TokenText.now + 5
        )
        fixture.source.replace(with: KeySnapshot([key]))
        let token = try TokenText(algorithm: "EdDSA").signed("EdDSA")
        _ = try await fixture.authenticate(token)
        fixture.clock.advance(by: 6)
        #expect(await fixture.failure(token)?.reason == "the token's key is not valid any more")
    }

    @Test("A clock that is set back does not keep a token")
    func clockSetBack() async throws {
        let fixture = try Fixture()
        let token = try TokenText().signed()
        _ = try await fixture.authenticate(token)
        fixture.clock.advance(by: -3_600)
        #expect(await fixture.failure(token)?.reason == "the token is not valid yet")
    }

    @Test("A refused token is not remembered")
    func refusals() async throws {
        let fixture = try Fixture()
        _ = await fixture.failure(try TokenText().claim("aud", "\"x\"").signed())
        #expect(fixture.authenticator.cache.count == 0)
    }

    @Test("A token that only the leeway saves is not remembered")
    func leeway() async throws {
        let fixture = try Fixture()
        _ = try await fixture.authenticate(try TokenText().claim("exp", "\(TokenText.now - 1)").signed())
        #expect(fixture.authenticator.cache.count == 0)
    }

    @Test("Without capacity nothing is remembered")
    func noCapacity() async throws {
        let fixture = try Fixture(cacheCapacity: 0)
        _ = try await fixture.authenticate(try TokenText().signed())
        #expect(fixture.authenticator.cache.count == 0)
    }

    @Test("The count stays within its bound, and the oldest token goes first")
    func bound() throws {
        let shard = RecentEntries<TokenDigest, TokenCache.Entry>(capacity: 10, maximumBytes: 1_000_000)
        let digests = (0..<35).map(Self.digest)
        for (position, digest) in digests.enumerated() {
            shard.insert(try Self.entry(bytes: 100), for: digest)
            #expect(shard.count == min(position + 1, 10))
        }
        #expect(digests.map { shard.entry(for: $0) != nil } == digests.indices.map { $0 >= 25 })
    }

    @Test("The bytes stay within their bound")
    func byteBound() throws {
        let shard = RecentEntries<TokenDigest, TokenCache.Entry>(capacity: 1_000, maximumBytes: 1_600)
        for number in 0..<100 { shard.insert(try Self.entry(bytes: 100), for: Self.digest(number)) }
        #expect(shard.count == 16)
        shard.insert(try Self.entry(bytes: 101), for: Self.digest(100))
        #expect(shard.entry(for: Self.digest(100)) == nil)
    }

    @Test("A token that comes again takes the place of its old entry")
    func replacement() throws {
        let shard = RecentEntries<TokenDigest, TokenCache.Entry>(capacity: 3, maximumBytes: 1_000_000)
        for _ in 0..<10 { shard.insert(try Self.entry(bytes: 10), for: Self.digest(1)) }
        shard.insert(try Self.entry(bytes: 10), for: Self.digest(2))
        #expect(shard.count == 2)
    }

    @Test("The divided cache keeps its bound too")
    func shards() throws {
        let cache = TokenCache(capacity: 1_600)
        for number in 0..<5_000 { cache.insert(try Self.entry(bytes: 10), for: Self.digest(number)) }
        #expect(cache.count == 1_600)
    }

    private func isRemembered(_ token: String, by fixture: Fixture) -> Bool {
        let digest = [UInt8](token.utf8).withUnsafeBytes { TokenDigest($0) }
        return fixture.authenticator.cache.principal(for: digest, at: fixture.clock.now()) != nil
    }

    private static func digest(_ number: Int) -> TokenDigest {
        withUnsafeBytes(of: number) { TokenDigest($0) }
    }

    private static func entry(bytes: Int) throws -> TokenCache.Entry {
        let snapshot = KeySnapshot([])
        return TokenCache.Entry(
            principal: Principal(subject: "alice", method: .jwt),
            expiresAt: TokenText.now + 60,
            source: FixedKeys(snapshot),
            snapshot: snapshot,
            bytes: bytes
        )
    }
}
