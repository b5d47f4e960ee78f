import Gatehouse

/// A client's request, complete and correct, of which a test changes one part.
struct Ask: Sendable {
    var head: RequestHead
    var id: JSONValue? = 1
    var jsonrpc: JSONValue? = "2.0"
    var method: JSONValue?
    var params: JSONValue?
    /// The body as bytes, where it is not the message above.
    var text: String?

    /// A request of 2026-07-28 over HTTP, with all header fields.
    static func modern(_ method: String, _ params: JSONObject = [:], as caller: String = "alice") -> Ask {
        var ask = Ask(head: head(of: caller), method: .string(method), params: .object(params))
        ask.head.protocolVersion = ["2026-07-28"]
        ask.head.mcpMethod = [method]
        if let name = (params["name"] ?? params["uri"] ?? params["taskId"])?.stringValue { ask.head.mcpName = [name] }
        ask.meta = [
            MetaKey.protocolVersion: "2026-07-28",
            MetaKey.clientInfo: ["name": "test", "version": "1"],
            MetaKey.clientCapabilities: [:],
        ]
        return ask
    }

    /// A call of a tool, of 2026-07-28 over HTTP.
    static func call(_ tool: String, _ arguments: JSONObject = [:], as caller: String = "alice") -> Ask {
        modern("tools/call", ["name": .string(tool), "arguments": .object(arguments)], as: caller)
    }

    /// A request of a revision up to 2025-11-25 over HTTP.
    static func legacy(
        _ method: String,
        _ params: JSONObject? = nil,
        session: String? = nil,
        as caller: String = "alice"
    ) -> Ask {
        var ask = Ask(head: head(of: caller), method: .string(method), params: params.map(JSONValue.object))
        if let session { ask.head.sessionID = [session] }
        return ask
    }

    /// The handshake of a revision up to 2025-11-25.
    static func initialize(_ revision: String, as caller: String = "alice") -> Ask {
        legacy(
            "initialize",
            [
                "protocolVersion": .string(revision), "capabilities": [:],
                "clientInfo": ["name": "test", "version": "1"],
            ], as: caller)
    }

    /// The end of a session.
    static func delete(session: String?, as caller: String = "alice") -> Ask {
        var ask = Ask(head: head(of: caller), text: "")
        ask.head.method = "DELETE"
        ask.head.contentType = nil
        if let session { ask.head.sessionID = [session] }
        return ask
    }

    private static func head(of caller: String) -> RequestHead {
        var head = RequestHead(transport: .http, method: "POST", path: "/mcp", remoteAddress: "192.0.2.7")
        head.host = ["localhost:8080"]
        head.authorization = ["Bearer \(caller)"]
        head.contentType = "application/json"
        head.accept = "application/json, text/event-stream"
        return head
    }

    /// The same request as it comes without header fields.
    var onStdio: Ask {
        var ask = self
        ask.head = RequestHead(transport: .stdio)
        ask.head.authorization = head.authorization
        ask.head.sessionID = head.sessionID
        return ask
    }

    /// The parameters' `_meta`.
    var meta: JSONObject {
        get { params?["_meta"]?.objectValue ?? [:] }
        set {
            var object = params?.objectValue ?? [:]
            object["_meta"] = .object(newValue)
            params = .object(object)
        }
    }

    /// The request after a change.
    func with(_ change: (inout Ask) -> Void) -> Ask {
        var ask = self
        change(&ask)
        return ask
    }

    /// The body's bytes.
    var body: [UInt8] {
        if let text { return Array(text.utf8) }
        var message = JSONObject()
        message["jsonrpc"] = jsonrpc
        message["id"] = id
        message["method"] = method
        message["params"] = params
        return JSONValue.object(message).jsonBytes
    }
}
