import Crypto
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Credentials that are withdrawn while something is open")
struct WithdrawalTests {
    private let list = MemoryRevocationList()

    // MARK: API keys

    @Test("A key is taken back by its subject until a time, and keys that were made later count")
    func keyBySubject() async throws {
        let keys = try APIKeyFixture(revocations: list)
        let old = try await keys.create().key
        let principal = try await keys.authenticator.authenticate(.post(["Bearer \(old)"]))
        #expect(await keys.authenticator.withdrawal(of: principal) == nil)
        keys.clock.advance(by: 10)
        let new = try await keys.create().key
        try list.revoke(.subject("backup", notBefore: TokenText.now + 5))
        let number = principal.credentialID ?? ""
        #expect(await keys.failure(old)?.reason == "the API key \(number) has been taken back")
        #expect(
            await keys.authenticator.withdrawal(of: principal)
                == Withdrawal(.takenBack, reason: "the API key \(number) has been taken back"))
        #expect(await keys.failure(new) == nil)
    }

    @Test("A key is taken back by its number in the list of revocations, too")
    func keyByNumber() async throws {
        let keys = try APIKeyFixture(revocations: list)
        let issued = try await keys.create()
        try list.revoke(.credential(id: issued.stored.id))
        #expect(await keys.failure(issued.key)?.reason == "the API key \(issued.stored.id) has been taken back")
    }

    @Test("A key that is revoked in its store is taken back within half a second; one that expires is over")
    func keyInStore() async throws {
        let keys = try APIKeyFixture(revocations: list)
        let issued = try await keys.create { $0.lifetime = .seconds(100) }
        let id = issued.stored.id
        let principal = try await keys.authenticator.authenticate(.post(["Bearer \(issued.key)"]))
        keys.clock.advance(by: 100)
        #expect(
            await keys.authenticator.withdrawal(of: principal)
                == Withdrawal(.over, reason: "the API key \(id) has expired"))
        keys.clock.advance(by: -100)
        #expect(await keys.authenticator.withdrawal(of: principal) == nil)
        try await keys.issuer.revoke(id)
        keys.instant.advance(by: .milliseconds(500))
        #expect(
            await keys.authenticator.withdrawal(of: principal)
                == Withdrawal(.takenBack, reason: "the API key \(id) was revoked"))
    }

    @Test("A key that its store does not know any more is taken back, and a store that fails takes nothing back")
    func keyUnknown() async throws {
        let keys = try APIKeyFixture(revocations: list)
        var principal = Principal(subject: "backup", method: .apiKey, credentialID: "AAAAAAAAAAAA")
        #expect(
            await keys.authenticator.withdrawal(of: principal)
                == Withdrawal(.takenBack, reason: "there is no API key of the number AAAAAAAAAAAA any more"))
        keys.store.breakDown()
        principal.credentialID = "BBBBBBBBBBBB"
        #expect(await keys.authenticator.withdrawal(of: principal) == nil)
    }

    // MARK: Opaque tokens

    @Test("An opaque token is taken back by its subject and its number, whatever its endpoint says")
    func opaque() async throws {
        let fixture = try IntrospectionFixture(revocations: list)
        let principal = try await fixture.authenticate()
        #expect(await fixture.authenticator.withdrawal(of: principal) == nil)
        try list.revoke(.credential(id: "o-1"))
        #expect(await fixture.failure()?.reason == "the token has been taken back")
        #expect(
            await fixture.authenticator.withdrawal(of: principal)
                == Withdrawal(.takenBack, reason: "the token has been taken back"))
    }

    @Test("The endpoint is asked again about a token that something is open by, once its answer is old")
    func opaqueAskedAgain() async throws {
        let fixture = try IntrospectionFixture()
        let principal = try await fixture.authenticate()
        fixture.endpoint.answer(#"{"active":false}"#)
        #expect(await fixture.authenticator.withdrawal(of: principal) == nil)
        #expect(fixture.endpoint.requests.count == 1)
        fixture.clock.advance(by: 30)
        #expect(
            await fixture.authenticator.withdrawal(of: principal)
                == Withdrawal(.takenBack, reason: "the endpoint says that the token is not active"))
        #expect(fixture.endpoint.requests.count == 2)
    }

    @Test("While the endpoint gives no answer the last one counts for what is open")
    func opaqueUnknown() async throws {
        let fixture = try IntrospectionFixture()
        let principal = try await fixture.authenticate()
        fixture.endpoint.fail()
        fixture.clock.advance(by: 30)
        #expect(await fixture.authenticator.withdrawal(of: principal) == nil)
        #expect(String(describing: principal).contains(IntrospectionFixture.token) == false)
    }

    // MARK: Certificates

    @Test("A certificate is taken back by its subject, unless it was made later, and by its thumbprint")
    func certificate() async throws {
        let authenticator = try CertificateAuthenticator(
            rules: [CertificateRule(.alternative(.dns), "*.agents.example")], revocations: list,
            now: { TokenText.now })
        let certificate = { (begin: Int64?, byte: UInt8) in
            ClientCertificate(
                subject: "", alternativeNames: [.init(.dns, "one.agents.example")], notBefore: begin,
                notAfter: TokenText.now + 100, der: [byte])
        }
        let old = try authenticator.authenticate(.post(certificate: certificate(TokenText.now - 100, 1)))
        #expect(old.expiresAt == TokenText.now + 100)
        #expect(await authenticator.withdrawal(of: old) == nil)
        try list.revoke(.subject("one.agents.example", notBefore: TokenText.now - 50))
        let refused = AuthenticationFailure(.invalid, reason: "the client's certificate has been taken back")
        for begin in [TokenText.now - 100, nil] {
            #expect(throws: refused) { try authenticator.authenticate(.post(certificate: certificate(begin, 1))) }
        }
        #expect(await authenticator.withdrawal(of: old) == Withdrawal(.takenBack, reason: refused.reason))
        let new = try authenticator.authenticate(.post(certificate: certificate(TokenText.now - 50, 2)))
        try list.revoke(.credential(id: new.credentialID ?? ""))
        #expect(throws: refused) { try authenticator.authenticate(.post(certificate: certificate(TokenText.now, 2))) }
    }

    @Test("A certificate that has expired since its connection began is refused")
    func expiredCertificate() throws {
        let authenticator = try CertificateAuthenticator(
            rules: [CertificateRule(.alternative(.dns), "a.example")], now: { TokenText.now })
        let certificate = ClientCertificate(
            subject: "", alternativeNames: [.init(.dns, "a.example")], notAfter: TokenText.now - 1, der: [1])
        #expect(throws: AuthenticationFailure(.invalid, reason: "the client's certificate has expired")) {
            try authenticator.authenticate(.post(certificate: certificate))
        }
    }

    // MARK: JSON Web Tokens

    @Test("What a token opened is over when its issuer has its key no more, or another one of the same name")
    func issuerKey() async throws {
        let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys), cacheCapacity: 100)
        await fixture.source.load()
        let token = try RemoteFixture.token()
        let principal = try await fixture.authenticator.authenticate(.post(["Bearer \(token)"]))
        #expect(await fixture.authenticator.withdrawal(of: principal) == nil)
        // The same key in another set is the same key.
        fixture.fetch.answer(TestJWKs.set(TestJWKs.p256(), TestJWKs.ed25519(), TestJWKs.p384()))
        fixture.clock.advance(by: .seconds(300))
        await fixture.source.load()
        #expect(await fixture.authenticator.withdrawal(of: principal) == nil)
        fixture.fetch.answer(TestJWKs.set(TestJWKs.ed25519()))
        fixture.clock.advance(by: .seconds(300))
        await fixture.source.load()
        #expect(
            await fixture.authenticator.withdrawal(of: principal)
                == Withdrawal(.over, reason: "the token's issuer does not have its key any more"))
    }

    @Test("Keys are told apart by what they are, not by their names alone")
    func sameName() throws {
        let one = try TestKeys.verificationKey(.es256)
        let raw = P256.Signing.PrivateKey().publicKey.rawRepresentation
        let other = try VerificationKey(
            id: one.id, algorithm: .es256, x: [UInt8](raw.prefix(32)), y: [UInt8](raw.suffix(32)))
        #expect(!one.isSame(as: other))
        for algorithm in SignatureAlgorithm.all where algorithm != .es256 {
            #expect(!one.isSame(as: try TestKeys.verificationKey(algorithm)))
        }
        for algorithm in SignatureAlgorithm.all {
            #expect(try TestKeys.verificationKey(algorithm).isSame(as: TestKeys.verificationKey(algorithm)))
        }
    }

    @Test("A token that was taken back is so for what it opened, too")
    func token() async throws {
        let key = FixedKeys(KeySnapshot([try TestKeys.verificationKey(.es256)]))
        let trusted = TrustedIssuer(
            issuer: TokenText.issuer, audiences: [TokenText.audience], algorithms: [.es256], keys: key)
        let authenticator = try JWTAuthenticator(issuers: [trusted], revocations: list, now: { TokenText.now })
        let chain = try AuthenticatorChain([authenticator])
        let principal = try await chain.authenticate(.post(["Bearer \(try TokenText().signed())"]))
        #expect(await chain.withdrawal(of: principal) == nil)
        try list.revoke(.credential(id: "t-1"))
        let expected = Withdrawal(.takenBack, reason: "the token has been taken back")
        #expect(await chain.withdrawal(of: principal) == expected)
        // Of a method that is none of its own, a chain knows nothing.
        #expect(await chain.withdrawal(of: Principal(subject: "x", method: .anonymous)) == nil)
    }
}
