import Gatehouse
import Testing

@Suite("Step 3, decode: the rules of 2026-07-28")
struct ModernRulesTests {
    @Test("A request without what every request must say of itself is refused", arguments: BadRequest.meta)
    func meta(_ bad: BadRequest) async throws {
        let answer = try await Samples.server().answer(bad.ask.with(bad.change))
        #expect(answer.refusal == bad.refusal)
        #expect(answer.id == 1)
    }

    @Test("A request whose header fields do not say what its body says is refused", arguments: BadRequest.fields)
    func fields(_ bad: BadRequest) async throws {
        let answer = try await Samples.server().answer(bad.ask.with(bad.change))
        #expect(answer.refusal == bad.refusal)
        #expect(answer.id == 1)
    }

    @Test("The header fields do not matter where there are none", arguments: BadRequest.fields)
    func fieldsOnStdio(_ bad: BadRequest) async throws {
        let answer = try await Samples.server().answer(bad.ask.with(bad.change).onStdio)
        #expect(answer.id == 1)
        #expect(answer.code != -32020)
    }

    @Test("A request on stdio that speaks of capabilities but not of a version is refused as one that lacks it")
    func noVersionOnStdio() async throws {
        let ask = Ask.call("echo", ["text": "x"]).onStdio.with { $0.meta[MetaKey.protocolVersion] = nil }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32602 params._meta lacks \(MetaKey.protocolVersion)")
    }

    @Test(
        "A revision that the server does not speak is refused, with those that it does",
        arguments: ["1900-01-01", "2026-07-29", "draft", ""])
    func unsupportedVersion(_ version: String) async throws {
        let ask = Ask.modern("tools/list").with {
            $0.head.protocolVersion = [version]
            $0.meta[MetaKey.protocolVersion] = .string(version)
        }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32022 Unsupported protocol version")
        #expect(
            answer.data == [
                "supported": ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"],
                "requested": .string(version),
            ])
        #expect(answer.id == 1)
        #expect(try await Samples.server().answer(ask.onStdio).code == -32022)
    }

    @Test("Of a long version that nobody speaks, no more than the beginning comes back")
    func longVersion() async throws {
        let version = String(repeating: "9", count: 10_000)
        let ask = Ask.modern("tools/list").onStdio.with { $0.meta[MetaKey.protocolVersion] = .string(version) }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.data?["requested"] == .string(String(repeating: "9", count: 64)))
    }

    @Test("An unknown version in the header alone is refused as such")
    func unsupportedVersionInHeader() async throws {
        let ask = Ask.legacy("tools/list").with { $0.head.protocolVersion = ["1900-01-01"] }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32022 Unsupported protocol version")
    }

    @Test("The version in the header alone makes a request one of that revision, which then lacks its _meta")
    func versionInHeaderOnly() async throws {
        let ask = Ask.legacy("tools/list").with { $0.head.protocolVersion = ["2026-07-28"] }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)")
    }

    @Test(
        "What the body lacks comes before what the header fields contradict, and that before an unknown version")
    func order() async throws {
        let server = try Samples.server()
        let ask = Ask.modern("tools/list").with {
            $0.head.protocolVersion = ["1900-01-01"]
            $0.head.mcpMethod = ["other"]
            $0.meta[MetaKey.protocolVersion] = "1900-01-02"
        }
        #expect(await server.answer(ask.with { $0.meta[MetaKey.clientCapabilities] = nil }).code == -32602)
        #expect(await server.answer(ask).code == -32020)
        let same = ask.with { $0.head.protocolVersion = ["1900-01-02"] }
        #expect(await server.answer(same).code == -32022)
    }

    @Test(
        "A name that is given in Base64 is decoded before it is compared",
        arguments: ["=?base64?ZWNobw==?=", "echo"])
    func encodedName(_ name: String) async throws {
        let ask = Ask.call("echo", ["text": "hello"]).with { $0.head.mcpName = [name] }
        #expect(try await Samples.server().answer(ask).toolText == "hello")
    }

    @Test("A name that looks like another to people, but has other bytes, is another")
    func canonicalEquivalence() async throws {
        let tool = Tool(name: "Kill", description: "", input: NoInput.self) { _, _ in "killed" }
        let server = try Samples.server(tools: [tool])
        let ask = Ask.modern("tools/call", ["name": "\u{212A}ill"]).with { $0.head.mcpName = ["=?base64?4oSqaWxs?="] }
        let answer = await server.answer(ask)
        #expect(answer.refusal == "400 -32602 Unknown tool: \u{212A}ill")
        #expect(answer.message?.unicodeScalars.contains("\u{212A}") == true)
    }

    @Test("Every log level, and a token for progress of either kind, is taken")
    func optionalMeta() async throws {
        let server = try Samples.server()
        for level in ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"] {
            #expect(
                await server.answer(Ask.modern("tools/list").with { $0.meta[MetaKey.logLevel] = .string(level) }).status
                    == 200)
        }
        for token in [JSONValue.string("t"), 0, -1] {
            #expect(
                await server.answer(Ask.modern("tools/list").with { $0.meta[MetaKey.progressToken] = token }).status
                    == 200)
        }
    }

    @Test("Members of _meta that nobody asked for are ignored, whatever is in them")
    func otherMeta() async throws {
        let ask = Ask.modern("tools/list").with {
            $0.meta["traceparent"] = "not a trace"
            $0.meta["tracestate"] = 12
            $0.meta["com.example/x"] = [.null]
        }
        #expect(try await Samples.server().answer(ask).status == 200)
    }

    @Test("A session id is ignored, and none is made")
    func noSessions() async throws {
        let answer = try await Samples.server().answer(Ask.modern("tools/list").with { $0.head.sessionID = ["x"] })
        #expect(answer.status == 200)
        #expect(answer.fields("Mcp-Session-Id").isEmpty)
    }
}
