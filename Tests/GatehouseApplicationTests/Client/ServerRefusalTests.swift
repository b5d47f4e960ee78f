import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("Refusals", .sampleApplication)
struct ServerRefusalTests {
    private static let advice = """
        Make one with "gatehouse token --subject NAME --roles ROLE" beside the server's data folder, and pass it with \
        --token or in GATEHOUSE_TOKEN.
        """

    private func message(_ reply: ServerReply, token: String? = "t") throws -> String {
        let endpoint = try ClientEndpoint(url: nil, token: token, environment: [:])
        let failure = ServerRefusal.failure(reply, endpoint: endpoint)
        #expect(failure.status == .refused)
        return failure.message
    }

    private func reply(_ status: Int, error: JSONValue? = nil, retryAfter: String? = nil) -> ServerReply {
        ServerReply(status: status, retryAfter: retryAfter, message: error.map { ["id": 1, "error": $0] })
    }

    @Test("401 says how to get a token")
    func unauthorized() throws {
        #expect(try message(reply(401), token: nil) == "the server wants a token, and none was given. \(Self.advice)")
        #expect(
            try message(reply(401))
                == "the server does not accept the token: it is wrong, too old, or meant for another server. \(Self.advice)"
        )
    }

    @Test("403 names what the caller lacks")
    func forbidden() throws {
        let permissions: JSONValue = ["data": ["missingPermissions": ["notes:write", "notes:delete"]]]
        #expect(
            try message(reply(403, error: permissions))
                == "the caller may not do this: it lacks the permission notes:write, notes:delete"
        )
        let both: JSONValue = ["data": ["missingPermissions": ["notes:write"], "missingScopes": ["notes"]]]
        #expect(
            try message(reply(403, error: both))
                == "the caller may not do this: it lacks the permission notes:write and the scope notes"
        )
        #expect(
            try message(reply(403, error: ["code": -32600, "message": "Origin is not allowed"]))
                == "the server refused: Origin is not allowed (code -32600)"
        )
        #expect(
            try message(reply(403)) == "the server answered with HTTP status 403, and with no message that says why"
        )
    }

    @Test("403 names the scopes of the challenge where nothing else names them")
    func challengedScopes() throws {
        let challenge = #"Bearer error="insufficient_scope", scope="notes:write notes:read""#
        #expect(
            try message(ServerReply(status: 403, challenge: challenge))
                == "the caller may not do this: it lacks the scope notes:write, notes:read"
        )
    }

    @Test(
        "429 and 503 say when to try again",
        arguments: [
            (429, "12", "the limit of calls is reached; try again in 12 seconds"),
            (429, "1", "the limit of calls is reached; try again in 1 second"),
            (429, nil, "the limit of calls is reached; try again later"),
            (429, "-1", "the limit of calls is reached; try again later"),
            (429, "Wed, 21 Oct 2026 07:28:00 GMT", "the limit of calls is reached; try again later"),
            (503, "2", "the server has no room for the call now; try again in 2 seconds"),
        ] as [(Int, String?, String)]
    )
    func retry(status: Int, retryAfter: String?, expected: String) throws {
        #expect(try message(reply(status, retryAfter: retryAfter)) == expected)
    }

    @Test("Another path than the endpoint's is told from a method that does not exist")
    func notFound() throws {
        #expect(
            try message(reply(404)) == """
                there is no MCP endpoint at http://127.0.0.1:8080/mcp; its path is /mcp unless the server is told otherwise
                """
        )
        #expect(
            try message(reply(404, error: ["code": -32601, "message": "Method not found"]))
                == "the server refused: Method not found (code -32601)"
        )
    }

    @Test("An error without a message gives no reason")
    func withoutMessage() throws {
        #expect(try message(reply(400, error: [:])) == "the server refused: it gives no reason")
        #expect(
            try message(reply(502)) == "the server answered with HTTP status 502, and with no message that says why"
        )
    }

    @Test("A result with a status of failure is no result")
    func contradictoryStatus() {
        let message: JSONObject = ["id": 1, "result": [:]]
        #expect(ServerReply(status: 200, message: message).result != nil)
        #expect(ServerReply(status: 500, message: message).result == nil)
    }

    @Test("Texts of the server cannot steer the terminal")
    func hostileText() throws {
        let error: JSONValue = ["code": 1, "message": "\u{1B}]0;title\u{7}x\u{202E}y"]
        #expect(
            try message(reply(400, error: error)) == "the server refused: \u{FFFD}]0;title\u{FFFD}x\u{FFFD}y (code 1)")
    }
}
