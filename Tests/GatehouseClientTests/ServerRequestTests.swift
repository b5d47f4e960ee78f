import Gatehouse
import GatehouseClient
import Testing

@Suite("Answering the requests of servers of earlier revisions")
struct ServerRequestTests {
    /// A server that asks for something within a call, and gives what it was told as the result.
    private func asking(_ requests: [JSONObject], answers: Int? = nil) -> ScriptedServer {
        let (responses, given) = AsyncStream.makeStream(of: JSONObject.self)
        return ScriptedServer.legacy { exchange in
            guard exchange.method == Method.callTool else {
                given.yield(exchange.message)
                return Reply(status: 202)
            }
            for request in requests { await exchange.send(request) }
            var texts: [String] = []
            for await response in responses {
                texts.append(JSONValue.object(response).description)
                if texts.count == answers ?? requests.count { break }
            }
            return exchange.result(Samples.text(texts.sorted().joined(separator: "\n")))
        }
    }

    private func request(_ id: JSONValue, _ method: String, _ params: JSONObject = [:]) -> JSONObject {
        ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
    }

    private func told(_ request: JSONObject, handlers: ClientHandlers = Samples.handlers) async throws -> String? {
        let client = try await Client.of(asking([request]), era: .legacy()) { $0.handlers = handlers }
        return try await client.callTool("a").content.first?.text
    }

    @Test("A form is filled in by the handler that also answers within calls")
    func elicitation() async throws {
        let params = Samples.form["params"]?.objectValue ?? [:]
        #expect(
            try await told(request("s-1", Method.elicit, params))
                == #"{"jsonrpc":"2.0","id":"s-1","result":{"action":"accept","content":{"name":"Ada"}}}"#)
    }

    @Test("Sampling and roots are answered, and so is ping")
    func others() async throws {
        let params = Samples.sampling["params"]?.objectValue ?? [:]
        #expect(
            try await told(request(7, Method.createMessage, params)) == """
                {"jsonrpc":"2.0","id":7,"result":{"role":"assistant","content":{"type":"text","text":"Hello"},"model":"m"}}
                """)
        #expect(
            try await told(request(8, Method.listRoots))
                == #"{"jsonrpc":"2.0","id":8,"result":{"roots":[{"uri":"file:///work"}]}}"#)
        #expect(try await told(request(9, Method.ping)) == #"{"jsonrpc":"2.0","id":9,"result":{}}"#)
    }

    @Test("What no handler is there for is refused as a method that is not known")
    func unhandled() async throws {
        #expect(
            try await told(request(1, Method.listRoots), handlers: ClientHandlers()) == """
                {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"this client does not do roots/list"}}
                """)
        #expect(
            try await told(request(1, "shell/run")) == """
                {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"this client does not do shell/run"}}
                """)
    }

    @Test("Parameters that are wrong are refused with what is wrong")
    func malformed() async throws {
        #expect(
            try await told(request(1, Method.createMessage, ["messages": []])) == """
                {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"/params/maxTokens: expected a value, but it is \
                missing"}}
                """)
    }

    @Test("A handler's own error stays with the client")
    func failed() async throws {
        struct Secret: Error { let password = "hunter2" }
        let handlers = ClientHandlers(listRoots: { throw Secret() })
        #expect(
            try await told(request(1, Method.listRoots), handlers: handlers) == """
                {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"the client could not answer roots/list"}}
                """)
    }

    @Test("More requests than are answered at once are refused")
    func tooMany() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let handlers = ClientHandlers(listRoots: {
            for await _ in gate.stream {}
            return []
        })
        let server = asking((1...3).map { request(.integer($0), Method.listRoots) }, answers: 1)
        let client = try await Client.of(server, era: .legacy()) {
            $0.handlers = handlers
            $0.limits.maximumServerRequests = 2
        }
        let text = try await client.callTool("a").content.first?.text
        #expect(
            text == """
                {"jsonrpc":"2.0","id":3,"error":{"code":-32603,"message":"too many requests are being answered already"}}
                """)
        gate.continuation.finish()
    }

    @Test("A request that the server cancels is answered no more")
    func cancelled() async throws {
        let (cancellations, cancelled) = AsyncStream.makeStream(of: Bool.self)
        let handlers = ClientHandlers(listRoots: {
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.yield(true) }
            return []
        })
        let server = ScriptedServer.legacy { exchange in
            guard exchange.method == Method.callTool else { return Reply(status: 202) }
            await exchange.send(request(1, Method.listRoots))
            await exchange.notify(Method.cancelled, ["requestId": 1])
            for await _ in cancellations { break }
            return exchange.result(Samples.text("done"))
        }
        let client = try await Client.of(server, era: .legacy()) { $0.handlers = handlers }
        _ = try await client.callTool("a")
        await client.close()
        #expect(server.messages.allSatisfy { $0["result"] == nil })
    }

    @Test("Revision 2026-07-28 has no requests of servers, so none is answered")
    func modern() async throws {
        let server = ScriptedServer.modern { exchange in
            await exchange.send(request(1, Method.listRoots))
            return exchange.result(Samples.text("done"))
        }
        let client = try await Client.of(server) { $0.handlers = Samples.handlers }
        _ = try await client.callTool("a")
        #expect(server.messages.map { $0["method"] } == ["tools/call"])
    }

    @Test("A change of the roots is told where the revision has a word for it")
    func rootsDidChange() async throws {
        let legacy = ScriptedServer.legacy { _ in Reply(status: 202) }
        try await Client.of(legacy, era: .legacy()) { $0.handlers = Samples.handlers }.rootsDidChange()
        #expect(legacy.messages(of: Method.rootsListChanged).count == 1)
        #expect(legacy.params(of: Method.initialize)[0]["capabilities"]?["roots"] == ["listChanged": true])
        let modern = ScriptedServer.modern { _ in Reply(status: 202) }
        try await Client.of(modern).rootsDidChange()
        #expect(modern.messages.isEmpty)
    }
}
