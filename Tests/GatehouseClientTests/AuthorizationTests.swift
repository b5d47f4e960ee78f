import Synchronization
import Testing

@testable import GatehouseClient

@Suite("Tokens and challenges", .timeLimit(.minutes(1)))
struct AuthorizationTests {
    /// Gives tokens one after the other, and remembers why it was asked.
    private final class Tokens: TokenProvider {
        private let left: Mutex<[String?]>
        private let asked = Mutex<[AuthorizationChallenge?]>([])

        init(_ tokens: [String?]) { left = Mutex(tokens) }

        var challenges: [AuthorizationChallenge?] { asked.withLock { $0 } }

        func token(for challenge: AuthorizationChallenge?) async throws -> String? {
            asked.withLock { $0.append(challenge) }
            return left.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? nil }
        }
    }

    private struct NoToken: Error {}
    private struct Failing: TokenProvider {
        func token(for challenge: AuthorizationChallenge?) async throws -> String? { throw NoToken() }
    }

    private func client(_ url: String, _ tokens: any TokenProvider) async throws -> Client {
        var options = Samples.options
        options.era = .modern
        return try await Client.connect(to: .http(url, tokens: tokens), options: options)
    }

    private static func guarded(_ status: Int, _ challenge: String?) -> ScriptedHTTPServer.Script {
        { request, response in
            guard request.field("Authorization") != "Bearer good" else {
                return response.result(Samples.text("in"), to: request)
            }
            response.send(status, "", challenge.map { [("WWW-Authenticate", $0)] } ?? [])
        }
    }

    @Test(
        "A challenge is answered with another token, once",
        arguments: [
            (401, #"Bearer resource_metadata="https://a/meta", error="invalid_token""#),
            (401, nil), (403, #"Bearer error="insufficient_scope", scope="notes:write notes:read""#),
        ] as [(Int, String?)])
    func challenged(status: Int, challenge: String?) async throws {
        try await ScriptedHTTPServer.run(Self.guarded(status, challenge)) { server in
            let tokens = Tokens(["old", "good"])
            let client = try await client(server.url, tokens)
            #expect(try await client.callTool("a").content.first?.text == "in")
            #expect(server.requests.map { $0.field("Authorization") } == ["Bearer old", "Bearer good"])
            #expect(tokens.challenges.count == 2)
            #expect(
                tokens.challenges[1]?.parameters == challenge.flatMap { AuthorizationChallenge($0) }?.parameters ?? [:])
            await client.close()
        }
    }

    @Test("A second refusal is the call's error, with its challenge")
    func refusedAgain() async throws {
        try await ScriptedHTTPServer.run(Self.guarded(401, #"Bearer error="invalid_token""#)) { server in
            let client = try await client(server.url, Tokens(["old", "bad"]))
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.http?.status == 401)
            #expect(failure?.http?.challenge?.error == "invalid_token")
            #expect(server.requests.count == 2)
            await client.close()
        }
    }

    @Test(
        "The same token is not sent twice, and a refusal that no token mends is passed on",
        arguments: [
            (401, "old", "Bearer"), (403, "good2", #"Bearer error="invalid_request""#),
        ])
    func passedOn(status: Int, second: String, challenge: String) async throws {
        try await ScriptedHTTPServer.run(Self.guarded(status, challenge)) { server in
            let client = try await client(server.url, Tokens(["old", second]))
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.http?.status == status)
            #expect(server.requests.count == 1)
            await client.close()
        }
    }

    @Test("A provider that throws fails the call before anything is sent")
    func failing() async throws {
        try await ScriptedHTTPServer.run(Self.guarded(401, nil)) { server in
            let client = try await client(server.url, Failing())
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.kind == .unauthorized)
            #expect(failure?.cause is NoToken)
            #expect(server.requests.isEmpty)
            await client.close()
        }
    }

    @Test("A token that no field can carry is not sent", arguments: ["", "a\r\nX: b", "ü"])
    func unusable(token: String) async throws {
        try await ScriptedHTTPServer.run(Self.guarded(401, nil)) { server in
            let client = try await client(server.url, Tokens([token]))
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.description == "the token has characters that no header field can carry")
            #expect(server.requests.isEmpty)
            await client.close()
        }
    }

    private static let fields: [(value: String, scheme: String?, parameters: [String: String])] = [
        ("", nil, [:]), (",,", nil, [:]), ("Bearer", "bearer", [:]),
        (#"Bearer realm="a, b", scope="x y""#, "bearer", ["realm": "a, b", "scope": "x y"]),
        (#"Basic realm="a", Bearer error=invalid_token"#, "bearer", ["error": "invalid_token"]),
        (#"bearer ERROR = "a\"b""#, "bearer", ["error": "a\"b"]),
        (#"Negotiate abc=="#, "negotiate", [:]),
        (#"Bearer scope="unfinished"#, "bearer", ["scope": "unfinished"]),
        (#"Bearer a="1", a="2""#, "bearer", ["a": "1"]),
    ]

    @Test("Challenges are read as they are written", arguments: fields)
    func parsed(value: String, scheme: String?, parameters: [String: String]) {
        let challenge = AuthorizationChallenge(value)
        #expect(challenge?.scheme == scheme)
        #expect(challenge?.parameters ?? [:] == parameters)
    }

    @Test("Any bytes at all are read to an end")
    func garbage() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("aB=\",\\ \t;é\u{0}")
        for _ in 0..<2_000 {
            let text = String((0..<Int.random(in: 0..<40, using: &random)).map { _ in alphabet.randomElement() ?? "a" })
            _ = AuthorizationChallenge(text)
        }
        #expect(AuthorizationChallenge("Bearer " + String(repeating: "a=b,", count: 100_000))?.parameters == ["a": "b"])
    }
}
