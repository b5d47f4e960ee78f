import Gatehouse
import Testing

@Suite("The handshake of revisions up to 2025-11-25")
struct HandshakeTests {
    @Test("A handshake without a version is refused", arguments: [nil, 1, .null] as [JSONValue?])
    func noVersion(_ version: JSONValue?) async throws {
        let ask = Ask.initialize("x").with {
            var params = $0.params?.objectValue ?? [:]
            params["protocolVersion"] = version
            $0.params = .object(params)
        }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32602 initialize needs protocolVersion, a string")
        #expect(answer.id == 1)
    }

    @Test("Capabilities that would make sessions large are refused")
    func largeCapabilities() async throws {
        let ask = Ask.initialize("2025-11-25").with {
            var params = $0.params?.objectValue ?? [:]
            params["capabilities"] = ["experimental": ["x": .string(String(repeating: "x", count: 20_000))]]
            $0.params = .object(params)
        }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32602 initialize: capabilities have more than 16384 bytes")
        #expect(answer.fields("Mcp-Session-Id").isEmpty)
    }

    @Test(
        "A known revision is agreed on, and a session opened",
        arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
    func known(_ revision: String) async throws {
        let answer = try await Samples.server().answer(.initialize(revision))
        #expect(answer.status == 200)
        #expect(answer.result?["protocolVersion"] == .string(revision))
        for kind in ["tools", "resources", "prompts"] {
            #expect(answer.result?["capabilities"]?[kind]?["listChanged"] == true)
        }
        #expect(answer.result?["serverInfo"]?["name"] == "sample")
        let id = try #require(answer.fields("Mcp-Session-Id").first)
        #expect(id.utf8.count == 32)
        #expect(id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    }

    @Test(
        "An unknown revision, and one without a handshake, is answered with the last one that has a handshake",
        arguments: ["1900-01-01", "2026-07-28", "", "latest"])
    func unknown(_ revision: String) async throws {
        let answer = try await Samples.server().answer(.initialize(revision))
        #expect(answer.status == 200)
        #expect(answer.result?["protocolVersion"] == "2025-11-25")
    }

    @Test("The server's instructions stand in the answer")
    func instructions() async throws {
        let server = try Samples.server(options: ServerOptions(instructions: "Be kind."))
        #expect(await server.answer(.initialize("2025-06-18")).result?["instructions"] == "Be kind.")
        #expect(await server.answer(.modern("server/discover")).result?["instructions"] == "Be kind.")
    }

    @Test("What a server does not offer is not among its capabilities")
    func capabilities() async throws {
        var options = ServerOptions()
        options.announcesListChanges = false
        let kinds = { (answer: Answer) in
            ["tools", "resources", "prompts"].filter { answer.result?["capabilities"]?[$0] != nil }
        }
        let server = try Samples.server(tools: [Samples.echo], options: options)
        #expect(kinds(await server.answer(.initialize("2025-06-18"))) == ["tools"])
        let empty = try Samples.server(Components(), options: options)
        #expect(kinds(await empty.answer(.initialize("2025-06-18"))) == [])
        let templates = try Samples.server(Components(resources: [Samples.note]), options: options)
        #expect(kinds(await templates.answer(.modern("server/discover"))) == ["resources"])
    }

    @Test("Two handshakes open two sessions")
    func twoSessions() async throws {
        let server = try Samples.server()
        let first = await server.openSession()
        let second = await server.openSession()
        #expect(first != second)
        #expect(await server.answer(.legacy("ping", session: first)).status == 200)
        #expect(await server.answer(.legacy("ping", session: second)).status == 200)
    }

    @Test("The handshake is not a method of 2026-07-28")
    func modern() async throws {
        let answer = try await Samples.server().answer(.modern("initialize", ["protocolVersion": "2025-11-25"]))
        #expect(answer.refusal == "404 -32601 Method not found: initialize")
    }
}
