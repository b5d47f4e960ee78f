import Testing

@testable import Gatehouse

@Suite("Request state that is refused", .timeLimit(.minutes(1)))
struct StateRefusalTests {
    private static let sentence =
        "400 -32602 params.requestState is not accepted for this request: send the request again without it"

    private let seen = SeenRequests()
    private let time = TestTime(0)

    private func server(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> Server {
        var options = ServerOptions()
        let time = time
        options.roundTrips.now = { 1_000 + time.now() / 1_000_000_000 }
        change(&options)
        let other = AskingTools.tool("other") { _ in "other" }
        let versions = ["1", "2"].map { version in
            AskingTools.tool("versioned", options: ToolOptions(version: version)) { context in
                _ = try await context.roots(key: "r")
                return version
            }
        }
        let prompt = Prompt(name: "greet", description: "", arguments: [PromptArgument(name: "a")]) { _, context in
            _ = try await context.elicit("Who?", AskingTools.name, key: "who")
            return []
        }
        let resource = Resource(template: "x://{id}", name: "greet") { _, context in
            _ = try await context.elicit("Who?", AskingTools.name, key: "who")
            return .text("read")
        }
        return try Samples.server(
            Components(tools: [AskingTools.greet, other] + versions, prompts: [prompt], resources: [resource]),
            options: options, observer: seen)
    }

    /// Expects that a request is refused with the one sentence, and why it says in the log.
    private func expectRefusal(
        _ answer: Answer, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.refusal == Self.sentence, sourceLocation: sourceLocation)
        #expect(answer.data == nil, sourceLocation: sourceLocation)
        #expect(
            seen.records.last?.reason == "the request state was refused: \(reason)", sourceLocation: sourceLocation)
        #expect(seen.records.last?.refusedBy == .validate, sourceLocation: sourceLocation)
    }

    private let answers: JSONValue = ["who": Replies.accept(["name": "Ada"])]

    @Test("State that another caller presents is refused")
    func otherCaller() async throws {
        let server = try server()
        let state = await AskingClient(server, tool: "greet").firstState()
        let mallory = AskingClient(server, .call("greet", as: "mallory"))
        expectRefusal(await mallory.send(state: state, answers: answers), "it belongs to another caller")
    }

    @Test("State that another application of the same user presents is refused")
    func otherApplication() throws {
        let one = Principal(subject: "alice", issuer: "i", clientID: "one", method: .jwt)
        let two = Principal(subject: "alice", issuer: "i", clientID: "two", method: .jwt)
        let bindings = [one, two].map {
            StateBinding(principal: $0, method: "m", component: "c", parameters: [:])
        }
        #expect(throws: StateFlaw("it belongs to another caller")) { try bindings[0].check(bindings[1]) }
    }

    @Test("State of one tool is refused by another")
    func otherTool() async throws {
        let server = try server()
        let state = await AskingClient(server, tool: "greet").firstState()
        let other = AskingClient(server, tool: "other")
        expectRefusal(await other.send(state: state, answers: answers), #"it belongs to tool "greet""#)
    }

    private static let otherArgumentsCases: [JSONObject] = [["a": 2], ["a": "1"], [:], ["a": 1, "b": .null]]

    @Test("State is refused with other arguments", arguments: otherArgumentsCases)
    func otherArguments(arguments: JSONObject) async throws {
        let server = try server()
        let state = await AskingClient(server, tool: "greet", ["a": 1]).firstState()
        let other = AskingClient(server, tool: "greet", arguments)
        expectRefusal(
            await other.send(state: state, answers: answers), "it belongs to a request with other parameters")
    }

    @Test("State of one method is refused by another, also where the names are the same")
    func otherMethod() async throws {
        let server = try server()
        let state = await AskingClient(server, tool: "greet").firstState()
        let prompt = AskingClient(server, .modern("prompts/get", ["name": "greet"]))
        expectRefusal(
            await prompt.send(state: state, answers: answers), "it belongs to a request of tools/call")
        let resource = AskingClient(server, .modern("resources/read", ["uri": "x://1"]))
        expectRefusal(
            await resource.send(state: state, answers: answers), "it belongs to a request of tools/call")
    }

    @Test("State of one resource is refused for another of the same template")
    func otherResource() async throws {
        let server = try server()
        let state = await AskingClient(server, .modern("resources/read", ["uri": "x://1"])).firstState()
        let other = AskingClient(server, .modern("resources/read", ["uri": "x://2"]))
        expectRefusal(
            await other.send(state: state, answers: answers), "it belongs to a request with other parameters")
    }

    @Test("State of one version of a tool is refused by another")
    func otherVersion() async throws {
        let server = try server()
        var client = AskingClient(server, tool: "versioned")
        let state = await client.firstState()
        client.ask.meta[ComponentMeta.version] = "1"
        expectRefusal(
            await client.send(state: state, answers: ["r": Replies.roots()]),
            #"it belongs to tool "versioned", version 2"#)
    }

    @Test("State that has expired is refused, and a second before it is not")
    func expired() async throws {
        let client = AskingClient(try server(), tool: "greet")
        let state = await client.firstState()
        time.advance(by: .seconds(599))
        #expect(await client.send(state: state, answers: answers).toolText == "Hello, Ada!")
        time.advance(by: .seconds(1))
        expectRefusal(await client.send(state: state, answers: answers), "it expired 0 s ago")
        time.advance(by: .seconds(60))
        expectRefusal(await client.send(state: state, answers: answers), "it expired 60 s ago")
    }

    @Test("State is refused with any bit changed")
    func everyBit() async throws {
        let client = AskingClient(try server(), tool: "greet")
        let state = await client.firstState()?.stringValue
        let bytes = try #require(state.flatMap { Base64URL.decode($0) })
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            let answer = await client.send(state: .string(Base64URL.encode(changed)), answers: answers)
            #expect(answer.refusal == Self.sentence)
        }
    }

    @Test("State of another server, or of this one before a restart, is refused")
    func otherServer() async throws {
        let state = await AskingClient(try server(), tool: "greet").firstState()
        let other = AskingClient(try server(), tool: "greet")
        expectRefusal(
            await other.send(state: state, answers: answers), "it is sealed with a key that the ring does not have")
    }

    @Test("Servers with one key go on with one another's requests; after a rotation too, until the key is removed")
    func sharedKeys() async throws {
        let (old, new) = (StateKey.random(), StateKey.random())
        let first = try server { $0.roundTrips.keys = StateKeyRing(old) }
        let second = try server { $0.roundTrips.keys = StateKeyRing(new, older: [old]) }
        let third = try server { $0.roundTrips.keys = StateKeyRing(new) }
        let state = await AskingClient(first, tool: "greet").firstState()
        #expect(
            await AskingClient(second, tool: "greet").send(state: state, answers: answers).toolText == "Hello, Ada!")
        expectRefusal(
            await AskingClient(third, tool: "greet").send(state: state, answers: answers),
            "it is sealed with a key that the ring does not have")
    }

    @Test("What was never state is refused", arguments: ["", "x", "AAAA", "eyJhIjoxfQ", "\u{0}", "é"])
    func malformed(text: String) async throws {
        let answer = await AskingClient(try server(), tool: "greet").send(state: .string(text), answers: answers)
        #expect(answer.refusal == Self.sentence)
        #expect(seen.records.last?.reason?.hasPrefix("the request state was refused: it is malformed: ") == true)
    }

    @Test("State that is longer than any can be is refused unread")
    func tooLong() async throws {
        let text = JSONValue.string(String(repeating: "A", count: 16_385))
        let answer = await AskingClient(try server(), tool: "greet").send(state: text, answers: answers)
        expectRefusal(answer, "it is malformed: it has more than 16384 characters")
    }

    @Test("Something sealed that is no state is refused")
    func sealedOtherwise() async throws {
        let key = StateKey.random()
        let server = try server { $0.roundTrips.keys = StateKeyRing(key) }
        let sealer = StateSealer(ring: try #require(StateKeyRing(key)))
        for content in ["", "[]", "{}", #"{"request":"x"}"#] {
            let answer = await AskingClient(server, tool: "greet")
                .send(state: .string(try sealer.seal(Array(content.utf8))), answers: answers)
            #expect(answer.refusal == Self.sentence)
            #expect(seen.records.last?.reason?.contains("what was sealed is n") == true)
        }
    }

    private static let wrongKindCases: [(String, JSONValue, String)] = [
        ("requestState", 1, "params.requestState must be a string, not an integer"),
        ("requestState", [:], "params.requestState must be a string, not an object"),
        ("inputResponses", [], "params.inputResponses must be an object, not an array"),
        ("inputResponses", "x", "params.inputResponses must be an object, not a string"),
        ("inputResponses", ["who": "yes"], "params.inputResponses: /who must be an object, not a string"),
    ]

    @Test("Parameters of the wrong kind are named", arguments: wrongKindCases)
    func wrongKind(name: String, value: JSONValue, message: String) async throws {
        var client = AskingClient(try server(), tool: "greet")
        var params = client.ask.params?.objectValue ?? [:]
        params[name] = value
        client.ask.params = .object(params)
        let answer = await client.send(state: params["requestState"], answers: params["inputResponses"])
        #expect(answer.refusal == "400 -32602 \(message)")
    }

    @Test("In revisions up to 2025-11-25 neither parameter means anything")
    func legacy() async throws {
        let server = try server()
        let session = await server.openSession()
        let ask = Ask.legacy(
            "tools/call", ["name": "other", "requestState": 1, "inputResponses": "x"], session: session)
        #expect(await server.answer(ask).toolText == "other")
    }
}
