import GatehouseClient
import GatehouseJSON
import GatehouseProtocol
import Testing

@testable import GatehouseApplication

@Suite("Refusals", .sampleApplication)
struct ServerRefusalTests {
    private static let advice = """
        Make one with "gatehouse token --subject NAME --roles ROLE" beside the server's data folder, and pass it with \
        --token or in GATEHOUSE_TOKEN.
        """

    private func failure(_ error: ClientError, token: String? = "t") throws -> CommandFailure {
        let endpoint = try ClientEndpoint(url: nil, token: token, environment: [:])
        return ServerRefusal(server: .endpoint(endpoint), timeout: .milliseconds(1_500)).failure(error)
    }

    private func message(_ error: ClientError, token: String? = "t") throws -> String {
        let failure = try failure(error, token: token)
        #expect(failure.status == .refused)
        return failure.message
    }

    private func reply(
        _ status: Int,
        error: JSONRPCError? = nil,
        retryAfter: String? = nil,
        challenge: String? = nil
    ) -> ClientError {
        let http = HTTPFailure(
            status: status, retryAfter: retryAfter, challenge: challenge.flatMap { AuthorizationChallenge($0) })
        guard let error else { return ClientError(.httpStatus, "HTTP status \(status)", http: http) }
        return ClientError(.serverError, error.message, response: error, http: http)
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
        let permissions = JSONRPCError(
            code: 403, message: "no", data: ["missingPermissions": ["notes:write", "notes:delete"]])
        #expect(
            try message(reply(403, error: permissions))
                == "the caller may not do this: it lacks the permission notes:write, notes:delete"
        )
        let both = JSONRPCError(
            code: 403, message: "no", data: ["missingPermissions": ["notes:write"], "missingScopes": ["notes"]])
        #expect(
            try message(reply(403, error: both))
                == "the caller may not do this: it lacks the permission notes:write and the scope notes"
        )
        #expect(
            try message(reply(403, error: JSONRPCError(code: -32600, message: "Origin is not allowed")))
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
            try message(reply(403, challenge: challenge))
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
            try message(reply(404, error: JSONRPCError(code: -32601, message: "Method not found")))
                == "the server refused: Method not found (code -32601)"
        )
    }

    @Test("A status alone is told as it is")
    func withoutMessage() throws {
        #expect(
            try message(reply(502)) == "the server answered with HTTP status 502, and with no message that says why"
        )
    }

    @Test("What is no answer of MCP names the server")
    func unreadable() throws {
        #expect(
            try message(ClientError(.unreadable, "it is not JSON"))
                == "http://127.0.0.1:8080/mcp sent an answer that is not one of MCP: it is not JSON")
        #expect(
            try message(ClientError(.unhandledRequest, "the server asks for roots/list, which this client does not do"))
                == "the server asks for roots/list, which this client does not do")
    }

    private static let unreachable: [(error: ClientError, message: String)] = [
        (
            ClientError(.timedOut, "1500ms"),
            "http://127.0.0.1:8080/mcp did not answer within 1500ms; a longer time can be given with --timeout"
        ),
        (
            ClientError(.notConnected, "connection refused"),
            """
            cannot connect to http://127.0.0.1:8080/mcp: connection refused. Start the server with "gatehouse serve", or \
            name another one with --url.
            """
        ),
        (
            ClientError(.disconnected, "Remote connection closed"),
            """
            the connection to http://127.0.0.1:8080/mcp broke before the answer was complete: Remote connection closed
            """
        ),
    ]

    @Test("A server that is not reached is named, and what would mend it", arguments: unreachable)
    func notReached(error: ClientError, message: String) throws {
        #expect(try failure(error) == CommandFailure(.unreachable, message))
    }

    @Test("A server of one's own is named by its command")
    func command() {
        let refusal = ServerRefusal(server: .command(["no-such", "-x"]), timeout: .seconds(1))
        #expect(
            refusal.failure(ClientError(.notConnected, "there is no program \"no-such\""))
                == CommandFailure(.unreachable, "cannot start the server: there is no program \"no-such\""))
        #expect(
            refusal.failure(ClientError(.timedOut, "1s")).message
                == "\"no-such -x\" did not answer within 1s; a longer time can be given with --timeout")
        let error = JSONRPCError(code: -32602, message: "bad")
        #expect(
            refusal.failure(ClientError(.serverError, "bad", response: error)).message
                == "the server refused: bad (code -32602)")
    }

    @Test("Texts of the server cannot steer the terminal")
    func hostileText() throws {
        let error = JSONRPCError(code: 1, message: "\u{1B}]0;title\u{7}x\u{202E}y")
        #expect(
            try message(reply(400, error: error)) == "the server refused: \u{FFFD}]0;title\u{FFFD}x\u{FFFD}y (code 1)")
    }
}
