import Gatehouse
import Testing

@Suite("Step 2, authenticate")
struct AuthenticateTests {
    private static let metadata = "https://mcp.example/.well-known/oauth-protected-resource/mcp"

    private func server(logger: LogLines = LogLines()) throws -> Server {
        let options = ServerOptions(challenge: { head in
            Challenge(resourceMetadata: Self.metadata, scopes: ["notes.read", "notes.write"])
        })
        return try Samples.server(options: options, logger: logger.logger())
    }

    @Test("A request without credentials is told to bring some, and what to ask for")
    func missing() async throws {
        let answer = try await server().answer(Ask.modern("tools/list").with { $0.head.authorization = [] })
        #expect(answer.refusal == "401 401 authentication is required: send a bearer token")
        #expect(
            answer.fields("WWW-Authenticate") == [
                "Bearer resource_metadata=\"\(Self.metadata)\", scope=\"notes.read notes.write\""
            ])
        #expect(answer.fields("Cache-Control") == ["no-store"])
    }

    @Test("Two Authorization fields are one too many")
    func malformed() async throws {
        let ask = Ask.modern("tools/list").with { $0.head.authorization.append("Bearer bob") }
        let answer = try await server().answer(ask)
        #expect(
            answer.refusal == "400 401 the request's credentials are malformed: send one credential in one header field"
        )
        #expect(
            answer.fields("WWW-Authenticate") == [
                "Bearer resource_metadata=\"\(Self.metadata)\", error=\"invalid_request\", "
                    + "error_description=\"The request needs exactly one credential in one header field\", "
                    + "scope=\"notes.read notes.write\""
            ])
    }

    @Test("A token that does not hold is refused, whatever is wrong with it", arguments: ["expired", "forged"])
    func invalid(_ token: String) async throws {
        let answer = try await server().answer(.modern("tools/list", as: token))
        #expect(answer.refusal == "401 401 the access token is not valid for this server")
        #expect(
            answer.fields("WWW-Authenticate") == [
                "Bearer resource_metadata=\"\(Self.metadata)\", error=\"invalid_token\", "
                    + "error_description=\"The access token is not valid for this server\", "
                    + "scope=\"notes.read notes.write\""
            ])
    }

    @Test("What was wrong with a token stands in the log, not in the reply")
    func reason() async throws {
        let log = LogLines()
        let server = try server(logger: log)
        let expired = await server.answer(.modern("tools/list", as: "expired"))
        let forged = await server.answer(.modern("tools/list", as: "forged"))
        #expect(expired.message == forged.message)
        #expect(expired.reply.fields == forged.reply.fields)
        let lines = log.lines("request")
        #expect(lines.map { $0.metadata["reason"] } == ["the token expired at 1700000000", "the signature is wrong"])
        #expect(lines.map { $0.metadata["request"] } == [expired, forged].map { $0.data?["reference"]?.stringValue })
        #expect(expired.data?.objectValue?.count == 1)
        #expect(!log.text.contains("Bearer"))
    }

    @Test("Where callers cannot be verified, they are told when to come back")
    func unavailable() async throws {
        let answer = try await server().answer(.modern("tools/list", as: "unknowable"))
        #expect(answer.refusal == "503 503 callers cannot be verified at the moment")
        #expect(answer.fields("Retry-After") == ["2"])
        #expect(answer.fields("WWW-Authenticate").isEmpty)
    }

    @Test(
        "The body of somebody unknown is not read as JSON; only a plain id is taken from it",
        arguments: ["garbage", "", "[]", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}", "\u{0}"])
    func bodyIsNotRead(_ text: String) async throws {
        let answer = try await server().answer(Ask.modern("tools/list", as: "forged").with { $0.text = text })
        #expect(answer.status == 401)
        #expect(answer.code == 401)
        #expect(answer.id == (text.contains("\"id\":7") ? 7 : nil))
    }

    @Test("A session is no proof of identity")
    func sessionIsNoProof() async throws {
        let server = try server()
        let session = await server.openSession()
        let answer = await server.answer(.legacy("ping", session: session, as: "expired"))
        #expect(answer.status == 401)
        #expect(await server.answer(.delete(session: session, as: "expired")).status == 401)
        #expect(await server.answer(.legacy("ping", session: session)).status == 200)
    }

    @Test(
        "A URL that would end the quotes around it does not stand in a challenge",
        arguments: ["https://a\"b", "https://a\\b", "https://ä", "a\r\nb"])
    func metadataURL(_ url: String) {
        #expect(Challenge(resourceMetadata: url).value(error: "invalid_token") == "Bearer error=\"invalid_token\"")
    }

    @Test("No scope is asked for twice, and none that keeps a client signed in")
    func scopesOnce() {
        #expect(Challenge(scopes: ["a", "offline_access", "b", "a"]).value() == "Bearer scope=\"a b\"")
    }

    @Test("A challenge without anything to say is one word")
    func plainChallenge() {
        #expect(Challenge().value() == "Bearer")
    }

    @Test("Nothing but scopes stands in a challenge's scope", arguments: ["", "a b", "a\"b", "a\\b", "ä", "a\n"])
    func scopes(_ scope: String) {
        #expect(Challenge(scopes: [scope, "ok"]).value() == "Bearer scope=\"ok\"")
        #expect(Challenge(scopes: [scope]).value() == "Bearer")
    }
}
