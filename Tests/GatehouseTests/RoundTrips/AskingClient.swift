import Gatehouse

/// A client that answers what a server asks for, round after round.
struct AskingClient {
    let server: Server
    /// The first request; the client declares everything that it could be asked for.
    var ask: Ask

    /// Everything that a client can declare.
    static let everything: JSONValue = [
        "elicitation": ["form": [:], "url": [:]], "sampling": ["tools": [:], "context": [:]], "roots": [:],
    ]

    init(_ server: Server, _ ask: Ask, declaring capabilities: JSONValue = everything) {
        self.server = server
        self.ask = ask
        self.ask.meta[MetaKey.clientCapabilities] = capabilities
    }

    /// A call of a tool.
    init(
        _ server: Server, tool: String, _ arguments: JSONObject = [:], declaring capabilities: JSONValue = everything
    ) {
        self.init(server, .call(tool, arguments), declaring: capabilities)
    }

    /// Sends the request, with what an earlier round brought.
    func send(state: JSONValue? = nil, answers: JSONValue? = nil) async -> Answer {
        await server.answer(retry(state: state, answers: answers))
    }

    /// The request with what an earlier round brought.
    func retry(state: JSONValue?, answers: JSONValue?) -> Ask {
        var params = ask.params?.objectValue ?? [:]
        params["requestState"] = state
        params["inputResponses"] = answers
        return ask.with { $0.params = .object(params) }
    }

    /// The state after the first round.
    func firstState() async -> JSONValue? { await send().state }

    /// Sends the request again and again, until the server asks for nothing more.
    ///
    /// - Parameter answer: The answer to what is asked under a key; nothing leaves it out.
    /// - Returns: The last reply, and what each round before it asked for.
    func converse(
        _ answer: (_ key: String, _ request: JSONValue) -> JSONValue?
    ) async -> (last: Answer, asked: [JSONObject]) {
        var reply = await send()
        var asked: [JSONObject] = []
        while let requests = reply.inputRequests, asked.count < 50 {
            asked.append(requests)
            var answers = JSONObject()
            for request in requests { answers[request.name] = answer(request.name, request.value) }
            reply = await send(state: reply.state, answers: .object(answers))
        }
        return (reply, asked)
    }
}

extension Answer {
    /// What the server asks for; nothing where the reply is the last one.
    var inputRequests: JSONObject? {
        result?["resultType"] == "input_required" ? result?["inputRequests"]?.objectValue ?? [:] : nil
    }

    /// What the client carries to the next round.
    var state: JSONValue? { result?["requestState"] }
}

/// Answers as clients send them.
enum Replies {
    static func accept(_ content: JSONObject) -> JSONValue { ["action": "accept", "content": .object(content)] }
    static let accept: JSONValue = ["action": "accept"]
    static let decline: JSONValue = ["action": "decline"]
    static let cancel: JSONValue = ["action": "cancel"]

    static func sampled(_ text: String) -> JSONValue {
        ["role": "assistant", "model": "m", "content": ["type": "text", "text": .string(text)]]
    }

    static func roots(_ uris: String...) -> JSONValue {
        ["roots": .array(uris.map { ["uri": .string($0)] })]
    }
}

/// Tools that ask.
enum AskingTools {
    static let name = RequestedSchema(
        properties: [.init(name: "name", schema: .string(StringSchema(minLength: 1, maxLength: 20)))],
        required: ["name"])

    /// A tool of a function that asks.
    static func tool(
        _ name: String = "ask",
        options: ToolOptions = ToolOptions(),
        _ function: @escaping @Sendable (Context) async throws -> String
    ) -> Tool {
        Tool(
            name: name, description: "Asks.", options: options, inputSchema: ["type": "object"]
        ) { _, context in try await function(context) }
    }

    /// Asks for a name and greets.
    static let greet = tool("greet") { context in
        let result = try await context.elicit("Who are you?", name, key: "who")
        return "Hello, \(result.content?["name"]?.stringValue ?? "nobody")!"
    }

    static func sampling(_ text: String) -> CreateMessageRequestParams {
        CreateMessageRequestParams(messages: [SamplingMessage(role: .user, content: .text(text))], maxTokens: 10)
    }
}
