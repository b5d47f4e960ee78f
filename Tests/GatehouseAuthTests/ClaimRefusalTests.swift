import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Tokens whose claims do not hold")
struct ClaimRefusalTests {
    private static let untrusted = "the token's issuer is not trusted"
    private static let notOurs = "the token is not meant for this server"
    private static let badAudience = "the token's \"aud\" claim is neither a string nor an array of strings"
    private static let now = TokenText.now

    private static func noTime(_ name: String) -> String {
        "the token's \"\(name)\" claim is not a time in seconds since 1970"
    }

    static let issuers: [RefusedToken] = [
        .claim("iss", nil, "the token has no \"iss\" claim"),
        .claim("iss", "[\"https://issuer.example\"]", "the token's \"iss\" claim is not a string"),
        .claim("iss", "null", "the token's \"iss\" claim is not a string"),
        .claim("iss", "\"\"", untrusted), .claim("iss", "\"https://issuer.example/\"", untrusted),
        .claim("iss", "\"https://issuer.exampl\"", untrusted),
        .claim("iss", "\"https://issuer.example.evil\"", untrusted),
        .claim("iss", "\"HTTPS://issuer.example\"", untrusted), .claim("iss", "\"https://other.example\"", untrusted),
        .claim("iss", "\"https://issuer.example/tenant-b\"", untrusted),
    ]

    static let audiences: [RefusedToken] = [
        .claim("aud", nil, "the token has no \"aud\" claim"),
        .claim("aud", "[]", notOurs), .claim("aud", "\"\"", notOurs),
        .claim("aud", "\"https://other.example/mcp\"", notOurs), .claim("aud", "\"https://mcp.example\"", notOurs),
        .claim("aud", "\"https://mcp.example/mcp/\"", notOurs), .claim("aud", "\"https://mcp.example/mcp2\"", notOurs),
        .claim("aud", "[\"a\",\"b\"]", notOurs), .claim("aud", "\"https://mcp.example/MCP\"", notOurs),
        .claim("aud", "7", badAudience), .claim("aud", "null", badAudience), .claim("aud", "{}", badAudience),
        .claim("aud", "[7]", badAudience), .claim("aud", "[\"https://mcp.example/mcp\",7]", badAudience),
        .claim("aud", "[[\"https://mcp.example/mcp\"]]", badAudience),
    ]

    static let expiries: [RefusedToken] = [
        .claim("exp", nil, "the token has no \"exp\" claim"),
        .claim("exp", "\(now - 31)", "the token has expired"), .claim("exp", "\(now - 30)", "the token has expired"),
        .claim("exp", "0", "the token has expired"), .claim("exp", "\"\(now + 600)\"", noTime("exp")),
        .claim("exp", "[\(now + 600)]", noTime("exp")), .claim("exp", "null", noTime("exp")),
        .claim("exp", "true", noTime("exp")), .claim("exp", "-1", noTime("exp")),
        .claim("exp", "1e308", noTime("exp")), .claim("exp", "1e999", noTime("exp")),
        .claim("exp", "9223372036854775807", noTime("exp")), .claim("exp", "92233720368547758070", noTime("exp")),
        .claim("exp", "\((now + 600) * 1000)", noTime("exp")), .claim("exp", "{}", noTime("exp")),
        .claim(
            "exp", "NaN",
            "the JSON of the token's claims is not strict: byte 0x4E at offset 84 cannot stand there"
        ),
    ]

    static let times: [RefusedToken] = [
        .claim("nbf", "\(now + 31)", "the token is not valid yet"),
        .claim("nbf", "\(now + 30).5", "the token is not valid yet"),
        .claim("nbf", "\"0\"", noTime("nbf")), .claim("nbf", "null", noTime("nbf")),
        .claim("nbf", "-1", noTime("nbf")),
        .claim("iat", "\(now + 31)", "the token was issued in the future"),
        .claim("iat", nil, "the token has no \"iat\" claim"), .claim("iat", "\"now\"", noTime("iat")),
        .claim("iat", "1e400", noTime("iat")),
    ]

    static let required: [RefusedToken] = ["sub", "client_id", "jti"].flatMap { name in
        [
            .claim(name, nil, "the token has no \"\(name)\" claim"),
            .claim(name, "7", "the token's \"\(name)\" claim is not a string, or is empty"),
            .claim(name, "null", "the token's \"\(name)\" claim is not a string, or is empty"),
            .claim(name, "\"\"", "the token's \"\(name)\" claim is not a string, or is empty"),
            .claim(name, "[\"a\"]", "the token's \"\(name)\" claim is not a string, or is empty"),
        ]
    }

    static let others: [RefusedToken] = [
        .claim(
            "cnf", "{\"jkt\":\"x\"}",
            "the token is bound to a key (\"cnf\"), and proof of that key is not verified here"
        ),
        .claim("cnf", "null", "the token is bound to a key (\"cnf\"), and proof of that key is not verified here"),
        .claim("roles", "7", "the token's \"roles\" claim is neither a string nor an array of strings"),
        .claim("roles", "[\"a\",7]", "the token's \"roles\" claim is neither a string nor an array of strings"),
        .claim("scope", "{}", "the token's \"scope\" claim is neither a string nor an array of strings"),
        .claim("token_use", "\"id\"", "the token's \"token_use\" claim is not \"access\""),
        .claim("typ", "\"Refresh\"", "the token's \"typ\" claim says that it is not an access token"),
    ]

    @Test(
        "A claim that does not hold is refused with its exact reason",
        arguments: issuers + audiences + expiries + times + required + others
    )
    func refused(_ token: RefusedToken) async throws {
        let failure = await (try Fixture()).failure(try token.make())
        #expect(failure?.kind == .invalid)
        #expect(failure?.reason == token.reason)
    }

    @Test("An issuer whose name is another spelling of the same letters is another issuer")
    func canonicallyEquivalentIssuer() async throws {
        let fixture = try Fixture { $0.issuer = "https://K.example/\u{E9}" }
        for name in ["https://\u{212A}.example/\u{E9}", "https://K.example/e\u{301}"] {
            let failure = await fixture.failure(try TokenText().claim("iss", "\"\(name)\"").signed())
            #expect(failure?.reason == "the token's issuer is not trusted")
        }
        #expect(await fixture.failure(try TokenText().claim("iss", "\"https://K.example/\u{E9}\"").signed()) == nil)
    }

    @Test("An audience that is another spelling of the same letters is another audience")
    func canonicallyEquivalentAudience() async throws {
        let fixture = try Fixture { $0.audiences = ["urn:K"] }
        let failure = await fixture.failure(try TokenText().claim("aud", "\"urn:\u{212A}\"").signed())
        #expect(failure?.reason == "the token is not meant for this server")
    }

    @Test("A token of another tenant is refused, though the same key signed it")
    func sameKeyOfAnotherTenant() async throws {
        let fixture = try Fixture { $0.issuer = "https://login.example/tenant-a" }
        let token = TokenText().claim("iss", "\"https://login.example/tenant-b\"")
        #expect(await fixture.failure(try token.signed())?.reason == "the token's issuer is not trusted")
    }

    @Test("One issuer's key does not verify a token that names another issuer")
    func keyOfAnotherIssuer() async throws {
        let other = TrustedIssuer(
            issuer: "https://other.example",
            audiences: [TokenText.audience],
            algorithms: [.es256],
            keys: FixedKeys(KeySnapshot([try TestKeys.verificationKey(.edDSA)]))
        )
        let first = TrustedIssuer(
            issuer: TokenText.issuer,
            audiences: [TokenText.audience],
            algorithms: [.es256],
            keys: FixedKeys(KeySnapshot([try TestKeys.verificationKey(.es256)]))
        )
        let authenticator = try JWTAuthenticator(issuers: [first, other], now: { TokenText.now })
        let token = try TokenText().claim("iss", "\"https://other.example\"").signed()
        await #expect(
            throws: AuthenticationFailure(
                .invalid,
                reason: "the token's issuer has no key of the name that it gives"
            )
        ) {
            try await authenticator.authenticate(Credentials(authorization: ["Bearer \(token)"]))
        }
    }

    @Test("A claim that the configuration demands must be there")
    func configuredClaim() async throws {
        let fixture = try Fixture { $0.requiredClaims = ["department"] }
        #expect(await fixture.failure(try TokenText().signed())?.reason == "the token has no \"department\" claim")
        #expect(await fixture.failure(try TokenText().claim("department", "7").signed()) == nil)
    }

    @Test(
        "Times within the leeway are taken",
        arguments: [
            ("exp", "\(now - 29)"), ("exp", "\(now + 1).9"), ("exp", "1.8e9"), ("nbf", "\(now + 30)"),
            ("iat", "\(now + 30)"), ("nbf", "\(now + 29).5"),
        ])
    func withinLeeway(_ name: String, _ value: String) async throws {
        #expect(await (try Fixture()).failure(try TokenText().claim(name, value).signed()) == nil)
    }

    @Test("Without leeway a token ends with the second it names")
    func noLeeway() async throws {
        let fixture = try Fixture { $0.leeway = .zero }
        let expired = try TokenText().claim("exp", "\(Self.now)").signed()
        #expect(await fixture.failure(expired)?.reason == "the token has expired")
        #expect(await fixture.failure(try TokenText().claim("exp", "\(Self.now + 1)").signed()) == nil)
    }

    @Test("The scheme and the host of an audience count in any case, and nothing else of it does")
    func caseOfAudience() async throws {
        let fixture = try Fixture {
            $0.audiences = ["https://mcp.Example:8443/Mcp?Tenant=A", "urn:Example", "ab://C@d/"]
        }
        let same = [
            "https://mcp.example:8443/Mcp?Tenant=A", "HTTPS://MCP.EXAMPLE:8443/Mcp?Tenant=A", "urn:Example",
            "ab://C@d/",
        ]
        for audience in same {
            #expect(await fixture.failure(try TokenText().claim("aud", "\"\(audience)\"").signed()) == nil)
        }
        let others = [
            "https://mcp.example:8443/mcp?Tenant=A", "https://mcp.example:8443/Mcp?tenant=A",
            "https://mcp.example/Mcp?Tenant=A",
            "https://mcp.example:8443/Mcp?Tenant=A#", "http://mcp.example:8443/Mcp?Tenant=A", "urn:example",
            "URN:Example", "ab://c@d/", "https://mcp.e\u{212A}ample:8443/Mcp?Tenant=A",
        ]
        for audience in others {
            let failure = await fixture.failure(try TokenText().claim("aud", "\"\(audience)\"").signed())
            #expect(failure?.reason == "the token is not meant for this server", "\(audience)")
        }
    }

    @Test("A list of audiences with ours in it is taken")
    func audienceList() async throws {
        let token = try TokenText().claim("aud", "[\"https://other.example\",\"https://mcp.example/mcp\"]").signed()
        #expect(await (try Fixture()).failure(token) == nil)
    }
}
