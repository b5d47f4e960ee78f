import Gatehouse

/// The request that a command line describes.
struct ExplainedRequest {
    private static let lists = [
        "tools/list", "prompts/list", "resources/list", "resources/templates/list", "server/discover", "initialize",
        "ping", "tasks/list",
    ]
    private static let calls = ["tools/call", "prompts/get", "resources/read"]
    private static let tasks = ["tasks/get", "tasks/update", "tasks/cancel", "tasks/result"]
    private static let others = [
        "completion/complete", "subscriptions/listen", "resources/subscribe", "resources/unsubscribe",
    ]

    let method: String
    let revision: ProtocolRevision
    private(set) var params: JSONObject
    private let hasMirroredArguments: Bool

    /// - Throws: ``CommandFailure`` for a method that cannot be explained, and for arguments that the tool does not take.
    init(
        _ method: String, _ rest: [String], _ components: Components, _ revision: ProtocolRevision
    ) throws(CommandFailure) {
        self.method = method
        self.revision = revision
        var schema: JSONObject?
        if Self.calls.contains(method) {
            if method == "tools/call", let name = rest.first {
                schema = components.tools.first { $0.name == name }?.inputSchema.objectValue
            }
            params = try Self.call(method, rest, schema: schema)
        } else if Self.tasks.contains(method) {
            params = ["taskId": .string(try Self.only("the task's id", method, rest))]
            if method == "tasks/update" { params["inputResponses"] = [:] }
        } else if method == "completion/complete" {
            params = try Self.completion(rest, components)
        } else if method == "subscriptions/listen" {
            params = ["notifications": .object(Self.filter(rest))]
        } else if Self.others.contains(method) {
            params = ["uri": .string(try Self.only("the URI", method, rest))]
        } else {
            guard Self.lists.contains(method) else { throw Self.unknown(method) }
            guard rest.isEmpty else {
                throw CommandFailure(.usage, "\(method) is for nothing by name; found \(quoted(rest[0]))")
            }
            params = method == "initialize" ? Self.handshake(revision) : JSONObject()
        }
        hasMirroredArguments = schema.map { JSONValue.object($0).description.contains("x-mcp-header") } ?? false
        guard revision == .latest else { return }
        // The client says what it is. Whether it knows tasks makes no difference to who may do what.
        params["_meta"] = [
            MetaKey.protocolVersion: .string(revision.text), MetaKey.clientInfo: Self.client,
            MetaKey.clientCapabilities: ["extensions": ["io.modelcontextprotocol/tasks": [:]]],
        ]
    }

    /// The explanation by a server that never listens. Before 2026-07-28 a session is opened first, of which nobody else
    /// knows.
    func explanation(by server: Server, _ credential: ExplainedCredential) async -> Explanation {
        var head = head
        credential.show(in: &head)
        if revision != .latest, method != "initialize" {
            let handshake = Self.message("initialize", Self.handshake(revision))
            let reply = await server.respond(to: head, body: handshake, stream: nil)
            let session = reply.fields.first { $0.name.lowercased() == "mcp-session-id" }?.value
            head.sessionID = FieldLines(session.map { [$0] } ?? [])
            if session != nil { head.protocolVersion = FieldLines([revision.text]) }
        }
        return await server.explain(head, body: Self.message(method, params))
    }

    private static func unknown(_ method: String) -> CommandFailure {
        let known = calls + lists + tasks + others
        let nearest = NearestName.nearest(to: method, among: known).map { "did you mean \($0)?" }
        return CommandFailure(
            .usage,
            "\(quoted(method)) cannot be explained; \(nearest ?? "the methods are \(known.joined(separator: ", "))")")
    }
}

// MARK: - Parameters

extension ExplainedRequest {
    private static func call(
        _ method: String, _ rest: [String], schema: JSONObject?
    ) throws(CommandFailure) -> JSONObject {
        let isRead = method == "resources/read"
        guard let name = rest.first else {
            throw CommandFailure(.usage, "\(method) needs the \(isRead ? "URI" : "name") behind it")
        }
        guard !isRead else { return ["uri": .string(try only("the URI", method, rest))] }
        let parsed = try ToolArguments(schema: schema, readFile: InputFile.text).parse(Array(rest.dropFirst()))
        return [
            "name": .string(name), "arguments": .object(method == "prompts/get" ? texts(parsed) : parsed),
        ]
    }

    private static func only(_ what: String, _ method: String, _ rest: [String]) throws(CommandFailure) -> String {
        guard let first = rest.first else { throw CommandFailure(.usage, "\(method) needs \(what) behind it") }
        guard rest.count == 1 else { throw CommandFailure(.usage, "\(method) takes \(what) alone") }
        return first
    }

    /// What is suggested for: a prompt by its name or a template by its URI, and one argument with what was typed of it.
    private static func completion(
        _ rest: [String], _ components: Components
    ) throws(CommandFailure) -> JSONObject {
        guard let name = rest.first, rest.count == 2, let equals = rest[1].firstIndex(of: "=") else {
            throw CommandFailure(
                .usage,
                "completion/complete needs a prompt's name or a template, and one argument as key=value behind it")
        }
        let isPrompt = components.prompts.contains { $0.name == name }
        let reference: JSONValue =
            isPrompt ? ["type": "ref/prompt", "name": .string(name)] : ["type": "ref/resource", "uri": .string(name)]
        let value = String(rest[1][rest[1].index(after: equals)...])
        return [
            "ref": reference,
            "argument": ["name": .string(String(rest[1][..<equals])), "value": .string(value)],
        ]
    }

    /// What a stream is to be about.
    private static func filter(_ rest: [String]) -> JSONObject {
        let lists = ["tools": "toolsListChanged", "prompts": "promptsListChanged", "resources": "resourcesListChanged"]
        var filter = JSONObject()
        var (uris, tasks): ([JSONValue], [JSONValue]) = ([], [])
        for word in rest {
            if let list = lists[word] {
                filter[list] = true
            } else if word.hasPrefix("task:") {
                tasks.append(.string(String(word.dropFirst("task:".count))))
            } else {
                uris.append(.string(word))
            }
        }
        if !uris.isEmpty { filter["resourceSubscriptions"] = .array(uris) }
        if !tasks.isEmpty { filter["taskIds"] = .array(tasks) }
        return filter
    }

    private static func handshake(_ revision: ProtocolRevision) -> JSONObject {
        ["protocolVersion": .string(revision.text), "capabilities": [:], "clientInfo": client]
    }

    private static var client: JSONValue {
        ["name": .string(Application.current.name), "version": .string(Application.current.version)]
    }

    /// The arguments of a prompt are texts.
    private static func texts(_ arguments: JSONObject) -> JSONObject {
        var texts = JSONObject()
        for member in arguments {
            texts[member.name] = .string(member.value.stringValue ?? member.value.description)
        }
        return texts
    }

    private static func message(_ method: String, _ params: JSONObject) -> [UInt8] {
        JSONValue.object(["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]).jsonBytes
    }

    /// The head as a client would send it. Arguments that header fields mirror are not sent twice: over standard streams
    /// there are none.
    private var head: RequestHead {
        guard !hasMirroredArguments else { return RequestHead(transport: .stdio) }
        var head = RequestHead(transport: .http, method: "POST", path: "/mcp", remoteAddress: "127.0.0.1")
        head.host = ["localhost"]
        head.contentType = "application/json"
        head.accept = "application/json, text/event-stream"
        guard revision == .latest else { return head }
        head.protocolVersion = FieldLines([revision.text])
        head.mcpMethod = FieldLines([method])
        if let name = (params["name"] ?? params["uri"] ?? params["taskId"])?.stringValue {
            head.mcpName = FieldLines([name])
        }
        return head
    }
}
