import Gatehouse

/// Tools that are tasks, with gates to hold them by.
final class TaskSamples: Sendable {
    let gate = Gate()
    let cancelled = Gate()

    static let nameForm = RequestedSchema(
        properties: [.init(name: "name", schema: .string(StringSchema(maxLength: 10)))], required: ["name"])

    /// Waits at the gate, and says what it is told.
    var slow: Tool {
        Tool(
            name: "slow", description: "Waits.", options: ToolOptions(task: .allowed),
            inputSchema: ["type": "object", "properties": ["text": ["type": "string"]]]
        ) { [gate] arguments, context in
            await gate.wait()
            return "\(arguments["text"]?.stringValue ?? "done") \(context.isTask)"
        }
    }

    /// Waits until it is cancelled.
    var endless: Tool {
        Tool(name: "endless", description: "Never ends.", options: ToolOptions(task: .required), input: NoInput.self) {
            [gate, cancelled] _, _ async throws -> String in
            defer { cancelled.open() }
            await gate.wait()
            try await Task.sleep(for: .seconds(1_000))
            return "too late"
        }
    }

    /// Asks for two names at once.
    static let asking = Tool(
        name: "asking", description: "Asks.", options: ToolOptions(task: .allowed), input: NoInput.self
    ) { _, context async throws -> String in
        let answers = try await context.ask([
            .form("First?", nameForm, key: "first"), .form("Second?", nameForm, key: "second"),
        ])
        let names = try ["first", "second"].map { try answers.elicitation($0).content?["name"]?.stringValue ?? "-" }
        return names.joined(separator: " and ")
    }

    /// Asks with the call, and is a task after that.
    static let asksFirst = Tool(
        name: "asks_first", description: "Asks first.", options: ToolOptions(task: .allowed.begunByFunction),
        input: NoInput.self
    ) { _, context async throws -> String in
        let answer = try await context.elicit("Your name?", nameForm, key: "user_name")
        let isTask = try await context.beginTask()
        return "\(answer.content?["name"]?.stringValue ?? "-") \(isTask)"
    }

    static let failing = Tool(
        name: "failing", description: "Fails.", options: ToolOptions(task: .allowed), input: NoInput.self
    ) { _, _ -> String in throw ToolError("there is no paper") }

    static let refusing = Tool(
        name: "refusing", description: "Ends with an error.", options: ToolOptions(task: .allowed), input: NoInput.self
    ) { _, _ -> String in throw JSONRPCError(.internalError, "the printer burns", data: ["degrees": 451]) }

    var tools: [Tool] { [slow, endless, Self.asking, Self.asksFirst, Self.failing, Self.refusing, Samples.echo] }
}

extension Ask {
    /// The same request of a client that knows tasks, forms and nothing else.
    var withTasks: Ask {
        with { ask in
            ask.meta[MetaKey.clientCapabilities] = [
                "extensions": ["io.modelcontextprotocol/tasks": [:]], "elicitation": [:],
            ]
        }
    }

    /// A request about a task, of a client that knows tasks.
    static func task(_ method: String, _ id: String, _ more: JSONObject = [:], as caller: String = "alice") -> Ask {
        var params = more
        params["taskId"] = .string(id)
        return Ask.modern(method, params, as: caller).withTasks
    }
}

extension Server {
    /// Begins a task, and gives its id.
    func begin(_ tool: String, _ arguments: JSONObject = [:], as caller: String = "alice") async -> String {
        await answer(.call(tool, arguments, as: caller).withTasks).result?["taskId"]?.stringValue ?? ""
    }

    /// Looks at a task until it stands somewhere.
    func task(_ id: String, is status: String, as caller: String = "alice") async -> JSONValue {
        for _ in 0..<100_000 {
            let answer = await answer(.task("tasks/get", id, as: caller))
            if let result = answer.result, result["status"]?.stringValue == status { return result }
            if answer.result == nil { return answer.json ?? .null }
            await Task.yield()
        }
        return .null
    }
}
