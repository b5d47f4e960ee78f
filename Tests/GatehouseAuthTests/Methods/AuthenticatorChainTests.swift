import Gatehouse
import GatehouseFetch
import Testing

@testable import GatehouseAuth

@Suite("Several methods side by side")
struct AuthenticatorChainTests {
    private let keys: APIKeyFixture
    private let tokens: Fixture
    private let fetch = ScriptedFetch { _ in
        .success(
            OutgoingResponse(
                body: Array(
                    #"{"active":true,"sub":"opal","aud":"https://mcp.example/mcp","exp":1900000000}"#.utf8)))
    }
    private let chain: AuthenticatorChain

    init() throws {
        keys = try APIKeyFixture()
        tokens = try Fixture()
        let introspection = try IntrospectionAuthenticator(
            IntrospectionOptions(
                endpoint: "https://issuer.example/introspect", clientID: "gatehouse", clientSecret: ClientSecret("s"),
                issuer: "https://opaque.example", audiences: [TokenText.audience]),
            fetcher: fetch, now: keys.clock.now)
        let certificates = try CertificateAuthenticator(rules: [
            try CertificateRule(.alternative(.dns), "*.agents.example", roles: ["agent"])
        ])
        chain = try AuthenticatorChain([tokens.authenticator, keys.authenticator, introspection, certificates])
    }

    private static let certificate = ClientCertificate(
        subject: "CN=agent", alternativeNames: [.init(.dns, "one.agents.example")], der: [1, 2, 3])

    @Test("Credentials of two kinds in one request are refused as malformed, also where each is good")
    func twoKinds() async throws {
        let (token, key) = (try TokenText().signed(), try await keys.create().key)
        for (credentials, reason) in [
            (
                Credentials.post(["Bearer \(token)"], fields: [("x-api-key", key)]),
                "the request has credentials of two kinds"
            ),
            (.post(["Basic eA=="], fields: [("x-api-key", key)]), "the request has credentials of two kinds"),
            (.post(["Bearer \(token)", "Bearer \(key)"]), "the request has more than one Authorization field"),
            (.post(fields: [("x-api-key", key), ("x-api-key", key)]), "the request has more than one X-API-Key field"),
        ] {
            #expect(await chain.failure(credentials) == AuthenticationFailure(.malformed, reason: reason))
        }
    }

    @Test("A refused token is refused: nothing weaker is asked, not even a certificate that is good")
    func noFallingThrough() async throws {
        let bent = TokenText().signed { _ in [UInt8](repeating: 1, count: 64) }
        let failure = await chain.failure(.post(["Bearer \(bent)"], certificate: Self.certificate))
        #expect(failure == AuthenticationFailure(.invalid, reason: "the token's signature does not hold"))
        let key = await chain.failure(.post(["Bearer \(APIKeyText().text)"], certificate: Self.certificate))
        #expect(key?.reason == "there is no API key of that number")
        #expect(fetch.count == 0)
    }

    @Test("An API key is sent to no introspection endpoint, also where that comes first")
    func keysStayHere() async throws {
        let chain = try AuthenticatorChain([
            IntrospectionAuthenticator(
                IntrospectionOptions(
                    endpoint: "https://issuer.example/introspect", clientID: "c", clientSecret: ClientSecret("s"),
                    issuer: "i", audiences: ["a"]), fetcher: fetch), tokens.authenticator,
        ])
        let failure = await chain.failure(.post(["Bearer \(APIKeyText().text)"]))
        #expect(failure == AuthenticationFailure(.invalid, reason: "no method takes credentials of that form"))
        #expect(fetch.count == 0)
    }

    @Test("Without credentials, or with a scheme that nobody knows, there are none")
    func none() async {
        #expect(await chain.failure(.post())?.kind == .missing)
        #expect(await chain.failure(.post(["Basic YTpi"]))?.kind == .missing)
        #expect(await chain.failure(.post(["Bearer"]))?.kind == .malformed)
    }

    @Test("Each kind ends in a principal that names its method")
    func everyKind() async throws {
        let token = try await chain.authenticate(.post(["Bearer \(try TokenText().signed())"]))
        let key = try await chain.authenticate(.post(fields: [("x-api-key", try await keys.create().key)]))
        let opaque = try await chain.authenticate(.post(["Bearer 2YotnFZFEjr1zCsicMWpAA"]))
        let certificate = try await chain.authenticate(.post(certificate: Self.certificate))
        #expect([token, key, opaque, certificate].map(\.method) == [.jwt, .apiKey, .introspection, .certificate])
        #expect([token, key, opaque, certificate].map(\.subject) == ["alice", "backup", "opal", "one.agents.example"])
        #expect(Set([token, key, opaque, certificate].map(\.identity)).count == 4)
    }

    @Test("The order decides where two methods would take the same credentials")
    func order() async throws {
        let introspection = try IntrospectionAuthenticator(
            IntrospectionOptions(
                endpoint: "https://issuer.example/introspect", clientID: "c", clientSecret: ClientSecret("s"),
                issuer: "i", audiences: [TokenText.audience]), fetcher: fetch, now: keys.clock.now)
        let token = try TokenText().signed()
        let first = try AuthenticatorChain([introspection, tokens.authenticator])
        #expect(try await first.authenticate(.post(["Bearer \(token)"])).subject == "opal")
        let second = try AuthenticatorChain([tokens.authenticator, introspection])
        #expect(try await second.authenticate(.post(["Bearer \(token)"])).subject == "alice")
    }

    @Test("A chain without methods, or with one twice, is refused")
    func settings() throws {
        for (methods, text) in [
            ([], "there is no way to authenticate"),
            ([keys.authenticator, keys.authenticator], "the method api_key stands twice"),
        ] as [([any AuthenticationMethod], String)] {
            let error = #expect(throws: AuthenticationConfigurationError.self) { try AuthenticatorChain(methods) }
            #expect(error?.description == text)
        }
    }
}
