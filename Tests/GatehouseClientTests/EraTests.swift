import Gatehouse
import GatehouseClient
import Testing

@Suite("Finding out what a server speaks")
struct EraTests {
    private func error(_ code: ErrorCode, data: JSONValue? = nil) -> ScriptedServer {
        ScriptedServer { exchange in
            if exchange.method == Method.initialize { return exchange.result(Samples.handshake(.v2025_11_25)) }
            if exchange.method == Method.initialized { return Reply(status: 202) }
            return exchange.error(code.rawValue, "unknown", data: data, status: 400)
        }
    }

    @Test("A server that answers server/discover is spoken to without a handshake")
    func modern() async throws {
        let server = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        let client = try await Client.of(server, era: .automatic)
        #expect(client.revision == .v2026_07_28)
        #expect(server.messages.map { $0["method"] } == ["server/discover"])
        let description = try await client.server()
        #expect(description.info == Implementation(name: "scripted", version: "2.0.0"))
        #expect(description.instructions == "Read me.")
    }

    @Test(
        "A server that answers with any error of its own is spoken to after a handshake",
        arguments: [ErrorCode.methodNotFound, .invalidParams, .invalidRequest, ErrorCode(rawValue: -32000)]
    )
    func legacy(code: ErrorCode) async throws {
        let server = error(code)
        let client = try await Client.of(server, era: .automatic)
        #expect(client.revision == .v2025_11_25)
        #expect(
            server.messages.map { $0["method"] } == ["server/discover", "initialize", "notifications/initialized"])
        #expect(try await client.server().info?.name == "scripted")
    }

    @Test(
        "An error that only later revisions know is the server's answer, and no reason for a handshake",
        arguments: [ErrorCode.headerMismatch, .missingRequiredClientCapability]
    )
    func modernError(code: ErrorCode) async throws {
        let server = error(code)
        let failure = await #expect(throws: ClientError.self) { try await Client.of(server, era: .automatic) }
        #expect(failure?.code == code)
        #expect(server.messages.count == 1)
    }

    @Test(
        "A status about the caller or the moment is no reason for a handshake",
        arguments: [401, 403, 429, 500, 503]
    )
    func neutralStatus(status: Int) async throws {
        let server = ScriptedServer { _ in Reply(status: status) }
        let failure = await #expect(throws: ClientError.self) { try await Client.of(server, era: .automatic) }
        #expect(failure?.http?.status == status)
        #expect(server.messages.count == 1)
    }

    @Test("A server that names earlier revisions alone is offered the latest of them")
    func supportedLegacy() async throws {
        let server = error(
            .unsupportedProtocolVersion, data: ["supported": ["2025-06-18", "2024-11-05"], "requested": "2026-07-28"])
        _ = try await Client.of(server, era: .automatic)
        #expect(server.params(of: Method.initialize).first?["protocolVersion"] == "2025-06-18")
    }

    @Test("A server that speaks none of this client's revisions is named with those that it speaks")
    func unsupported() async throws {
        let server = error(.unsupportedProtocolVersion, data: ["supported": ["2030-01-01"], "requested": "2026-07-28"])
        let failure = await #expect(throws: ClientError.self) { try await Client.of(server, era: .automatic) }
        #expect(failure?.kind == .unsupportedVersion)
        #expect(failure?.supportedVersions == ["2030-01-01"])
        #expect(
            failure?.description == """
                the server speaks 2030-01-01; this client speaks 2024-11-05, 2025-03-26, 2025-06-18, 2025-11-25, 2026-07-28
                """)
    }

    @Test("A revision alone is spoken without a word before the first call")
    func modernOnly() async throws {
        let server = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        _ = try await Client.of(server, era: .modern)
        #expect(server.messages.isEmpty)
    }

    @Test("A handshake proposes the revision that is asked for, and takes the one that the server chooses")
    func negotiated() async throws {
        let server = ScriptedServer.legacy(.v2024_11_05) { $0.result([:]) }
        let client = try await Client.of(server, era: .legacy(.v2025_06_18))
        #expect(client.revision == .v2024_11_05)
        let params = try #require(server.params(of: Method.initialize).first)
        #expect(params["protocolVersion"] == "2025-06-18")
        #expect(params["clientInfo"] == ["name": "test-client", "version": "1.0.0"])
        #expect(params["capabilities"] == [:])
    }

    @Test(
        "A handshake that ends in a revision that nobody knows, or that has none, is refused",
        arguments: ["2026-07-28", "1999-01-01"])
    func unknownRevision(text: String) async throws {
        let server = ScriptedServer { exchange in
            var result = Samples.handshake(.v2025_11_25)
            result["protocolVersion"] = .string(text)
            return exchange.result(result)
        }
        let failure = await #expect(throws: ClientError.self) { try await Client.of(server, era: .legacy()) }
        #expect(failure?.kind == .unsupportedVersion)
        #expect(failure?.supportedVersions == [text])
    }

    @Test("What was found once is not asked for again", arguments: [ProtocolRevision.v2026_07_28, .v2025_03_26])
    func remembered(revision: ProtocolRevision) async throws {
        let server = ScriptedServer.legacy(.v2025_03_26) { $0.result([:]) }
        _ = try await Client.of(server, era: .remembered(revision))
        #expect(server.messages(of: Method.discover).isEmpty)
        #expect(server.messages(of: Method.initialize).count == (revision.isModern ? 0 : 1))
    }

    @Test("The level of log messages is set after a handshake, and said with every request later on")
    func logLevel() async throws {
        let legacy = ScriptedServer.legacy { $0.result([:]) }
        let client = try await Client.of(legacy, era: .legacy()) { $0.logLevel = .warning }
        #expect(legacy.params(of: Method.setLevel) == [["level": "warning"]])
        try await client.setLogLevel(.debug)
        #expect(legacy.params(of: Method.setLevel).last == ["level": "debug"])
        let modern = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        let other = try await Client.of(modern) { $0.logLevel = .warning }
        _ = try await other.callTool("a")
        #expect(modern.messages[0]["params"]?["_meta"]?["io.modelcontextprotocol/logLevel"] == "warning")
    }

    @Test("A session that the server no longer knows is begun anew, and the call is made again")
    func sessionEnded() async throws {
        let server = ScriptedServer { exchange in
            switch exchange.method {
            case Method.initialize:
                var reply = exchange.result(Samples.handshake(.v2025_11_25))
                reply.fields.append(Reply.Field("Mcp-Session-Id", exchange.id == 1 ? "first" : "second"))
                return reply
            case Method.initialized: return Reply(status: 202)
            default:
                guard exchange.head.sessionID.first == "second" else {
                    return exchange.error(-32600, "unknown session", status: 404)
                }
                return exchange.result(Samples.text("hi"))
            }
        }
        let client = try await Client.of(server, era: .legacy())
        let results = try await withThrowingTaskGroup(of: CallToolResult.self) { group in
            for _ in 0..<5 { group.addTask { try await client.callTool("a") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.map { $0.content.first?.text } == Array(repeating: "hi", count: 5))
        #expect(server.messages(of: Method.initialize).count == 2)
    }
}
