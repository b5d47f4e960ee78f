import Gatehouse
import Logging
import Synchronization
import Testing

@Suite("Step 8, call")
struct CallTests {
    @Test("An error that is not meant for the caller stays in the log, under the reference that the caller gets")
    func secretError() async throws {
        let log = LogLines()
        let server = try Samples.server(logger: log.logger())
        let answer = await server.answer(.call("crash"))
        #expect(answer.status == 200)
        #expect(answer.isToolError)
        #expect(!answer.text.contains("hunter2"))
        let line = try #require(log.lines("a function threw an error that is not meant for the caller").first)
        let reference = try #require(line.metadata["request"])
        #expect(answer.toolText == "The tool failed. Reference: \(reference)")
        #expect(line.metadata["error"] == SecretError().description)
        #expect(line.metadata["name"] == "crash")
        #expect(line.level == .error)
        #expect(log.lines("request").first?.metadata["request"] == reference)
    }

    @Test("A prompt's and a resource's errors stay in the log as well, and are internal errors")
    func secretErrorsElsewhere() async throws {
        let log = LogLines()
        let prompt = Prompt(name: "crash", description: "") { _, _ in throw SecretError() }
        let resource = Resource(uri: "x://crash", name: "crash") { _, _ in throw SecretError() }
        let server = try Samples.server(Components(prompts: [prompt], resources: [resource]), logger: log.logger())
        let asks = [Ask.modern("prompts/get", ["name": "crash"]), .modern("resources/read", ["uri": "x://crash"])]
        for (index, ask) in asks.enumerated() {
            let answer = await server.answer(ask)
            let reference = try #require(log.lines("request").dropFirst(index).first?.metadata["request"])
            #expect(answer.refusal == "500 -32603 crash failed. Reference: \(reference)")
            #expect(!answer.text.contains("hunter2"))
        }
        let session = await server.openSession()
        let legacy = await server.answer(.legacy("prompts/get", ["name": "crash"], session: session))
        #expect(legacy.status == 200)
        #expect(legacy.code == -32603)
    }

    @Test("An error that is meant for the caller reaches it")
    func toolError() async throws {
        let answer = try await Samples.server().answer(.call("refuse"))
        #expect(answer.status == 200)
        #expect(
            answer.result?["content"] == [["type": "text", "text": "there is no such note; list the notes first"]])
        #expect(answer.isToolError)
        #expect(answer.result?["structuredContent"] == ["code": "no_note"])
    }

    @Test("An error that a prompt means for the caller reaches it, and not the log")
    func toolErrorOfPrompt() async throws {
        let log = LogLines()
        let prompt = Prompt(name: "p", description: "", arguments: [PromptArgument(name: "who")]) { arguments, _ in
            throw ToolError("nobody knows \(arguments["who"] ?? "")", details: ["who": 1])
        }
        let server = try Samples.server(Components(prompts: [prompt]), logger: log.logger())
        let answer = await server.answer(
            .modern("prompts/get", ["name": "p", "arguments": ["who": "Rumpelstiltskin"]]))
        #expect(answer.refusal == "500 -32603 nobody knows Rumpelstiltskin")
        #expect(answer.data == ["who": 1])
        #expect(!log.text.contains("Rumpelstiltskin"))
        #expect(log.lines("request").first?.metadata["reason"] == "p refused with an error of its own")
    }

    @Test("Structured content comes with the same as text")
    func structured() async throws {
        let answer = try await Samples.server().answer(.call("add", ["a": 2, "b": 3]))
        #expect(answer.result?["structuredContent"] == ["sum": 5])
        #expect(answer.result?["content"] == [["type": "text", "text": #"{"sum":5}"#]])
        #expect(answer.result?["isError"] == nil)
    }

    @Test(
        "A result that does not follow the tool's output schema is kept back, and the log says why",
        arguments: [
            (#"{"sum":"five"}"#, "/sum: must be an integer, was a string"),
            (#"{"sum":"#, "it is not JSON: the text ends at byte 7, inside a value"),
            (nil, "it has no structured content"),
        ])
    func outputSchema(_ structured: String?, _ problem: String) async throws {
        let log = LogLines()
        let tool = Tool(name: "wrong", description: "", input: NoInput.self) { _, _ in
            Loose(value: ToolOutcome(structured: structured.map { Array($0.utf8) }))
        }
        let answer = try await Samples.server(tools: [tool], logger: log.logger()).answer(.call("wrong"))
        let line = try #require(log.lines("a tool's result does not follow its output schema").first)
        #expect(line.metadata["tool"] == "wrong")
        #expect(line.metadata["problem"] == problem)
        #expect(
            answer.toolText
                == "The tool gave a result that it should not give. Reference: \(line.metadata["request"] ?? "")")
        #expect(answer.isToolError)
        #expect(answer.result?["structuredContent"] == nil)
    }

    /// An outcome that claims to be a sum.
    private struct Loose: ToolOutput {
        let value: ToolOutcome
        static let outputSchema: JSONValue? = Sum.schema
        func outcome() -> ToolOutcome { value }
    }

    @Test(
        "The data of an error that a tool with an output schema reports stands where clients do not check it",
        arguments: [ProtocolRevision.v2025_11_25, .v2026_07_28])
    func ownErrorWithOutputSchema(_ revision: ProtocolRevision) async throws {
        let tool = Tool(name: "wrong", description: "", input: NoInput.self) { _, _ in
            var outcome = ToolOutcome.text("no", isError: true)
            outcome.structured = Array(#"{"why":"no"}"#.utf8)
            return Loose(value: outcome)
        }
        let thrower = Tool(name: "thrower", description: "", input: NoInput.self) { _, _ -> Sum in
            throw ToolError("no", details: ["why": "no"])
        }
        let server = try Samples.server(tools: [tool, thrower])
        let session = revision.isModern ? nil : await server.openSession(revision.text)
        for name in ["wrong", "thrower"] {
            let legacy = Ask.legacy("tools/call", ["name": .string(name)], session: session)
            let answer = await server.answer(revision.isModern ? .call(name) : legacy)
            #expect(answer.result?["content"] == [["type": "text", "text": "no"]])
            #expect(answer.isToolError)
            #expect((answer.result?["structuredContent"] == ["why": "no"]) == revision.isModern)
            #expect((answer.result?["_meta"]?["gatehouse/error"] == ["why": "no"]) == !revision.isModern)
        }
    }

    @Test("Structured content that is no JSON never reaches a reply, also without an output schema")
    func brokenStructuredContent() async throws {
        let log = LogLines()
        let tool = Tool(name: "broken", description: "", input: NoInput.self) { _, _ in
            ToolOutcome(structured: Array(#"{"a":1}}{"#.utf8))
        }
        let answer = try await Samples.server(tools: [tool], logger: log.logger()).answer(.call("broken"))
        #expect(answer.json != nil)
        #expect(answer.isToolError)
        #expect(!log.lines("a tool's result does not follow its output schema").isEmpty)
    }

    @Test("Structured content that stands on several lines is sent on one")
    func newlines() async throws {
        let tool = Tool(name: "pretty", description: "", input: NoInput.self) { _, _ in
            ToolOutcome(structured: Array("{\r\n  \"a\": \"x\\n\"\n}\n".utf8))
        }
        let answer = try await Samples.server(tools: [tool]).answer(.call("pretty"))
        #expect(answer.result?["structuredContent"] == ["a": "x\n"])
        #expect(answer.reply.body?.contains(0x0A) == false)
        #expect(answer.reply.body?.contains(0x0D) == false)
    }

    @Test("A function knows its caller, its request and its client, and logs under them")
    func context() async throws {
        let log = LogLines()
        let seen = Mutex<[String]>([])
        let tool = Tool(name: "look", description: "", input: NoInput.self) { _, context in
            context.logger.info("looking", metadata: ["x": "y"])
            seen.withLock {
                $0 = [
                    context.principal.identity, context.requestID,
                    String(decoding: context.client.jsonBytes, as: UTF8.self),
                    context.deadline == nil ? "none" : "some",
                ]
            }
            return (context.remainingTime ?? .zero) > .zero ? "time" : "no time"
        }
        let server = try Samples.server(tools: [tool], logger: log.logger())
        let ask = Ask.call("look").with { $0.meta[MetaKey.clientCapabilities] = ["roots": [:]] }
        #expect(await server.answer(ask).toolText == "time")
        let line = try #require(log.lines("looking").first)
        #expect(line.metadata["caller"] == "alice")
        #expect(line.metadata["x"] == "y")
        let values = seen.withLock { $0 }
        #expect(values == ["https://issuer.example alice", line.metadata["request"] ?? "", #"{"roots":{}}"#, "some"])
    }

    @Test("In a session a function knows what the client declared when it opened it")
    func capabilitiesOfSession() async throws {
        let tool = Tool(name: "look", description: "", input: NoInput.self) { _, context in
            String(decoding: context.client.jsonBytes, as: UTF8.self)
        }
        let server = try Samples.server(tools: [tool])
        let hello = Ask.initialize("2025-06-18").with {
            var params = $0.params?.objectValue ?? [:]
            params["capabilities"] = ["sampling": [:]]
            $0.params = .object(params)
        }
        let session = await server.answer(hello).fields("Mcp-Session-Id").first
        let answer = await server.answer(.legacy("tools/call", ["name": "look"], session: session))
        #expect(answer.toolText == #"{"sampling":{}}"#)
    }

    @Test("An inline function runs, also where it suspends", arguments: [false, true])
    func inline(_ suspends: Bool) async throws {
        let options = ToolOptions(execution: .inline)
        let tool = Tool(name: "here", description: "", options: options, input: NoInput.self) { _, _ in
            if suspends { await Task.yield() }
            return "here"
        }
        #expect(try await Samples.server(tools: [tool]).answer(.call("here")).toolText == "here")
    }
}
