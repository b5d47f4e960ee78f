import Gatehouse

/// The request that a command line describes.
struct ExplainedRequest {
    private static let lists = [
        "tools/list", "prompts/list", "resources/list", "resources/templates/list", "server/discover",
    ]
    private static let calls = ["tools/call", "prompts/get", "resources/read"]

    let method: String
    let params: JSONObject
    private let hasMirroredArguments: Bool
    private let endpoint: String

    /// - Throws: ``CommandFailure`` for a method that cannot be explained, and for arguments that the tool does not take.
    init(_ method: String, _ rest: [String], _ components: Components, endpoint: String) throws(CommandFailure) {
        self.method = method
        self.endpoint = endpoint
        var params = JSONObject()
        var schema: JSONObject?
        if Self.calls.contains(method) {
            guard let name = rest.first else {
                throw CommandFailure(
                    .usage, "\(method) needs the \(method == "resources/read" ? "URI" : "name") behind it")
            }
            let tool = method == "tools/call" ? components.tools.first { $0.name == name } : nil
            schema = tool?.inputSchema.objectValue
            params[method == "resources/read" ? "uri" : "name"] = .string(name)
            let parsed = try ToolArguments(schema: schema, readFile: InputFile.text).parse(Array(rest.dropFirst()))
            if method != "resources/read" {
                params["arguments"] = .object(method == "prompts/get" ? Self.texts(parsed) : parsed)
            } else if rest.count > 1 {
                throw CommandFailure(.usage, "resources/read takes the URI alone")
            }
        } else {
            guard Self.lists.contains(method) else { throw Self.unknown(method) }
            guard rest.isEmpty else {
                throw CommandFailure(.usage, "\(method) is for nothing by name; found \(quoted(rest[0]))")
            }
        }
        // The client says what it is; what it can do makes no difference to who may do what.
        params["_meta"] = [
            MetaKey.protocolVersion: "2026-07-28",
            MetaKey.clientInfo: [
                "name": .string(Application.current.name), "version": .string(Application.current.version),
            ],
            MetaKey.clientCapabilities: [:],
        ]
        self.params = params
        hasMirroredArguments = schema.map { JSONValue.object($0).description.contains("x-mcp-header") } ?? false
    }

    private static func unknown(_ method: String) -> CommandFailure {
        let known = calls + lists
        let nearest = NearestName.nearest(to: method, among: known).map { "did you mean \($0)?" }
        return CommandFailure(
            .usage,
            "\(quoted(method)) cannot be explained; \(nearest ?? "the methods are \(known.joined(separator: ", "))")")
    }

    /// The arguments of a prompt are texts.
    private static func texts(_ arguments: JSONObject) -> JSONObject {
        var texts = JSONObject()
        for member in arguments {
            texts[member.name] = .string(member.value.stringValue ?? member.value.description)
        }
        return texts
    }

    /// The head as a client would send it. Arguments that header fields mirror are not sent twice: over standard streams
    /// there are none.
    func head(token: String?) -> RequestHead {
        let authorization: [String] = token.map { ["Bearer \($0)"] } ?? []
        guard !hasMirroredArguments else {
            var head = RequestHead(transport: .stdio)
            head.authorization = FieldLines(authorization)
            return head
        }
        var head = RequestHead(transport: .http, method: "POST", path: endpoint, remoteAddress: "127.0.0.1")
        head.host = ["localhost"]
        head.authorization = FieldLines(authorization)
        head.contentType = "application/json"
        head.accept = "application/json, text/event-stream"
        head.protocolVersion = ["2026-07-28"]
        head.mcpMethod = [method]
        if let name = (params["name"] ?? params["uri"])?.stringValue { head.mcpName = [name] }
        return head
    }

    var body: [UInt8] {
        JSONValue.object(["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]).jsonBytes
    }
}
