import Gatehouse
import Synchronization
import Testing

@Suite("Credentials of other kinds than a bearer token")
struct CredentialsTests {
    private final class Uses: Sendable {
        private let state = Mutex(0)

        var count: Int { state.withLock { $0 } }

        func add() { state.withLock { $0 += 1 } }
    }

    /// Knows callers by `x-key`, and tells what it saw.
    private struct ByKey: Authenticator {
        let uses = Uses()
        let headerFieldNames: Set<String> = ["x-key"]
        let challengeSchemes: [ChallengeScheme] = [
            .bearer, ChallengeScheme("DPoP", parameters: [ChallengeScheme.Parameter("algs", "ES256 EdDSA")]),
        ]

        func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
            uses.add()
            switch credentials.lines(of: "x-key").first {
            case "stale": throw AuthenticationFailure(.nonceNeeded("n-1"), reason: "the proof has no nonce")
            case "bent": throw AuthenticationFailure(.invalidProof, reason: "the proof's signature does not hold")
            case let key?:
                return Principal(
                    subject: key, tenant: "acme", groups: ["staff"], method: .apiKey, credentialID: "k-1",
                    claims: ["url": credentials.url.map(JSONValue.string) ?? .null])
            case nil: throw AuthenticationFailure(.missing, reason: "no key came")
            }
        }
    }

    private func server(
        _ authenticator: ByKey, tools: [Tool] = [Samples.echo], observer: (any RequestObserver)? = nil
    ) throws -> Server {
        let options = ServerOptions(challenge: { _ in Challenge(resourceMetadata: "https://mcp.example/meta") })
        return try Server(
            info: Implementation(name: "test", version: "1"), components: Components(tools: tools),
            authenticator: authenticator, options: options, observer: observer, logger: LogLines().logger())
    }

    private func ask(_ key: String?, _ authorization: FieldLines = []) -> Ask {
        Ask.modern("tools/list").with {
            $0.head.authorization = authorization
            if let key { $0.head.fields = [(name: "x-key", value: key)] }
        }
    }

    @Test("A transport keeps the fields that the authenticator reads, beside those of dependencies")
    func fieldNames() throws {
        #expect(try server(ByKey()).headerFieldNames == ["x-key"])
    }

    @Test("A caller is known by another field, and the log has the method, the tenant and the credential's number")
    func otherField() async throws {
        let seen = SeenRequests()
        let answer = try await server(ByKey(), observer: seen).answer(ask("alice"))
        #expect(answer.status == 200)
        let record = try #require(seen.records.first)
        #expect(record.caller == "alice")
        #expect(record.tenant == "acme")
        #expect(record.authentication == .apiKey)
        #expect(record.credentialID == "k-1")
    }

    @Test("Each scheme has a challenge of its own, and the error stands at the one that was used")
    func challenges() async throws {
        let server = try server(ByKey())
        let none = await server.answer(ask(nil))
        #expect(
            none.fields("WWW-Authenticate") == [
                "Bearer resource_metadata=\"https://mcp.example/meta\"",
                "DPoP resource_metadata=\"https://mcp.example/meta\", algs=\"ES256 EdDSA\"",
            ])
        let bent = await server.answer(ask("bent", ["dpop token"]))
        #expect(bent.refusal == "401 401 the proof in the DPoP field does not hold")
        #expect(
            bent.fields("WWW-Authenticate") == [
                "Bearer resource_metadata=\"https://mcp.example/meta\"",
                "DPoP resource_metadata=\"https://mcp.example/meta\", error=\"invalid_dpop_proof\", "
                    + "error_description=\"The DPoP proof does not hold\", algs=\"ES256 EdDSA\"",
            ])
    }

    @Test("A nonce that is needed comes with the refusal that asks for it")
    func nonce() async throws {
        let answer = try await server(ByKey()).answer(ask("stale", ["DPoP token"]))
        #expect(answer.refusal == "401 401 the proof in the DPoP field needs the nonce of this reply")
        #expect(answer.fields("DPoP-Nonce") == ["n-1"])
        #expect(
            answer.fields("WWW-Authenticate").last
                == "DPoP resource_metadata=\"https://mcp.example/meta\", error=\"use_dpop_nonce\", "
                + "error_description=\"The DPoP proof needs the nonce of this reply\", algs=\"ES256 EdDSA\"")
    }

    @Test(
        "The URL is the one by which the client reached the server",
        arguments: [
            (["localhost:8080"], nil, "http", "http://localhost:8080/mcp"),
            (["localhost"], "mcp.example", "https", "https://mcp.example/mcp"),
            ([], nil, "http", nil), (["a", "b"], nil, "http", nil),
        ] as [([String], String?, String, String?)])
    func url(_ hosts: [String], _ publicHost: String?, _ scheme: String, _ expected: String?) {
        var head = RequestHead(method: "POST", path: "/mcp", scheme: scheme)
        head.host = FieldLines(hosts)
        head.publicHost = publicHost
        head.query = "a=b"
        #expect(Credentials(head).url == expected)
        #expect(Credentials(RequestHead(transport: .stdio)).url == nil)
    }

    @Test("The messages of a batch have the credentials of their request, which are looked at once")
    func batch() async throws {
        let authenticator = ByKey()
        let server = try server(authenticator)
        let opened = await server.answer(
            Ask.initialize("2025-03-26").with { $0.head.fields = [(name: "x-key", value: "alice")] })
        let session = try #require(opened.fields("Mcp-Session-Id").first)
        let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let answer = await server.answer(
            Ask.legacy("ping", session: session).with {
                $0.head.fields = [(name: "x-key", value: "alice")]
                $0.text = "[\(ping),\(ping),\(ping)]"
            })
        #expect(answer.json?.arrayValue?.count == 3)
        #expect(authenticator.uses.count == 2)
    }
}
