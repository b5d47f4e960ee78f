import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("API keys")
struct APIKeyTests {
    @Test("What has not the form of a key, or another checksum, is refused without asking the store")
    func form() async throws {
        let fixture = try APIKeyFixture()
        let key = try await fixture.create().key
        let last = key.last == "0" ? "1" : "0"
        for wrong in [
            "ghk_", String(key.dropLast()), key + "0", key.dropLast() + last, "ghk-" + key.dropFirst(4),
            "ghk_" + String(repeating: "-", count: key.count - 4), String(repeating: "a", count: 20_000),
        ] {
            let failure = await fixture.authenticator.failure(.post(fields: [("x-api-key", wrong)]))
            #expect(failure?.kind == .invalid)
        }
        let failure = await fixture.failure("ghk_nonsense")
        #expect(failure?.reason == "the API key has not the form of one, or its checksum is wrong")
        #expect(fixture.store.lookUps == 0)
    }

    @Test("A key that nobody made is refused, and its hash is computed all the same")
    func unknown() async throws {
        let fixture = try APIKeyFixture()
        let failure = await fixture.failure(APIKeyText().text)
        #expect(failure == AuthenticationFailure(.invalid, reason: "there is no API key of that number"))
    }

    @Test("The number of one key with the secret of another is refused")
    func otherSecret() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create()
        let other = APIKeyText()
        let forged = StoredAPIKey(
            id: other.id, digest: issued.stored.digest, subject: "admin", createdAt: TokenText.now)
        try fixture.store.inner.add(forged, maximum: 10)
        let failure = await fixture.failure(other.text)
        #expect(failure == AuthenticationFailure(.invalid, reason: "the API key \(other.id) has another secret"))
    }

    @Test("A key ends with the second that it names")
    func expiry() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create { $0.lifetime = .seconds(60) }
        fixture.clock.advance(by: 59)
        #expect(await fixture.failure(issued.key) == nil)
        fixture.clock.advance(by: 1)
        #expect(await fixture.failure(issued.key)?.reason == "the API key \(issued.stored.id) has expired")
    }

    @Test("A key that is revoked is refused within a second, though the server has just seen it")
    func revocation() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create()
        #expect(await fixture.failure(issued.key) == nil)
        try await fixture.issuer.revoke(issued.stored.id)
        fixture.instant.advance(by: .milliseconds(999))
        #expect(await fixture.failure(issued.key)?.reason == "the API key \(issued.stored.id) was revoked")
    }

    @Test("Where the store is gone, callers are not let in, and are told when to come back")
    func storeGone() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create()
        #expect(await fixture.failure(issued.key) == nil)
        fixture.store.breakDown()
        fixture.instant.advance(by: .milliseconds(501))
        let failure = await fixture.failure(issued.key)
        #expect(failure?.kind == .unavailable(retryAfter: .seconds(2)))
        #expect(fixture.log.lines == ["API keys cannot be looked up"])
        fixture.store.mend()
        #expect(await fixture.failure(issued.key) == nil)
    }

    @Test("A key beside other credentials, or twice, is a malformed request")
    func twoKinds() async throws {
        let fixture = try APIKeyFixture()
        let key = try await fixture.create().key
        for credentials in [
            Credentials.post(["Bearer \(key)"], fields: [("x-api-key", key)]),
            .post(["Basic eA=="], fields: [("x-api-key", key)]),
            .post(fields: [("x-api-key", key), ("x-api-key", key)]),
        ] {
            #expect(await fixture.authenticator.failure(credentials)?.kind == .malformed)
        }
    }

    @Test("A key is taken from either field, and its principal is what it was made for")
    func taken() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create { $0.lifetime = .seconds(600) }
        for credentials in [
            Credentials.post(["bearer \(issued.key)"]), .post(fields: [("x-api-key", issued.key)]),
        ] {
            let principal = try await fixture.authenticator.authenticate(credentials)
            #expect(principal.subject == "backup")
            #expect(principal.tenant == "acme")
            #expect(principal.roles == ["reader"])
            #expect(principal.scopes == ["notes:read"])
            #expect(principal.method == .apiKey)
            #expect(principal.credentialID == issued.stored.id)
            #expect(principal.expiresAt == TokenText.now + 600)
            #expect(principal.identity == "api_key backup")
        }
    }

    @Test("A key has a prefix, a number that is no secret, and is not what is stored")
    func text() async throws {
        let issued = try await (try APIKeyFixture()).create()
        #expect(issued.key.hasPrefix("ghk_" + issued.stored.id))
        #expect(issued.key.utf8.count == 65)
        #expect(issued.stored.digest.count == 32)
        let secret = issued.key.dropFirst(4 + 12)
        #expect(!"\(issued.stored)".contains(secret))
        #expect("\(APIKeyText())" == "<redacted>")
    }

    @Test("The checksum is the one that scanners compute: CRC-32 in base 62")
    func checksum() {
        #expect(CRC32.value(of: "123456789".utf8) == 0xCBF4_3926)
        let known = "ghk_000000000000" + String(repeating: "0", count: 43)
        #expect(APIKeyText(Array((known + "000000").utf8)) == nil)
    }

    @Test("A rotated key and its successor count side by side until the overlap ends")
    func rotation() async throws {
        let fixture = try APIKeyFixture()
        let old = try await fixture.create { $0.lifetime = .seconds(1_000) }
        fixture.clock.advance(by: 100)
        let new = try await fixture.issuer.rotate(old.stored.id, overlap: .seconds(60))
        #expect(new.stored.expiresAt == TokenText.now + 1_100)
        #expect(new.stored.subject == "backup" && new.stored.roles == ["reader"] && new.stored.tenant == "acme")
        fixture.clock.advance(by: 59)
        for key in [old.key, new.key] { #expect(await fixture.failure(key) == nil) }
        fixture.clock.advance(by: 1)
        fixture.instant.advance(by: .seconds(1))
        #expect(await fixture.failure(old.key)?.reason == "the API key \(old.stored.id) has expired")
        #expect(await fixture.failure(new.key) == nil)
    }

    @Test("What cannot be rotated or revoked is named")
    func refusals() async throws {
        let fixture = try APIKeyFixture()
        let (a, b) = (try await fixture.create().stored.id, try await fixture.create().stored.id)
        try await fixture.issuer.revoke(a)
        let next = try await fixture.issuer.rotate(b, overlap: .seconds(60)).stored.id
        for (id, reason) in [
            ("nobody", "there is no API key nobody"), (a, "the API key \(a) was revoked"),
            (b, "the API key \(b) was replaced by \(next) already"),
        ] {
            let error = await #expect(throws: APIKeyIssuerError.self) {
                try await fixture.issuer.rotate(id, overlap: .zero)
            }
            #expect(error?.description == reason)
        }
        let error = await #expect(throws: APIKeyIssuerError.self) { try await fixture.issuer.revoke("nobody") }
        #expect(error?.description == "there is no API key nobody")
    }

    @Test(
        "A key that makes no sense is not made",
        arguments: [
            (APIKeyRequest(subject: ""), "the subject must have 1 to 256 bytes, without control characters"),
            (APIKeyRequest(subject: "a\nb"), "the subject must have 1 to 256 bytes, without control characters"),
            (
                APIKeyRequest(subject: "a", tenant: ""),
                "the tenant must have 1 to 256 bytes, without control characters"
            ),
            (
                APIKeyRequest(subject: "a", roles: ["\u{7}"]),
                "a role must have 1 to 256 bytes, without control characters"
            ),
            (APIKeyRequest(subject: "a", scopes: ["a b"]), "a scope has characters that OAuth does not allow"),
            (APIKeyRequest(subject: "a", lifetime: .zero), "a key must last for a second at least"),
        ])
    func requests(_ request: APIKeyRequest, _ text: String) async throws {
        let fixture = try APIKeyFixture()
        let error = await #expect(throws: APIKeyIssuerError.self) { try await fixture.issuer.create(request) }
        #expect(error?.description == text)
    }

    @Test("The last use is written later, once for many uses, and a store that is gone loses it and nothing else")
    func lastUse() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create()
        for _ in 0..<10 {
            fixture.clock.advance(by: 1)
            #expect(await fixture.failure(issued.key) == nil)
        }
        #expect(fixture.store.inner.key(id: issued.stored.id)?.lastUsedAt == nil)
        await fixture.authenticator.writeUses()
        #expect(fixture.store.inner.key(id: issued.stored.id)?.lastUsedAt == TokenText.now + 10)
        #expect(await fixture.failure(issued.key) == nil)
        fixture.store.breakDown()
        await fixture.authenticator.writeUses()
        #expect(fixture.log.lines == ["the last uses of API keys could not be written down"])
    }

    @Test("Many requests with one key ask the store once; made-up numbers take no more than the cache's room")
    func cache() async throws {
        let fixture = try APIKeyFixture()
        let issued = try await fixture.create()
        for _ in 0..<100 { #expect(await fixture.failure(issued.key) == nil) }
        #expect(fixture.store.lookUps == 1)
        let cache = APIKeyCache(capacity: 8)
        let entry = APIKeyCache.Entry(key: nil, readAt: .now)
        for number in 0..<1_000 { cache.insert(entry, for: "\(number)") }
        #expect(cache.count == 8)
    }

    @Test("Keys of an older secret still count, and the first secret hashes new ones")
    func secrets() throws {
        let (old, new) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
        let key = APIKeyText()
        let digest = try APIKeyHasher(secrets: [old]).digest(of: key)
        #expect(try APIKeyHasher(secrets: [new, old]).matches(digest, key))
        #expect(try !APIKeyHasher(secrets: [new]).matches(digest, key))
        #expect(throws: AuthenticationConfigurationError.self) { try APIKeyHasher(secrets: []) }
        #expect(throws: AuthenticationConfigurationError.self) { try APIKeyHasher(secrets: [[1]]) }
        #expect("\(try APIKeyHasher(secrets: [old]))" == "<redacted>")
    }

    @Test("The server's secret is in a file for its owner alone, which is made where there is none")
    func secretFile() throws {
        let folder = try TemporaryDirectory()
        let path = folder.file("api-keys.secret")
        let key = APIKeyText()
        let digest = try APIKeySecretFile.open(path).digest(of: key)
        #expect(try folder.mode(of: "api-keys.secret") == 0o600)
        #expect(try APIKeySecretFile.open(path).matches(digest, key))
        try folder.setMode(0o644, of: "api-keys.secret")
        let error = #expect(throws: AuthenticationConfigurationError.self) { try APIKeySecretFile.open(path) }
        #expect(error?.description == "others may read or write the keys in \(path); run: chmod 600 \(path)")
    }
}
