import Gatehouse
import Testing

@testable import GatehouseClient

@Suite("Answering what a server asks for within a call")
struct RoundTests {
    private static func required(_ requests: JSONObject?, state: JSONValue? = nil) -> JSONObject {
        var result: JSONObject = ["resultType": "input_required"]
        if let requests { result["inputRequests"] = .object(requests) }
        result["requestState"] = state
        return result
    }

    @Test("Everything that is asked for is answered, and the state is echoed as it came")
    func answered() async throws {
        let server = ScriptedServer.modern { exchange in
            guard exchange.params["inputResponses"] == nil else { return exchange.result(Samples.text("done")) }
            return exchange.result(
                Self.required(
                    ["who": Samples.form, "what": Samples.sampling, "where": ["method": "roots/list"]],
                    state: "opaque é=\" state"))
        }
        let client = try await Client.of(server) { $0.handlers = Samples.handlers }
        let result = try await client.callTool("greet", arguments: ["loud": true])
        #expect(result.content.first?.text == "done")
        let calls = server.messages(of: Method.callTool)
        #expect(calls.map { $0["id"] } == [1, 2])
        #expect(
            server.params(of: Method.callTool)[1] == [
                "name": "greet", "arguments": ["loud": true], "requestState": "opaque é=\" state",
                "inputResponses": [
                    "who": ["action": "accept", "content": ["name": "Ada"]],
                    "what": ["role": "assistant", "content": ["type": "text", "text": "Hello"], "model": "m"],
                    "where": ["roots": [["uri": "file:///work"]]],
                ],
            ])
    }

    @Test("Each round has the answers of its own, and a state only where the server gave one")
    func rounds() async throws {
        let server = ScriptedServer.modern { exchange in
            switch exchange.id {
            case 1: exchange.result(Self.required(["a": Samples.form], state: "one"))
            case 2: exchange.result(Self.required(["b": Samples.form]))
            default: exchange.result(Samples.text("done"))
            }
        }
        let client = try await Client.of(server) { $0.handlers = Samples.handlers }
        _ = try await client.callTool("greet")
        let params = server.params(of: Method.callTool)
        #expect(params[1]["requestState"] == "one")
        #expect(params[1]["inputResponses"]?["a"] != nil)
        #expect(params[2]["requestState"] == nil)
        #expect(params[2]["inputResponses"]?["a"] == nil)
        #expect(params[2]["inputResponses"]?["b"] != nil)
    }

    @Test("A state alone is sent back, after a pause that grows")
    func stateOnly() async throws {
        let clock = ManualClock()
        let server = ScriptedServer.modern { exchange in
            exchange.id == 3 ? exchange.result(Samples.text("done")) : exchange.result(Self.required(nil, state: "s"))
        }
        let client = try await Client.of(server) {
            $0.timeout = nil
            $0.clock = clock.clock
        }
        _ = try await client.callTool("greet")
        #expect(clock.sleeps == [.milliseconds(100), .milliseconds(200)])
        #expect(server.params(of: Method.callTool)[1] == ["name": "greet", "arguments": [:], "requestState": "s"])
    }

    @Test("Prompts and resources ask in the same way")
    func otherMethods() async throws {
        let server = ScriptedServer.modern { exchange in
            if exchange.params["inputResponses"] == nil {
                return exchange.result(Self.required(["a": Samples.form]))
            }
            return exchange.result(
                exchange.method == Method.getPrompt
                    ? ["resultType": "complete", "messages": []]
                    : ["resultType": "complete", "contents": [], "ttlMs": 60_000, "cacheScope": "public"])
        }
        let client = try await Client.of(server) { $0.handlers = Samples.handlers }
        #expect(try await client.getPrompt("p").messages.isEmpty)
        #expect(try await client.readResource("file:///a").contents.isEmpty)
        // What came of answers is not kept, whatever it says (server/utilities/caching, "Cache Key").
        _ = try await client.readResource("file:///a")
        #expect(server.messages(of: Method.readResource).count == 4)
    }

    @Test(
        "What the result says wrongly is refused",
        arguments: [
            (
                ["resultType": "input_required"],
                "the server's answer is not one of MCP: a result that requires input has neither inputRequests nor requestState"
            ),
            (
                ["resultType": "input_required", "inputRequests": []],
                "the server's answer is not one of MCP: inputRequests is an array, where an object is expected"
            ),
            (
                ["resultType": "elsewhere"],
                "the server's answer is not one of MCP: the result of tools/call has resultType \"elsewhere\""
            ),
            (
                ["resultType": "input_required", "inputRequests": ["a": ["method": "shell/run"]]],
                """
                the server's answer is not one of MCP: what the server asks for, /method: expected one of \
                "sampling/createMessage", "elicitation/create", "roots/list", but found a string
                """
            ),
        ] as [(JSONObject, String)])
    func malformed(result: JSONObject, expected: String) async throws {
        let server = ScriptedServer.modern { $0.result(result) }
        let client = try await Client.of(server) { $0.handlers = Samples.handlers }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.kind == .unreadable)
        #expect(failure?.description == expected)
    }

    @Test("A method whose results never ask for anything may not")
    func wrongMethod() async throws {
        let server = ScriptedServer.modern { $0.result(Self.required(["a": Samples.form])) }
        let client = try await Client.of(server) { $0.handlers = Samples.handlers }
        let failure = await #expect(throws: ClientError.self) { try await client.listTools() }
        #expect(failure?.kind == .unreadable)
    }

    @Test("A server that goes on asking is given up")
    func endless() async throws {
        let server = ScriptedServer.modern { $0.result(Self.required(["a": Samples.form])) }
        let client = try await Client.of(server) {
            $0.handlers = Samples.handlers
            $0.limits.maximumRounds = 3
        }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.description == "the server went on asking after 3 rounds of tools/call")
        #expect(server.messages(of: Method.callTool).count == 3)
    }

    @Test("A server that asks for too much at once is given up")
    func tooMuch() async throws {
        let server = ScriptedServer.modern { exchange in
            var requests = JSONObject()
            for number in 0..<4 { requests["r\(number)"] = Samples.form }
            return exchange.result(Self.required(requests))
        }
        let client = try await Client.of(server) {
            $0.handlers = Samples.handlers
            $0.limits.maximumInputRequests = 3
        }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(
            failure?.description == "the server asks for 4 things at once, more than the 3 that are allowed")
    }

    @Test("What no handler is there for fails the call")
    func unhandled() async throws {
        let server = ScriptedServer.modern { $0.result(Self.required(["a": Samples.sampling])) }
        let client = try await Client.of(server)
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.kind == .unhandledRequest)
        #expect(failure?.description == "the server asks for sampling/createMessage, which this client does not do")
    }

    private struct Weary: Error {}

    @Test("A handler that throws fails the call with its error")
    func failed() async throws {
        let server = ScriptedServer.modern { $0.result(Self.required(["a": Samples.form])) }
        let client = try await Client.of(server) {
            $0.handlers = ClientHandlers(elicitForm: { _ in throw Weary() })
        }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.kind == .handlerFailed)
        #expect(failure?.cause is Weary)
    }

    private static let declared: [(handlers: ClientHandlers, capabilities: JSONValue)] = [
        (ClientHandlers(), [:]),
        (ClientHandlers(elicitForm: { _ in ElicitResult(action: .cancel) }), ["elicitation": ["form": [:]]]),
        (ClientHandlers(elicitURL: { _ in ElicitResult(action: .cancel) }), ["elicitation": ["url": [:]]]),
        (Samples.handlers, ["sampling": [:], "elicitation": ["form": [:], "url": [:]], "roots": [:]]),
        (ClientHandlers(sample: .init([.tools]) { _ in throw CancellationError() }), ["sampling": ["tools": [:]]]),
    ]

    @Test("What is declared follows from the handlers that there are", arguments: declared)
    func capabilities(handlers: ClientHandlers, expected: JSONValue) async throws {
        let server = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        let client = try await Client.of(server) {
            $0.handlers = handlers
            $0.tasks = .none
        }
        _ = try await client.callTool("a")
        let meta = server.messages[0]["params"]?["_meta"]
        #expect(meta?["io.modelcontextprotocol/clientCapabilities"] == expected)
    }
}
