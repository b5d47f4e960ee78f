import Synchronization
import Testing

@testable import Gatehouse

@Suite("Requests of several rounds", .timeLimit(.minutes(1)))
struct RoundTripTests {
    private func server(_ tools: Tool..., change: (inout ServerOptions) -> Void = { _ in }) throws -> Server {
        var options = ServerOptions()
        change(&options)
        return try Samples.server(tools: tools, options: options)
    }

    // MARK: What is refused, and what comes to nothing

    @Test("An answer of the wrong kind is refused with its key")
    func wrongKind() async throws {
        let client = AskingClient(try server(AskingTools.greet), tool: "greet")
        let state = await client.firstState()
        let answer = await client.send(state: state, answers: ["who": Replies.sampled("Ada")])
        #expect(
            answer.refusal
                == #"400 -32602 params.inputResponses: the answer to "who" is not one to an elicitation: "#
                + "/action: expected a value, but it is missing")
    }

    private static let misfitCases: [(JSONObject, String)] = [
        ([:], "/name: is required"), (["name": 1], "/name: must be a string, was 1"),
        (["name": ""], #"/name: must have at least 1 character, had 0"#),
    ]

    @Test("What does not fit the form is refused with everything that is wrong", arguments: misfitCases)
    func misfit(content: JSONObject, problem: String) async throws {
        let client = AskingClient(try server(AskingTools.greet), tool: "greet")
        let state = await client.firstState()
        let answer = await client.send(state: state, answers: ["who": Replies.accept(content)])
        #expect(
            answer.refusal
                == #"400 -32602 params.inputResponses: the answer to "who" does not fit the form: "# + problem)
        // The client may try again with the same state.
        let again = await client.send(state: state, answers: ["who": Replies.accept(["name": "Ada"])])
        #expect(again.toolText == "Hello, Ada!")
    }

    @Test("A form that is accepted without what it demands is refused")
    func acceptedWithoutContent() async throws {
        let client = AskingClient(try server(AskingTools.greet), tool: "greet")
        let answer = await client.send(state: await client.firstState(), answers: ["who": Replies.accept])
        #expect(answer.message?.hasSuffix("does not fit the form: /name: is required") == true)
    }

    @Test("A function that asks in too many rounds fails, and says so")
    func tooManyRounds() async throws {
        let endless = AskingTools.tool { context in
            for number in 0... { _ = try await context.elicit("Number \(number)?", AskingTools.name) }
            return ""
        }
        let client = AskingClient(try server(endless) { $0.roundTrips.maximumRounds = 3 }, tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.decline }
        #expect(asked.count == 3)
        #expect(
            last.refusal
                == "500 -32603 ask asked its client in more than 3 rounds; a question must be the same in each")
    }

    @Test("A function whose question differs from run to run never gets an answer to another one")
    func unstableQuestions() async throws {
        let runs = Mutex(0)
        let unstable = AskingTools.tool { context in
            let run = runs.withLock { count -> Int in
                count += 1
                return count
            }
            return try await context.elicit("Delete file \(run)?", AskingTools.name, key: "sure").action.rawValue
        }
        let client = AskingClient(try server(unstable) { $0.roundTrips.maximumRounds = 4 }, tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.accept(["name": "yes"]) }
        #expect(asked.count == 4)
        #expect(last.code == -32603)
    }

    @Test("Answers and effects that do not fit the state fail, and say so")
    func tooMuchState() async throws {
        let greedy = AskingTools.tool { context in
            _ = try await context.once("big") { String(repeating: "x", count: 2_000) }
            return try await context.elicit("Who?", AskingTools.name).action.rawValue
        }
        let client = AskingClient(try server(greedy) { $0.roundTrips.maximumStateBytes = 2_048 }, tool: "ask")
        #expect(
            await client.send().refusal
                == "500 -32603 ask has answers and effects that do not fit the 2048 bytes of a request's state")
    }

    @Test("What a function asks after its deadline is not sent")
    func timedOut() async throws {
        let gate = Gate()
        let slow = AskingTools.tool { context in
            _ = try? await context.elicit("Who?", AskingTools.name)
            await gate.wait()
            return ""
        }
        let server = try server(slow) { $0.calls.timeout = .milliseconds(30) }
        let answer = await AskingClient(server, tool: "ask").send()
        #expect(answer.isToolError)
        #expect(answer.toolText?.hasPrefix("The tool did not finish within 0.03 seconds") == true)
        gate.open()
    }

    @Test("Two different questions under one key are the function's mistake")
    func sameKey() async throws {
        let mistaken = AskingTools.tool { context in
            _ = try? await context.elicit("A?", AskingTools.name, key: "k")
            do {
                _ = try await context.elicit("B?", AskingTools.name, key: "k")
                return "asked"
            } catch let error as InvalidQuestion {
                throw ToolError(error.description)
            }
        }
        // The first question is open, so the client is asked; its answer then brings the mistake to light.
        let client = AskingClient(try server(mistaken), tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.decline }
        #expect(asked.count == 1)
        #expect(last.toolText == #"two different questions of one call have the key "k""#)
    }

    // MARK: How it goes

    @Test("The first round ends with what is asked, under its key, and a state; it has no cache hints")
    func firstRound() async throws {
        let answer = await AskingClient(try server(AskingTools.greet), tool: "greet").send()
        #expect(answer.status == 200)
        #expect(answer.result?["resultType"] == "input_required")
        #expect(
            answer.inputRequests == [
                "who": [
                    "method": "elicitation/create",
                    "params": [
                        "mode": "form", "message": "Who are you?",
                        "requestedSchema": [
                            "type": "object",
                            "properties": ["name": ["type": "string", "minLength": 1, "maxLength": 20]],
                            "required": ["name"],
                        ],
                    ],
                ]
            ])
        #expect(answer.state?.stringValue?.isEmpty == false)
        let names = answer.result?.objectValue.map { Set($0.names) }
        #expect(names == ["resultType", "inputRequests", "requestState", "_meta"])
        let result = try InputRequiredResult(json: try #require(answer.result))
        #expect(result.inputRequests?.count == 1)
    }

    private static let actionsCases: [(JSONValue, String)] = [
        (Replies.accept(["name": "Ada"]), "Hello, Ada!"), (Replies.decline, "Hello, nobody!"),
        (Replies.cancel, "Hello, nobody!"),
        (["action": "decline", "content": ["name": "Ada"]], "Hello, nobody!"),
        (["action": "accept", "content": ["name": "Ada", "more": 1], "_meta": ["x": 1]], "Hello, Ada!"),
    ]

    @Test("The function finds what the user did", arguments: actionsCases)
    func actions(reply: JSONValue, text: String) async throws {
        let client = AskingClient(try server(AskingTools.greet), tool: "greet")
        let (last, asked) = await client.converse { _, _ in reply }
        #expect(last.toolText == text)
        #expect(last.result?["resultType"] == "complete")
        #expect(asked.count == 1)
    }

    @Test("A missing answer is asked for again, and entries that nobody asked for are ignored")
    func missingAnswer() async throws {
        let client = AskingClient(try server(AskingTools.greet), tool: "greet")
        let state = await client.firstState()
        for answers in [nil, [:], ["other": Replies.decline]] as [JSONValue?] {
            #expect(await client.send(state: state, answers: answers).inputRequests?.contains("who") == true)
        }
        let answer = await client.send(
            state: state, answers: ["who": Replies.accept(["name": "Ada"]), "other": ["what": "ever"]])
        #expect(answer.toolText == "Hello, Ada!")
    }

    @Test("Answers without a state are taken")
    func withoutState() async throws {
        let client = AskingClient(try server(AskingTools.greet), tool: "greet")
        let answer = await client.send(answers: ["who": Replies.accept(["name": "Ada"])])
        #expect(answer.toolText == "Hello, Ada!")
    }

    @Test("Earlier answers travel in the state: each round asks for what is new alone")
    func severalRounds() async throws {
        let tool = AskingTools.tool { context in
            let name = try await context.elicit("Name?", AskingTools.name).content?["name"]?.stringValue ?? "-"
            let poem = try await context.sample(AskingTools.sampling("A poem for \(name)"))
            let roots = try await context.roots()
            guard case .one(.text(let text)) = poem.content else { return "no text" }
            return "\(name): \(text.text) at \(roots.map(\.uri).joined())"
        }
        let client = AskingClient(try server(tool), tool: "ask")
        let (last, asked) = await client.converse { key, _ in
            switch key {
            case "elicitation-1": Replies.accept(["name": "Ada"])
            case "sampling-1": Replies.sampled("roses")
            default: Replies.roots("file:///a")
            }
        }
        #expect(asked.map { Array($0.names) } == [["elicitation-1"], ["sampling-1"], ["roots-1"]])
        #expect(last.toolText == "Ada: roses at file:///a")
    }

    @Test("What is asked at once is answered in one round")
    func atOnce() async throws {
        let tool = AskingTools.tool { context in
            let answers = try await context.ask([
                .form("Name?", AskingTools.name, key: "name"), .roots(key: "where"),
                .sampling(AskingTools.sampling("Hi"), key: "what"),
            ])
            let name = try answers.elicitation("name").content?["name"]?.stringValue ?? "-"
            return "\(name) \(try answers.roots("where").count) \(try answers.sampling("what").model)"
        }
        let client = AskingClient(try server(tool), tool: "ask")
        let (last, asked) = await client.converse { key, _ in
            switch key {
            case "name": Replies.accept(["name": "Ada"])
            case "where": Replies.roots("file:///a", "file:///b")
            default: Replies.sampled("x")
            }
        }
        #expect(asked.map { Set($0.names) } == [["name", "where", "what"]])
        #expect(last.toolText == "Ada 2 m")
    }

    @Test("What tasks ask at the same time is collected, in whatever order they ask", arguments: 0..<20)
    func concurrent(run: Int) async throws {
        let tool = AskingTools.tool { context in
            async let first = context.elicit("First?", AskingTools.name)
            async let second = context.elicit("Second?", AskingTools.name)
            async let third = context.sample(AskingTools.sampling("Third"))
            let (one, two, three) = try await (first, second, third)
            return "\(one.content?["name"] ?? .null) \(two.content?["name"] ?? .null) \(three.model)"
        }
        let client = AskingClient(try server(tool), tool: "ask")
        let (last, asked) = await client.converse { _, request in
            switch request["params"]?["message"] {
            case "First?": Replies.accept(["name": "1"])
            case "Second?": Replies.accept(["name": "2"])
            default: Replies.sampled("3")
            }
        }
        #expect(asked.count == 1)
        #expect(last.toolText == #""1" "2" m"#)
    }

    @Test("A question asked twice under one key is answered once, and equal questions without keys are two")
    func repeated() async throws {
        let tool = AskingTools.tool { context in
            let named = [
                try await context.elicit("Same?", AskingTools.name, key: "k").action.rawValue,
                try await context.elicit("Same?", AskingTools.name, key: "k").action.rawValue,
            ]
            let unnamed = [
                try await context.elicit("Same?", AskingTools.name).action.rawValue,
                try await context.elicit("Same?", AskingTools.name).action.rawValue,
            ]
            return (named + unnamed).joined(separator: " ")
        }
        let client = AskingClient(try server(tool), tool: "ask")
        let (last, asked) = await client.converse { key, _ in
            key == "elicitation-2" ? Replies.cancel : Replies.decline
        }
        #expect(asked.map { Array($0.names) } == [["k"], ["elicitation-1"], ["elicitation-2"]])
        #expect(last.toolText == "decline decline decline cancel")
    }

    @Test("A function that catches what stops it does not end the request")
    func caught() async throws {
        let tool = AskingTools.tool { context in
            let result = try? await context.elicit("Name?", AskingTools.name, key: "n")
            return result?.content?["name"]?.stringValue ?? "went on"
        }
        let client = AskingClient(try server(tool), tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.accept(["name": "Ada"]) }
        #expect(asked.count == 1)
        #expect(last.toolText == "Ada")
    }

    @Test("Prompts and resources ask as tools do; a resource that was read with answers is not cached")
    func otherComponents() async throws {
        let prompt = Prompt(name: "p", description: "") { _, context in
            let result = try await context.elicit("Name?", AskingTools.name, key: "n")
            return [PromptMessage(role: .user, content: .text(result.action.rawValue))]
        }
        let resource = Resource(uri: "x://r", name: "r", options: .init(timeToLive: .seconds(60))) { _, context in
            .text(try await context.elicit("Name?", AskingTools.name, key: "n").action.rawValue)
        }
        let still = Resource(uri: "x://s", name: "s", options: .init(timeToLive: .seconds(60))) { _, _ in .text("s") }
        let server = try Samples.server(Components(prompts: [prompt], resources: [resource, still]))
        let prompted = await AskingClient(server, .modern("prompts/get", ["name": "p"])).converse { _, _ in
            Replies.decline
        }
        #expect(prompted.last.result?["messages"]?[0]?["content"]?["text"] == "decline")
        let client = AskingClient(server, .modern("resources/read", ["uri": "x://r"]))
        let first = await client.send()
        #expect(first.result?["ttlMs"] == nil)
        #expect(first.result?["cacheScope"] == nil)
        let read = await client.converse { _, _ in Replies.decline }.last
        #expect(read.result?["contents"]?[0]?["text"] == "decline")
        #expect(read.result?["ttlMs"] == 0)
        #expect(read.result?["cacheScope"] == "private")
        let unasked = AskingClient(server, .modern("resources/read", ["uri": "x://s"]))
        #expect(await unasked.send().result?["ttlMs"] == 60_000)
        #expect(await unasked.send(answers: [:]).result?["ttlMs"] == 0)
    }

    @Test("What only earlier revisions have is not sent, and makes no question another one")
    func legacyMembers() async throws {
        let tool = AskingTools.tool { context in
            let page = Question.page(
                "Pay", url: "https://pay.example.com/", id: "\(UInt64.random(in: 0 ... .max))", key: "p")
            return try await context.ask([page]).elicitation("p").action.rawValue
        }
        let client = AskingClient(try server(tool), tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.accept }
        #expect(last.toolText == "accept")
        #expect(
            asked == [
                [
                    "p": [
                        "method": "elicitation/create",
                        "params": ["mode": "url", "message": "Pay", "url": "https://pay.example.com/"],
                    ]
                ]
            ])
    }

    @Test("The log tells a round from an end")
    func log() async throws {
        let seen = SeenRequests()
        let server = try Samples.server(tools: [AskingTools.greet], observer: seen)
        let client = AskingClient(server, tool: "greet")
        _ = await client.converse { _, _ in Replies.decline }
        #expect(seen.records.map(\.outcome) == ["input_required", "ok"])
    }

    @Test("Between rounds nothing is held: neither a slot, nor what was injected")
    func nothingIsHeld() async throws {
        let server = try server(AskingTools.greet) { $0.calls.maximumConcurrent = 1 }
        let clients = (0..<5).map { AskingClient(server, tool: "greet", ["n": .integer($0)]) }
        var states: [JSONValue?] = []
        for client in clients { states.append(await client.firstState()) }
        for (client, state) in zip(clients, states) {
            let answer = await client.send(state: state, answers: ["who": Replies.accept(["name": "Ada"])])
            #expect(answer.toolText == "Hello, Ada!")
        }
    }

    @Test("Guards see every round, and limits count it")
    func guardsAndLimits() async throws {
        let rounds = Mutex(0)
        let guarded = AskingTools.tool(
            options: ToolOptions(limits: "2/hour", guards: [Guard("count") { _ in rounds.withLock { $0 += 1 } }])
        ) { context in
            _ = try await context.elicit("A?", AskingTools.name)
            _ = try await context.elicit("B?", AskingTools.name)
            return "done"
        }
        let client = AskingClient(try server(guarded), tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.decline }
        #expect(asked.count == 2)
        #expect(last.status == 429)
        // The guards of callers come before the limits.
        #expect(rounds.withLock { $0 } == 3)
    }
}
