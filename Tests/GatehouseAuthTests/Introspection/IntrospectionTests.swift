import Gatehouse
import GatehouseFetch
import Testing

@testable import GatehouseAuth

@Suite("Opaque tokens, which their issuer is asked about")
struct IntrospectionTests {
    @Test(
        "An answer without a plain yes is no yes",
        arguments: [
            (#"{"active":false}"#, "the endpoint says that the token is not active"),
            (
                #"{"active":false,"sub":"admin","aud":"https://mcp.example/mcp"}"#,
                "the endpoint says that the token is not active"
            ),
        ])
    func inactive(_ answer: String, _ reason: String) async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.answer(answer)
        #expect(await fixture.failure() == AuthenticationFailure(.invalid, reason: reason))
    }

    @Test(
        "What is no answer to the question lets nobody in, and is the endpoint's mistake",
        arguments: [
            "", "[]", "true", "<html>", #"{"active":"true"}"#, #"{"active":1}"#, "{}", #"{"active":null}"#,
            #"{"active":true,"active":true}"#, #"{"Active":true}"#,
        ])
    func unusable(_ answer: String) async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.answer(answer)
        let failure = await fixture.failure()
        #expect(failure?.kind == .unavailable(retryAfter: .seconds(5)))
        #expect(failure?.reason.hasPrefix("the token cannot be asked about: the answer cannot be used: it") == true)
    }

    @Test(
        "An active token is held to its claims all the same",
        arguments: [
            ("exp", "\(TokenText.now - 31)", "the token has expired"),
            ("exp", "\"1\"", "the token's \"exp\" claim is not a time in seconds since 1970"),
            ("nbf", "\(TokenText.now + 31)", "the token is not valid yet"),
            ("iat", "\(TokenText.now + 31)", "the token was issued in the future"),
            ("iss", "\"https://issuer.example/\"", "the token is of another issuer"),
            ("iss", "7", "the token's \"iss\" claim is not a string"),
            ("aud", nil, "the token has no \"aud\" claim"),
            ("aud", "\"https://other.example\"", "the token is not meant for this server"),
            ("aud", "[]", "the token is not meant for this server"),
            ("aud", "7", "the token's \"aud\" claim is neither a string nor an array of strings"),
            ("sub", nil, "the token has no \"sub\" claim"), ("sub", "\"\"", "the token has no \"sub\" claim"),
            ("token_type", "\"refresh_token\"", "the token's \"token_type\" is not that of an access token"),
            ("scope", "7", "the token's \"scope\" claim is neither a string nor an array of strings"),
            ("tenant", "7", "the token's \"tenant\" claim is not a string, or is empty"),
            ("cnf", "{\"jkt\":\"x\"}", TokenBinding.unverified), ("cnf", "{}", TokenBinding.unverified),
        ] as [(String, String?, String)])
    func claims(_ name: String, _ json: String?, _ reason: String) async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.answer(IntrospectionFixture.active(name, json))
        #expect(await fixture.failure() == AuthenticationFailure(.invalid, reason: reason))
    }

    @Test("A token with characters that no token has is sent to nobody", arguments: ["a b", "a\u{1}", "é", "a\"b"])
    func characters(_ token: String) async throws {
        let fixture = try IntrospectionFixture()
        #expect(await fixture.failure(token)?.reason == "the token has characters that no token has")
        #expect(fixture.endpoint.requests.isEmpty)
    }

    @Test("The question is an authenticated POST with the token in its body")
    func question() async throws {
        let fixture = try IntrospectionFixture()
        _ = try await fixture.authenticate()
        let request = try #require(fixture.endpoint.requests.first)
        #expect(request.method == .post)
        #expect(request.url == "https://issuer.example/introspect")
        #expect(
            request.fields.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/x-www-form-urlencoded",
                // gate+house:s%3A%C3%A9%2B
                "Authorization: Basic Z2F0ZStob3VzZTpzJTNBJUMzJUE5JTJC",
            ])
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "token=2YotnFZFEjr1zCsicMWpAA&token_type_hint=access_token")
        let post = try IntrospectionFixture { $0.clientAuthentication = .post }
        _ = try await post.authenticate("a+/=")
        let body = String(decoding: try #require(post.endpoint.requests.first).body, as: UTF8.self)
        #expect(
            body
                == "token=a%2B%2F%3D&token_type_hint=access_token&client_id=gate+house&client_secret=s%3A%C3%A9%2B")
        #expect(post.endpoint.requests.first?.fields.count == 1)
    }

    @Test("A principal says what the answer says")
    func principal() async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.answer(IntrospectionFixture.active("tenant", "\"acme\""))
        let principal = try await fixture.authenticate()
        #expect(principal.subject == "opal")
        #expect(principal.issuer == "https://issuer.example")
        #expect(principal.clientID == "cli")
        #expect(principal.tenant == "acme")
        #expect(principal.roles == ["reader"])
        #expect(principal.scopes == ["a", "b"])
        #expect(principal.method == .introspection)
        #expect(principal.credentialID == "o-1")
        #expect(principal.expiresAt == TokenText.now + 600)
    }

    @Test("An answer counts for its time, and never beyond the token's end")
    func cache() async throws {
        let fixture = try IntrospectionFixture { $0.leeway = .zero }
        for _ in 0..<10 { _ = try await fixture.authenticate() }
        #expect(fixture.endpoint.requests.count == 1)
        fixture.clock.advance(by: 29)
        _ = try await fixture.authenticate()
        #expect(fixture.endpoint.requests.count == 1)
        fixture.endpoint.answer(#"{"active":false}"#)
        fixture.clock.advance(by: 1)
        #expect(await fixture.failure()?.kind == .invalid)
        #expect(fixture.endpoint.requests.count == 2)
        let short = try IntrospectionFixture { $0.leeway = .zero }
        short.endpoint.answer(IntrospectionFixture.active("exp", "\(TokenText.now + 5)"))
        _ = try await short.authenticate()
        short.clock.advance(by: 5)
        #expect(await short.failure()?.reason == "the token has expired")
    }

    @Test("A no counts for a short time")
    func negativeCache() async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.answer(#"{"active":false}"#)
        for _ in 0..<3 { #expect(await fixture.failure()?.kind == .invalid) }
        #expect(fixture.endpoint.requests.count == 1)
        fixture.endpoint.answer(IntrospectionFixture.active())
        fixture.clock.advance(by: 5)
        #expect(await fixture.failure() == nil)
    }

    @Test("A token whose end the endpoint does not tell is good until it is asked about again")
    func noExpiry() async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.answer(IntrospectionFixture.active("exp"))
        #expect(try await fixture.authenticate().expiresAt == TokenText.now + 30)
    }

    @Test("A thousand requests with one token at once ask once")
    func singleFlight() async throws {
        let fixture = try IntrospectionFixture()
        let latch = Latch()
        fixture.endpoint.hold(latch)
        let subjects = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<1_000 { group.addTask { try await fixture.authenticate().subject } }
            group.addTask {
                while fixture.endpoint.requests.isEmpty { await Task.yield() }
                latch.open()
                return "opal"
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(subjects == ["opal"])
        #expect(fixture.endpoint.requests.count == 1)
    }

    @Test("While the endpoint is down callers are not let in, and it is left alone for a while after five failures")
    func breaker() async throws {
        let fixture = try IntrospectionFixture()
        fixture.endpoint.fail()
        for number in 0..<20 {
            let failure = await fixture.failure("token\(number)")
            guard case .unavailable(let time) = failure?.kind.answer else {
                Issue.record("expected unavailable, found \(String(describing: failure))")
                return
            }
            #expect(time > .zero)
        }
        #expect(fixture.endpoint.requests.count == 5)
        fixture.endpoint.answer(IntrospectionFixture.active())
        #expect(
            await fixture.failure()?.reason == "the token cannot be asked about: the endpoint did not answer lately")
        fixture.instant.advance(by: .seconds(2))
        #expect(await fixture.failure() == nil)
        #expect(fixture.endpoint.requests.count == 6)
    }

    @Test("A remembered answer outlasts a failure of the endpoint, and no longer than its time")
    func outage() async throws {
        let fixture = try IntrospectionFixture()
        _ = try await fixture.authenticate()
        fixture.endpoint.fail()
        fixture.clock.advance(by: 29)
        #expect(await fixture.failure() == nil)
        fixture.clock.advance(by: 1)
        #expect(await fixture.failure()?.kind == .unavailable(retryAfter: .seconds(5)))
    }

    @Test("The breaker lets one question through when its time is over, and opens for longer each time")
    func breakerStates() {
        var breaker = CircuitBreaker()
        let start = ContinuousClock.now
        for _ in 0..<5 {
            #expect(breaker.permission(at: start) == .ask)
            breaker.failed(at: start)
        }
        #expect(breaker.permission(at: start) == .wait(.seconds(2)))
        let probe = start + .seconds(2)
        #expect(breaker.permission(at: probe) == .ask)
        #expect(breaker.permission(at: probe) == .wait(.seconds(2)))
        breaker.failed(at: probe)
        #expect(breaker.permission(at: probe) == .wait(.seconds(4)))
        #expect(breaker.permission(at: probe + .seconds(4)) == .ask)
        breaker.succeeded()
        #expect(breaker == CircuitBreaker())
    }

    @Test("A secret is not shown, and options that make no sense are refused")
    func options() throws {
        #expect("\(ClientSecret("s3cr3t"))" == "<redacted>")
        let wrong: [(String, (inout IntrospectionOptions) -> Void)] = [
            (
                "introspection: the endpoint http://issuer.example is without TLS",
                { $0.endpoint = "http://issuer.example" }
            ),
            ("introspection: the client, its secret and the issuer must be named", { $0.clientID = "" }),
            ("introspection: name at least one audience, and none that is empty", { $0.audiences = [] }),
            ("introspection: the leeway must be from 0 to 300 seconds", { $0.leeway = .seconds(301) }),
            ("introspection: answers count for a second to five minutes", { $0.timeToLive = .seconds(301) }),
            ("introspection: negative answers count for a minute at most", { $0.negativeTimeToLive = .seconds(61) }),
        ]
        for (text, change) in wrong {
            let error = #expect(throws: AuthenticationConfigurationError.self) {
                try IntrospectionFixture(adjust: change)
            }
            #expect(error?.description == text)
        }
    }
}
