import Gatehouse

extension Ask {
    /// The request for a stream of a session.
    static func get(session: String?, after event: String? = nil, as caller: String = "alice") -> Ask {
        delete(session: session, as: caller).with {
            $0.head.method = "GET"
            $0.head.accept = "text/event-stream"
            if let event { $0.head.lastEventID = [event] }
        }
    }

    /// A handshake of a client that can do something.
    static func initialize(_ revision: String, capabilities: JSONObject, as caller: String = "alice") -> Ask {
        legacy(
            "initialize",
            [
                "protocolVersion": .string(revision), "capabilities": .object(capabilities),
                "clientInfo": ["name": "test", "version": "1"],
            ], as: caller)
    }

    /// A notification in a session.
    static func notification(_ method: String, _ params: JSONObject? = nil, session: String) -> Ask {
        legacy(method, params, session: session).with { $0.id = nil }
    }

    /// A call of a tool in a session.
    static func call(_ tool: String, _ arguments: JSONObject = [:], id: JSONValue = 1, session: String) -> Ask {
        legacy("tools/call", ["name": .string(tool), "arguments": .object(arguments)], session: session)
            .with { $0.id = id }
    }

    /// An answer to a request of the server's.
    static func reply(_ member: String, _ value: JSONValue, to id: JSONValue?, session: String) -> Ask {
        var message: JSONObject = ["jsonrpc": "2.0", "id": id ?? .null]
        message[member] = value
        return legacy("", session: session).with {
            $0.text = String(decoding: JSONValue.object(message).jsonBytes, as: UTF8.self)
        }
    }
}

extension Server {
    /// Opens a session of a client that says that it is ready.
    func openReadySession(_ revision: String = "2025-11-25", capabilities: JSONObject = [:]) async -> String {
        let answer = await answer(.initialize(revision, capabilities: capabilities))
        let session = answer.fields("Mcp-Session-Id").first ?? ""
        _ = await self.answer(.notification("notifications/initialized", session: session))
        return session
    }
}

extension SentMessages {
    /// Waits until so many messages were sent, those without a body not counted, and gives them.
    func messages(_ count: Int) async -> [JSONValue] {
        while messages.count < count { await Task.yield() }
        return messages
    }

    /// Waits until so many events were sent.
    func events(_ count: Int) async -> [StreamMessage] {
        while events.count < count { await Task.yield() }
        return events
    }
}
