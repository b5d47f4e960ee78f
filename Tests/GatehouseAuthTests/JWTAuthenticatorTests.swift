import Crypto
import Gatehouse
import GatehouseJSON
import JWTKit
import Testing

@testable import GatehouseAuth

@Suite("Tokens that are taken")
struct JWTAuthenticatorTests {
    @Test("A genuine token of every algorithm is taken", arguments: SignatureAlgorithm.all.map(\.description))
    func everyAlgorithm(_ name: String) async throws {
        let algorithm = try #require(SignatureAlgorithm(name))
        let fixture = try Fixture(algorithms: [algorithm])
        #expect(try await fixture.authenticate(try TokenText(algorithm: name).signed(name)).subject == "alice")
    }

    @Test("A principal says what the claims say")
    func principal() async throws {
        let principal = try await (try Fixture()).authenticate(try TokenText().claim("tenant", "\"a\"").signed())
        #expect(principal.subject == "alice")
        #expect(principal.issuer == TokenText.issuer)
        #expect(principal.clientID == "cli")
        #expect(principal.roles == ["operator", "reader"])
        #expect(principal.scopes == ["tools:read", "tools:call"])
        #expect(principal.method == .jwt)
        #expect(principal.expiresAt == TokenText.now + 600)
        #expect(principal.tenant == "a")
        #expect(principal.credentialID == "t-1")
        #expect(principal.claims["tenant"] == "a")
        #expect(principal.identity == "https://issuer.example alice")
    }

    @Test(
        "Roles are found where the path leads",
        arguments: [
            ("roles", "roles", #""a  b""#, ["a", "b"]), ("roles", "roles", #"["a","b c"]"#, ["a", "b c"]),
            ("roles", "roles", "null", []), ("roles", "other", #"["a"]"#, []),
            ("realm_access.roles", "realm_access", #"{"roles":["a"]}"#, ["a"]),
            ("realm_access.roles", "realm_access", #""a""#, []),
            (#"https://example\.com/roles"#, "https://example.com/roles", #"["a"]"#, ["a"]),
            (#"resource_access.my\.app.roles"#, "resource_access", #"{"my.app":{"roles":["a"]}}"#, ["a"]),
        ])
    func roles(_ path: String, _ claim: String, _ json: String, _ expected: [String]) async throws {
        let rolesClaim = try #require(ClaimPath(path))
        let fixture = try Fixture { $0.rolesClaim = rolesClaim }
        let token = try TokenText().claim("roles", nil).claim(claim, json).signed()
        #expect(try await fixture.authenticate(token).roles == Set(expected))
    }

    @Test("Tenant and groups are found where the paths lead; a tenant is one string")
    func tenantAndGroups() async throws {
        let fixture = try Fixture {
            $0.tenantClaim = ["org", "id"]
            $0.groupsClaim = ["org", "teams"]
        }
        let text = TokenText().claim("org", #"{"id":"acme","teams":["a","b c"]}"#).claim("tenant", #""other""#)
        let principal = try await fixture.authenticate(try text.signed())
        #expect(principal.tenant == "acme")
        #expect(principal.groups == ["a", "b c"])
        for wrong in [#"{"id":""}"#, #"{"id":7}"#, #"{"id":["acme"]}"#] {
            let failure = await fixture.failure(try TokenText().claim("org", wrong).signed())
            #expect(failure?.reason == "the token's \"org.id\" claim is not a string, or is empty")
        }
        #expect(try await fixture.authenticate(try TokenText().claim("org", #"{"id":null}"#).signed()).tenant == nil)
    }

    @Test(
        "Scopes come from scope, or else from scp",
        arguments: [
            ("scope", #""a b""#, ["a", "b"]), ("scope", #"["a","b"]"#, ["a", "b"]), ("scp", #"["a","b"]"#, ["a", "b"]),
            ("scp", #""a b""#, ["a", "b"]), ("scope", #""""#, []), ("other", #""a""#, []),
        ])
    func scopes(_ claim: String, _ json: String, _ expected: [String]) async throws {
        let token = try TokenText().claim("scope", nil).claim(claim, json).signed()
        #expect(try await (try Fixture()).authenticate(token).scopes == Set(expected))
    }

    @Test("The authorized party stands in for a client id that is missing")
    func authorizedParty() async throws {
        let fixture = try Fixture { $0.typePolicy = .untyped }
        let token = try TokenText().claim("client_id", nil).claim("azp", "\"web\"").signed()
        #expect(try await fixture.authenticate(token).clientID == "web")
    }

    @Test(
        "An issuer that does not follow RFC 9068 can be trusted by a setting",
        arguments: ["\"JWT\"", nil, "\"at+jwt\""])
    func untyped(_ type: String?) async throws {
        let fixture = try Fixture { $0.typePolicy = .untyped }
        let text = TokenText().header("typ", type).claim("jti", nil).claim("client_id", nil).claim("iat", nil)
        #expect(await fixture.failure(try text.signed()) == nil)
    }

    @Test(
        "That setting does not open the door to tokens of other kinds",
        arguments: [
            ("typ", "\"dpop+jwt\"", nil as String?), ("typ", "\"logout+jwt\"", nil), ("typ", "\"JWT\"", "\"ID\""),
            ("typ", "\"JWT\"", "\"Refresh\""),
        ])
    func untypedRefusals(_ name: String, _ type: String, _ claim: String?) async throws {
        let fixture = try Fixture { $0.typePolicy = .untyped }
        #expect(
            await fixture.failure(try TokenText().header(name, type).claim("typ", claim).signed())?.kind == .invalid)
    }

    @Test("Tokens that jwt-kit made are taken")
    func interoperability() async throws {
        struct Claims: JWTPayload {
            var iss = TokenText.issuer
            var aud = TokenText.audience
            var sub = "alice"
            var jti = "1"
            var client_id = "cli"
            var iat = TokenText.now
            var exp = TokenText.now + 60
            func verify(using algorithm: some JWTAlgorithm) async throws {}
        }
        let keys = JWTKeyCollection()
        await keys.add(ecdsa: try ES256PrivateKey(pem: TestKeys.p256.pemRepresentation), kid: "ES256")
        let token = try await keys.sign(Claims(), kid: "ES256", header: ["typ": "at+jwt"])
        #expect(await (try Fixture()).failure(token) == nil)
    }

    @Test(
        "Settings that make no sense are refused",
        arguments: [
            ("", ["a"], Duration.seconds(30), "an issuer has no name"),
            ("i", [], .seconds(30), "issuer i: name at least one audience, and none that is empty"),
            ("i", [""], .seconds(30), "issuer i: name at least one audience, and none that is empty"),
            ("i", ["a"], .seconds(301), "issuer i: the leeway must be from 0 to 300 seconds"),
            ("i", ["a"], .seconds(-1), "issuer i: the leeway must be from 0 to 300 seconds"),
        ])
    func settings(_ name: String, _ audiences: [String], _ leeway: Duration, _ text: String) throws {
        let keys = FixedKeys(KeySnapshot([]))
        let issuer = TrustedIssuer(issuer: name, audiences: audiences, algorithms: [.edDSA], keys: keys, leeway: leeway)
        let error = #expect(throws: AuthenticationConfigurationError.self) {
            try JWTAuthenticator(issuers: [issuer])
        }
        #expect(error?.description == text)
    }

    @Test("No issuer, the same issuer twice, and no algorithm are refused")
    func issuerSettings() throws {
        let keys = FixedKeys(KeySnapshot([]))
        let issuer = TrustedIssuer(issuer: "i", audiences: ["a"], algorithms: [.edDSA], keys: keys)
        let none = TrustedIssuer(issuer: "i", audiences: ["a"], algorithms: [], keys: keys)
        for (issuers, text) in [
            ([], "no issuer is trusted"), ([issuer, issuer], "issuer i: it is named twice"),
            ([none], "issuer i: allow at least one algorithm"),
        ] {
            let error = #expect(throws: AuthenticationConfigurationError.self) {
                try JWTAuthenticator(issuers: issuers)
            }
            #expect(error?.description == text)
        }
    }
}
