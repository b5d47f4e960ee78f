import Gatehouse
import Testing

/// A change that makes a request of 2026-07-28 wrong, and what its sender is told.
struct BadRequest: Sendable, CustomTestStringConvertible {
    let name: String
    let refusal: String
    var ask = Ask.call("echo", ["text": "hello"])
    let change: @Sendable (inout Ask) -> Void

    var testDescription: String { name }

    static let meta: [BadRequest] = [
        BadRequest(name: "no params", refusal: "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)") {
            $0.params = nil
        },
        BadRequest(name: "no _meta", refusal: "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)") {
            $0.params = ["name": "echo"]
        },
        BadRequest(
            name: "_meta of another kind",
            refusal: "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)"
        ) {
            $0.params = ["_meta": []]
        },
        BadRequest(name: "no version", refusal: "400 -32602 params._meta lacks \(MetaKey.protocolVersion)") {
            $0.meta[MetaKey.protocolVersion] = nil
        },
        BadRequest(name: "no capabilities", refusal: "400 -32602 params._meta lacks \(MetaKey.clientCapabilities)") {
            $0.meta[MetaKey.clientCapabilities] = nil
        },
        BadRequest(
            name: "an empty _meta",
            refusal: "400 -32602 params._meta lacks \(MetaKey.protocolVersion) and \(MetaKey.clientCapabilities)"
        ) {
            $0.meta = [:]
        },
        BadRequest(
            name: "a version that is a number",
            refusal: "400 -32602 params._meta: \(MetaKey.protocolVersion) must be a string"
        ) {
            $0.meta[MetaKey.protocolVersion] = 20_260_728
        },
        BadRequest(
            name: "capabilities that are null",
            refusal: "400 -32602 params._meta: \(MetaKey.clientCapabilities) must be an object"
        ) {
            $0.meta[MetaKey.clientCapabilities] = .null
        },
        BadRequest(
            name: "a log level that is none",
            refusal: "400 -32602 params._meta: \(MetaKey.logLevel) is not a log level"
        ) {
            $0.meta[MetaKey.logLevel] = "loud"
        },
        BadRequest(
            name: "a log level that is a number",
            refusal: "400 -32602 params._meta: \(MetaKey.logLevel) is not a log level"
        ) {
            $0.meta[MetaKey.logLevel] = 3
        },
        BadRequest(
            name: "a client without a version",
            refusal: "400 -32602 params._meta: \(MetaKey.clientInfo) must have a name and a version"
        ) {
            $0.meta[MetaKey.clientInfo] = ["name": "test"]
        },
        BadRequest(
            name: "a client that is a string",
            refusal: "400 -32602 params._meta: \(MetaKey.clientInfo) must have a name and a version"
        ) {
            $0.meta[MetaKey.clientInfo] = "test"
        },
        BadRequest(
            name: "a progress token that is a fraction",
            refusal: "400 -32602 progressToken must be a string or an integer, not a number"
        ) {
            $0.meta[MetaKey.progressToken] = .init(1.5)
        },
        BadRequest(
            name: "a progress token that is null",
            refusal: "400 -32602 progressToken must be a string or an integer, not null"
        ) {
            $0.meta[MetaKey.progressToken] = .null
        },
    ]

    static let fields: [BadRequest] = [
        BadRequest(name: "no version", refusal: "400 -32020 Header mismatch: MCP-Protocol-Version is missing") {
            $0.head.protocolVersion = []
        },
        BadRequest(
            name: "the version twice", refusal: "400 -32020 Header mismatch: MCP-Protocol-Version appears more than once"
        ) {
            $0.head.protocolVersion = ["2026-07-28", "2026-07-28"]
        },
        BadRequest(
            name: "another version",
            refusal: "400 -32020 Header mismatch: MCP-Protocol-Version differs from the version in params._meta"
        ) {
            $0.head.protocolVersion = ["2025-11-25"]
        },
        BadRequest(
            name: "a version with a space",
            refusal: "400 -32020 Header mismatch: MCP-Protocol-Version differs from the version in params._meta"
        ) {
            $0.head.protocolVersion = ["2026-07-28 "]
        },
        BadRequest(name: "no method", refusal: "400 -32020 Header mismatch: Mcp-Method is missing") {
            $0.head.mcpMethod = []
        },
        BadRequest(name: "the method twice", refusal: "400 -32020 Header mismatch: Mcp-Method appears more than once") {
            $0.head.mcpMethod = ["tools/call", "tools/call"]
        },
        BadRequest(
            name: "another method", refusal: "400 -32020 Header mismatch: Mcp-Method differs from the body's method"
        ) {
            $0.head.mcpMethod = ["tools/list"]
        },
        BadRequest(
            name: "the method in capitals",
            refusal: "400 -32020 Header mismatch: Mcp-Method differs from the body's method"
        ) {
            $0.head.mcpMethod = ["Tools/Call"]
        },
        BadRequest(name: "no name", refusal: "400 -32020 Header mismatch: Mcp-Name is missing") {
            $0.head.mcpName = []
        },
        BadRequest(name: "the name twice", refusal: "400 -32020 Header mismatch: Mcp-Name appears more than once") {
            $0.head.mcpName = ["echo", "echo"]
        },
        BadRequest(name: "another name", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.name") {
            $0.head.mcpName = ["add"]
        },
        BadRequest(
            name: "the name of a prompt", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.name",
            ask: .modern("prompts/get", ["name": "greet"])
        ) {
            $0.head.mcpName = ["other"]
        },
        BadRequest(
            name: "the URI of a resource", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.uri",
            ask: .modern("resources/read", ["uri": "notes://motto"])
        ) {
            $0.head.mcpName = ["notes://note/1"]
        },
        BadRequest(
            name: "a name with characters of no field",
            refusal: "400 -32020 Header mismatch: Mcp-Name has characters that a header field may not have, or invalid Base64"
        ) {
            $0.head.mcpName = ["ech\u{F6}"]
        },
        BadRequest(
            name: "a name with broken Base64",
            refusal: "400 -32020 Header mismatch: Mcp-Name has characters that a header field may not have, or invalid Base64"
        ) {
            $0.head.mcpName = ["=?base64?ZWNobw?="]
        },
        BadRequest(
            name: "a marker in capitals", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.name"
        ) {
            $0.head.mcpName = ["=?BASE64?ZWNobw==?="]
        },
    ]
}

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

    @Test("A revision that the server does not speak is refused, with those that it does", arguments: ["1900-01-01", "2026-07-29", "draft", ""])
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
            #expect(await server.answer(Ask.modern("tools/list").with { $0.meta[MetaKey.logLevel] = .string(level) }).status == 200)
        }
        for token in [JSONValue.string("t"), 0, -1] {
            #expect(await server.answer(Ask.modern("tools/list").with { $0.meta[MetaKey.progressToken] = token }).status == 200)
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
