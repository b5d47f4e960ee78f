import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Where an issuer's claims stand")
struct ClaimMappingTests {
    private func principal(
        _ token: TokenText,
        _ adjust: (inout TrustedIssuer) -> Void = { _ in }
    ) async throws -> Principal {
        try await Fixture(adjust: adjust).authenticate(try token.signed())
    }

    private func failure(_ token: TokenText, _ adjust: (inout TrustedIssuer) -> Void) async throws -> String? {
        try await Fixture(adjust: adjust).failure(try token.signed())?.reason
    }

    @Test("Without a setting the usual claims count")
    func usual() async throws {
        let token = TokenText().claim("groups", "[\"a\",\"b\"]").claim("tenant", "\"acme\"")
        let principal = try await principal(token)
        #expect(principal.subject == "alice")
        #expect(principal.clientID == "cli")
        #expect(principal.roles == ["operator", "reader"])
        #expect(principal.scopes == ["tools:read", "tools:call"])
        #expect(principal.groups == ["a", "b"])
        #expect(principal.tenant == "acme")
        #expect(principal.credentialID == "t-1")
        #expect(principal.method == .jwt)
    }

    @Test("Every claim may stand elsewhere, as Keycloak, Entra ID and Auth0 have it")
    func elsewhere() async throws {
        let token = TokenText().claim("oid", "\"0001\"").claim("appid", "\"app\"").claim("tid", "\"t\"")
            .claim("realm_access", "{\"roles\":[\"editor\"]}").claim("permissions", "[\"notes:read\"]")
            .claim("https://example.com/groups", "[\"g\"]")
        let principal = try await principal(token) { issuer in
            issuer.subjectClaim = ["oid"]
            issuer.clientClaim = ["appid"]
            issuer.tenantClaim = ["tid"]
            issuer.rolesClaim = ["realm_access", "roles"]
            issuer.scopesClaim = ["permissions"]
            issuer.groupsClaim = ["https://example.com/groups"]
        }
        #expect(principal.subject == "0001")
        #expect(principal.clientID == "app")
        #expect(principal.tenant == "t")
        #expect(principal.roles == ["editor"])
        #expect(principal.scopes == ["notes:read"])
        #expect(principal.groups == ["g"])
    }

    @Test(
        "A configured claim of the wrong kind is refused",
        arguments: [
            ("oid", "7", "the token's \"oid\" claim is not a string"),
            ("oid", nil, "the token has no \"oid\" claim"), ("oid", "\"\"", "the token has no \"oid\" claim"),
            ("oid", "null", "the token has no \"oid\" claim"),
            ("oid", "[\"a\"]", "the token's \"oid\" claim is not a string"),
            ("appid", "{}", "the token's \"appid\" claim is not a string"),
            ("tid", "[]", "the token's \"tid\" claim is not a string, or is empty"),
            ("tid", "\"\"", "the token's \"tid\" claim is not a string, or is empty"),
            ("wids", "{}", "the token's \"wids\" claim is neither a string nor an array of strings"),
            ("wids", "[7]", "the token's \"wids\" claim is neither a string nor an array of strings"),
            ("perms", "1", "the token's \"perms\" claim is neither a string nor an array of strings"),
        ] as [(String, String?, String)])
    func wrongKind(_ name: String, _ value: String?, _ reason: String) async throws {
        let token = TokenText().claim("oid", "\"a\"").claim(name, value)
        let failure = try await failure(token) { issuer in
            issuer.subjectClaim = ["oid"]
            issuer.clientClaim = ["appid"]
            issuer.tenantClaim = ["tid"]
            issuer.groupsClaim = ["wids"]
            issuer.scopesClaim = ["perms"]
        }
        #expect(failure == reason)
    }

    @Test("A token that is older than it may be is refused, whatever its expiry says")
    func maximumAge() async throws {
        let now = TokenText.now
        func age(_ seconds: Int64) async throws -> String? {
            try await failure(TokenText().claim("iat", "\(now - seconds)")) { $0.maximumAge = .seconds(60) }
        }
        #expect(try await age(89) == nil)
        #expect(try await age(90) == "the token was issued too long ago")
        #expect(try await age(100_000) == "the token was issued too long ago")
        let missing = try await failure(TokenText().claim("iat", nil)) { issuer in
            issuer.maximumAge = .seconds(60)
            issuer.typePolicy = .untyped
        }
        #expect(missing == "the token has no \"iat\" claim")
    }

    @Test("A remembered token ends with its greatest age, and so does its caller")
    func maximumAgeOfRememberedTokens() async throws {
        let fixture = try Fixture { $0.maximumAge = .seconds(60) }
        let token = try TokenText().claim("iat", "\(TokenText.now - 50)").signed()
        #expect(try await fixture.authenticate(token).expiresAt == TokenText.now + 10)
        fixture.clock.advance(by: 45)
        #expect(await fixture.failure(token)?.reason == "the token was issued too long ago")
    }

    @Test(
        "A token that others may have as well is refused where the setting asks for it",
        arguments: [
            ("[\"https://mcp.example/mcp\",\"https://other.example\"]", "the token is meant for other servers as well"),
            ("[\"https://mcp.example/mcp\",\"\"]", "the token is meant for other servers as well"),
            ("[\"https://mcp.example/mcp\"]", nil), ("\"https://mcp.example/mcp\"", nil),
            ("[\"https://mcp.example/mcp\",\"urn:ours\"]", nil),
            ("[\"https://other.example\"]", "the token is not meant for this server"),
            ("[]", "the token is not meant for this server"),
        ] as [(String, String?)])
    func exclusiveAudience(_ audiences: String, _ reason: String?) async throws {
        let failure = try await failure(TokenText().claim("aud", audiences)) { issuer in
            issuer.audienceRule = .alone
            issuer.audiences.append("urn:ours")
        }
        #expect(failure == reason)
    }

    @Test("Settings that make no sense are refused when the authenticator is made")
    func senseless() {
        let changes: [(inout TrustedIssuer) -> Void] = [
            { $0.maximumAge = .zero }, { $0.maximumAge = .seconds(400_000_000) }, { $0.subjectClaim = [] },
            { $0.clientClaim = [] }, { $0.tenantClaim = [] }, { $0.groupsClaim = [] }, { $0.scopesClaim = [] },
            { $0.leeway = .seconds(301) }, { $0.audiences = [""] },
        ]
        for change in changes {
            #expect(throws: AuthenticationConfigurationError.self) { _ = try Fixture(adjust: change) }
        }
    }

    @Test(
        "RSA keys without an algorithm get the one that their issuer uses",
        arguments: [
            ([SignatureAlgorithm.rs256, .es256], SignatureAlgorithm.rs256), ([.ps256], .ps256),
            ([.ps512, .rs256], .rs256),
            ([.es256, .rs512], .rs512), ([.edDSA], .rs256),
        ])
    func unnamedRSA(_ algorithms: [SignatureAlgorithm], _ expected: SignatureAlgorithm) {
        #expect(SignatureAlgorithm.forUnnamedRSA(amongst: algorithms) == expected)
    }
}
